// M10: useful attendance.
#include <algorithm>
#include <array>
#include <map>

#include "projections/measures/definitions.hpp"
#include "projections/measures/event_ratio.hpp"

namespace forloeb {
namespace {

using Stake = MeetingConvened::Stake;

struct GroupWords {
    const char* code;
    const char* da;
    const char* en;
};
constexpr std::array<GroupWords, 3> group_words = {{
    {"professionals", "fagpersoner", "professionals"},
    {"citizens", "borgere og repræsentanter", "citizens and representatives"},
    {"relatives", "pårørende", "relatives"},
}};
constexpr std::array<GroupWords, 5> stake_words = {{
    {"unknown", "uoplyst aktie", "stake unknown"},
    {"large", "stor aktie", "large stake"},
    {"small", "lille aktie", "small stake"},
    {"learning", "læring", "learning"},
    {"contributes_knowledge", "bidrager med viden", "contributes knowledge"},
}};

struct Group {
    EventRatio useful;
    EventRatio response;
    std::map<Stake, EventRatio> by_stake;
};

struct M10Sample {
    Tally cases;  // with a meeting held in the period
    std::array<Group, group_words.size()> groups;
    std::int64_t kind_unknown = 0;

    [[nodiscard]] std::vector<Figure> figures() const {
        const std::vector<std::string_view> rated = {"meeting.attendance_rated"};
        std::vector<Figure> out;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const GroupWords& who = group_words[i];
            const std::string code = who.code;
            groups[i].useful.add_to(out, code + ".useful", {std::string(who.da) + ": andel, der fandt det udbytterigt", std::string(who.en) + ": share who found it useful"}, rated);
            groups[i].response.add_to(out, code + ".rated", {std::string(who.da) + ": andel deltagelser vurderet", std::string(who.en) + ": share of attendances rated"}, rated);
            for (const auto& [stake, useful] : groups[i].by_stake) {
                const GroupWords& words = stake_words[static_cast<std::size_t>(stake)];
                useful.add_to(out, code + ".useful." + words.code, {std::string(who.da) + ", " + words.da + ": andel udbytterigt", std::string(who.en) + ", " + words.en + ": share useful"}, rated);
            }
        }
        for (Figure& figure : out) figure.missing += kind_unknown;
        return out;
    }
};

class UsefulAttendance : public SampledMeasure<M10Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Meeting& meeting : facts.meetings) {
            if (!meeting.held) continue;
            for (M10Sample* sample : samples_when(facts, *meeting.held)) {
                sample->cases.add_case(facts);
                for (const facts::Attendee& attendee : meeting.attendees) count(*sample, facts, meeting, attendee);
            }
        }
    }

  private:
    static void count(M10Sample& sample, const facts::CaseFacts& facts, const facts::Meeting& meeting, const facts::Attendee& attendee) {
        const auto rating = std::find_if(meeting.ratings.rbegin(), meeting.ratings.rend(),
                                         [&](const facts::AttendanceRating& each) { return each.party == attendee.party; });
        const bool rated = rating != meeting.ratings.rend();
        const ParticipantKind kind = attendee.kind == ParticipantKind::UNKNOWN && rated ? rating->kind : attendee.kind;
        if (kind == ParticipantKind::UNKNOWN && attendee.party != facts::citizen_reference) {
            ++sample.kind_unknown;
            return;
        }
        Group& group = sample.groups[facts::is_citizen_side(kind, attendee.party) ? 1 : kind == ParticipantKind::RELATIVE ? 2 : 0];
        group.response.add(facts, rated);
        if (!rated) return;
        group.useful.add(facts, rating->useful);
        group.by_stake[stake_of(meeting, attendee.party)].add(facts, rating->useful);
    }

    static Stake stake_of(const facts::Meeting& meeting, const std::string& party) {
        for (const facts::Invitee& invitee : meeting.invitees)
            if (invitee.party == party) return invitee.stake;
        return Stake::UNKNOWN;
    }
};

}  // namespace

MeasureDefinition m10_useful_attendance() {
    return {"M10",
            1,
            {"Udbytterig deltagelse", "Useful attendance"},
            {"Deltageres seneste vurdering af hvert møde: ja / (ja + nej); fagpersoner, borgere og pårørende hver for sig, og efter "
             "den aktie, de var indkaldt med. Ved siden af: andel af deltagelser, der er vurderet. Ved ikke er uoplyst.",
             "Attendees' last rating of each meeting: yes / (yes + no); professionals, citizens and relatives apart, and by the stake "
             "they were invited with. Beside it: share of attendances rated. An unknown answer is missing."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<UsefulAttendance>(input); }};
}

}  // namespace forloeb
