// Writes an evaluation's cases as one OCEL 2.0 log in its JSON form: events and objects related by qualifiers, so that a goal
// which several partners stand behind is one goal. Object types: Case, Citizen, Coordinator, and what exported_objects.hpp
// names. An event is related to its case ("case"), the citizen ("subject"), the coordinator then ("coordinator", and "actor" if
// that is who acted) and everything it refers to; an object to its case ("case"). Object attributes carry the time from which
// they hold: status, a case's coordinator and complexity grade. Values of a list that are no references are joined by ", ".
//
// Events go to the stream as they come, objects to a second one when their case is over: end() brings them together. Memory is
// one case's objects, the coordinators and the citizens. Values are written as strings, as the standard's schema has them. One thread.
#pragma once

#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "projections/schema/evaluation.capnp.h"
#include "tools/export/exported_case.hpp"

namespace forloeb {

class OcelLogWriter {
  public:
    /// `objects` is written, then read back by end().
    OcelLogWriter(std::ostream& out, std::iostream& objects) : out_(out), spool_(objects) {}
    void begin();
    void add(answers::ExportedCase::Reader told);
    ExportCounts end();

  private:
    struct Change {
        std::string attribute;
        std::string time;
        std::string value;
    };
    struct Object {
        std::string type;
        std::vector<Change> changes;
        std::set<std::pair<std::string, std::string>> related;  // object and qualifier
    };
    using Relations = std::set<std::pair<std::string, std::string>>;

    void add_event(answers::ExportedEntry::Reader entry, std::size_t number);
    Relations relations_of(answers::ExportedEntry::Reader entry);
    std::string attributes_of(answers::ExportedEntry::Reader entry);
    void note_changes(answers::ExportedEntry::Reader entry);
    std::string object(std::string_view type, const std::string& pseudonym);
    void change(const std::string& object, const char* attribute, const std::string& time, const std::string& value);
    void close_case();
    void write_object(const std::string& id, const Object& object);
    void write_types();

    std::ostream& out_;
    std::iostream& spool_;
    std::string case_;     // object ids; empty between cases
    std::string citizen_;  // empty = not named
    std::map<std::string, Object> objects_;  // of the case at hand
    std::set<std::string> people_;           // coordinators and citizens: written once
    std::map<std::string, std::map<std::string, std::string>> event_types_;   // type -> attribute -> its type
    std::map<std::string, std::set<std::string>> object_types_;               // type -> attributes
    ExportCounts counts_;
};

}  // namespace forloeb
