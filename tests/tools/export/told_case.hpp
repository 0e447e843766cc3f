// One exported case with a value of each kind, a list of structs and one of scalars, a second event that tells little, and
// between them one without a day.
#pragma once

#include <capnp/message.h>

#include <memory>

#include "projections/schema/evaluation.capnp.h"

namespace forloeb::testing {

class ToldCase {
  public:
    ToldCase() { tell(whole_->initRoot<answers::ExportedCase>()); }
    [[nodiscard]] answers::ExportedCase::Reader whole() const { return whole_->getRoot<answers::ExportedCase>().asReader(); }
    /// Some of its entries, as on a page of their own. Holds until the next call.
    [[nodiscard]] answers::ExportedCase::Reader piece(unsigned from, unsigned count) const {
        piece_ = std::make_unique<capnp::MallocMessageBuilder>();
        auto out = piece_->initRoot<answers::ExportedCase>();
        out.setPseudonym(whole().getPseudonym());
        out.setCitizen(whole().getCitizen());
        out.setFrom(from);
        auto entries = out.initEntries(count);
        for (unsigned i = 0; i < count; ++i) entries.setWithCaveats(i, whole().getEntries()[from + i]);
        return out.asReader();
    }

  private:
    using Kind = answers::ExportedValue::Kind;
    static void text(answers::ExportedValue::Builder out, const char* name, Kind kind, const char* value, std::int32_t row = -1) {
        out.setName(name);
        out.setKind(kind);
        out.setText(value);
        out.setRow(row);
    }
    static void number(answers::ExportedValue::Builder out, const char* name, Kind kind, std::int64_t value) {
        out.setName(name);
        out.setKind(kind);
        out.setNumber(value);
    }
    static void tell(answers::ExportedCase::Builder out) {
        out.setPseudonym("p-sag");
        out.setCitizen("p-borger");
        auto entries = out.initEntries(3);
        entries[0].setType("meeting.held");
        entries[0].setDay(10);
        entries[0].setActor("p-leder");
        entries[0].setSide("own_unit");
        entries[0].setCoordinator("p-koord");
        entries[0].setRecordedAfter(3);
        auto values = entries[0].initValues(9);
        text(values[0], "meeting", Kind::REFERENCE, "p-m1");
        number(values[1], "minutes", Kind::WHOLE, 45);
        number(values[2], "ended", Kind::YES_NO, 1);
        number(values[3], "summaryAt", Kind::DAY, -1);
        text(values[4], "attendees[].kind", Kind::CODE, "citizen", 0);
        text(values[5], "attendees[].kind", Kind::CODE, "professional", 1);
        text(values[6], "attendees[].party", Kind::REFERENCE, "p-job", 1);
        text(values[7], "goals[]", Kind::REFERENCE, "p-g1", 0);
        text(values[8], "goals[]", Kind::REFERENCE, "p-g2", 1);
        entries[1].setType("contact.held");
        entries[1].setDayUnknown(true);
        entries[1].setRecordedAfter(-1);
        entries[2].setType("note.recorded");
        entries[2].setDay(10);
        entries[2].setRecordedAfter(-1);
        text(entries[2].initValues(1)[0], "kind", Kind::CODE, "a <&\" b");
    }

    std::unique_ptr<capnp::MallocMessageBuilder> whole_ = std::make_unique<capnp::MallocMessageBuilder>();
    mutable std::unique_ptr<capnp::MallocMessageBuilder> piece_;
};

}  // namespace forloeb::testing
