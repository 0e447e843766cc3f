// Proof that a read is on record: what Engine::unseal asks for, so that a way to personal text that forgets the read log
// does not compile. Only a ReadLog makes one, and only of a record that is on the disk. It opens the sensitivity classes
// that stand in the record, no others, and of a person whose data are restricted only for the restriction's own purposes. A value;
// any thread.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "events/schema/annotations.capnp.h"
#include "events/vocabulary/ids.hpp"

namespace forloeb {

class ReadReceipt {
  public:
    /// The record's place in the read log, and its event id.
    [[nodiscard]] Position recorded() const { return recorded_; }
    [[nodiscard]] const Uuid& record_id() const { return record_id_; }
    /// What the read is for, as it stands in the record; may be empty.
    [[nodiscard]] const std::string& purpose() const { return purpose_; }
    [[nodiscard]] bool opens(SensitivityClass sensitivity) const { return std::ranges::find(classes_, sensitivity) != classes_.end(); }

  private:
    friend class ReadLog;
    ReadReceipt(Position recorded, const Uuid& record_id, std::vector<SensitivityClass> classes, std::string purpose)
        : recorded_(recorded), record_id_(record_id), classes_(std::move(classes)), purpose_(std::move(purpose)) {}

    Position recorded_;
    Uuid record_id_;
    std::vector<SensitivityClass> classes_;
    std::string purpose_;
};

}  // namespace forloeb
