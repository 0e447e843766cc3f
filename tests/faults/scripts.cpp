#include "tests/faults/scripts.hpp"

#include <cstdlib>
#include <map>
#include <sstream>

namespace forloeb::faults {
namespace {

// open      a case, which is then the case          stale     a note that expects no event: refused
// note      on the case, with a sealed text         forbidden a contact on a case never opened: refused
// contact   the same                                imported  the same as imported history: stored, marked
// plain     a note without a sealed text            correct   the last contact, said anew
// large     a note of 60,000 bytes                  bind      a fresh case with an identifier
// batch     six notes at once                       taken     another case with the same identifier: refused
// two       a note and a person                     again     the append before, once more
// three     a note, a person and a fresh case       reopen    stop and start
// expect    a note that expects what is there               twice     the case, opened again: refused
constexpr const char* short_script_words[] = {
    "open",
    "bind",
    "imported",
    "forbidden",
    "two",
    "open note",
    "open contact",
    "open plain",
    "open large",
    "open batch",
    "open two",
    "open three",
    "open expect",
    "open stale",
    "open again",
    "open forbidden",
    "open imported",
    "open bind",
    "bind taken",
    "bind again",
    "open reopen note",
    "open reopen again",
    "open reopen batch",
    "open reopen three",
    "open reopen expect",
    "open reopen stale",
    "open reopen large",
    "bind reopen taken",
    "bind reopen again",
    "imported reopen note",
    "open contact correct",
    "open contact reopen correct",
    "open batch note",
    "open batch reopen expect",
    "open two two",
    "open three three",
    "open three reopen three",
    "open large large",
    "open large reopen large",
    "open note again",
    "open note reopen again",
    "open twice note",
    "open forbidden note",
    "bind taken note",
    "open imported again",
    "open reopen note reopen note",
    "bind reopen bind reopen again",
    "open reopen reopen batch",
    "imported imported reopen batch",
    "two reopen three reopen expect",
};
constexpr const char* long_script_words =
    "open note contact correct batch again reopen two three large expect stale reopen bind taken again reopen imported "
    "forbidden batch large reopen three note again reopen open contact correct reopen large large expect";

constexpr std::size_t small_text = 40, large_text = 60'000;

class ScriptWriter {
  public:
    explicit ScriptWriter(std::uint64_t number) : number_(number) {}

    Script write(const std::string& words) {
        Script script{words, {}};
        std::istringstream in(words);
        for (std::string word; in >> word;) script.steps.push_back(step(word));
        return script;
    }

  private:
    ScriptStep step(const std::string& word) {
        if (word == "reopen") return {ScriptStep::Kind::reopen};
        if (word == "again") return {ScriptStep::Kind::again};
        ScriptStep step;
        step.plan.append_id = fresh(StreamKind::case_).id;
        step.is_refused = word == "stale" || word == "forbidden" || word == "taken" || word == "twice";
        fill(step.plan, word);
        if (step.is_refused) return step;
        for (const PlannedWrite& write : step.plan.writes) versions_[write.stream].value += write.events.size();
        return step;
    }

    void fill(PlannedAppend& plan, const std::string& word) {
        if (word == "open" || word == "bind") {
            case_ = fresh(StreamKind::case_);
            add(plan, case_, {event(EventKind::opened)});
            if (word == "bind") plan.bindings = {fresh_identifier(case_)};
        } else if (word == "taken") {
            const StreamId other = fresh(StreamKind::case_);
            add(plan, other, {event(EventKind::opened)});
            plan.bindings = {{"faults", bound_, other}};
        } else if (word == "twice") {
            add(plan, case_, {event(EventKind::opened)});
        } else if (word == "forbidden" || word == "imported") {
            plan.imported = word == "imported";
            const StreamId never_opened = fresh(StreamKind::case_);
            if (plan.imported) case_ = never_opened;
            add(plan, never_opened, {event(EventKind::contact)});
        } else if (word == "contact") {
            add(plan, case_, {event(EventKind::contact)});
            contact_ = derive_event_id(plan.append_id, 0);
        } else if (word == "correct") {
            PlannedEvent correction = event(EventKind::corrected);
            correction.target = contact_;
            add(plan, case_, {correction});
        } else {
            fill_notes(plan, word);
        }
    }

    void fill_notes(PlannedAppend& plan, const std::string& word) {
        const bool is_new = case_.id.is_nil();
        if (is_new) case_ = fresh(StreamKind::case_);
        std::vector<PlannedEvent> events;
        if (is_new) events.push_back(event(EventKind::opened));
        for (int count = word == "batch" ? 6 : 1; count > 0; --count) events.push_back(event(EventKind::note));
        if (word == "plain") events.back().sealed = false;
        if (word == "large") events.back().text_bytes = large_text;
        if (word == "expect") plan.expectations = {{case_, versions_[case_]}};
        if (word == "stale") plan.expectations = {{case_, {0}}};
        add(plan, case_, std::move(events));
        if (word == "two" || word == "three") add(plan, fresh(StreamKind::person), {event(EventKind::described)});
        if (word == "three") add(plan, fresh(StreamKind::case_), {event(EventKind::opened), event(EventKind::contact)});
    }

    static void add(PlannedAppend& plan, StreamId stream, std::vector<PlannedEvent> events) {
        plan.writes.push_back({stream, std::move(events)});
    }
    StreamId fresh(StreamKind kind) {
        return {kind, Uuid::from_halves(0x0194'0000'0000'7000ULL, 0x8000'0000'0000'0000ULL | number_ << 32 | ++used_)};
    }
    PlannedEvent event(EventKind kind) { return {kind, number_ << 32 | ++used_, small_text}; }
    IdentifierBinding fresh_identifier(StreamId stream) {
        bound_ = "source-" + std::to_string(number_) + "-" + std::to_string(++used_);
        return {"faults", bound_, stream};
    }

    std::uint64_t number_;
    std::uint64_t used_ = 0;
    StreamId case_{};
    Uuid contact_{};
    std::string bound_;
    std::map<StreamId, StreamVersion> versions_;
};

}  // namespace

const std::vector<Script>& short_scripts() {
    static const std::vector<Script> scripts = [] {
        std::vector<Script> written;
        for (const char* words : short_script_words) written.push_back(ScriptWriter(written.size() + 1).write(words));
        return written;
    }();
    return scripts;
}

Script long_script() { return ScriptWriter(1000).write(long_script_words); }

}  // namespace forloeb::faults
