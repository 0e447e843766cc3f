// R18: somebody invited to a meeting without a stake in it (L4: nobody is to attend a meeting that makes no sense; a small
// stake, learning or knowledge to give is enough).
#include "projections/advice/rules.hpp"
#include "projections/advice/wording.hpp"

namespace forloeb::advice {
namespace {

/// The citizen needs no reason to be at a meeting about the citizen; nor who speaks for them.
bool needs_a_stake(const facts::Invitee& invitee) {
    return invitee.party != facts::citizen_reference && invitee.kind != ParticipantKind::CITIZEN && invitee.kind != ParticipantKind::REPRESENTATIVE;
}

Advice judge_r18(const Input& input) {
    Advice advice;
    if (!input.is_open()) return advice;
    for (const facts::Meeting& meeting : input.facts.meetings) {
        if (!meeting.convened || meeting.held || meeting.cancelled) continue;
        std::set<std::string> without;
        for (const facts::Invitee& invitee : meeting.invitees)
            if (needs_a_stake(invitee) && invitee.stake == MeetingConvened::Stake::UNKNOWN) without.insert(invitee.party);
        if (meeting.invitees.empty())
            advice.unknown("no_stake", Words{"Mangler: hvem der er indkaldt til ", "Missing: who is invited to "} + both(meeting.meeting + "."), {*meeting.convened});
        else if (!without.empty())
            advice.advise("no_stake",
                          both(meeting.meeting) + Words{": sig, hvad de skal få eller give, eller lad dem blive væk: ", ": say what they are to get or give, or let them stay away: "} +
                              listed(without) + both("."),
                          {*meeting.convened});
    }
    return advice;
}

}  // namespace

Rule r18_invitee_without_stake() {
    return {"R18",
            1,
            {"Indkaldt uden aktie i mødet", "Invited without a stake"},
            {"Et indkaldt møde, hvor der ikke står, hvilken aktie en indkaldt har (stor, lille, læring eller viden at bidrage med). "
             "Borgeren og dennes repræsentant behøver ingen.",
             "A convened meeting that does not say what stake an invitee has (large, small, learning or knowledge to give). The "
             "citizen and their representative need none."},
            {},
            Reach::one_case,
            judge_r18};
}

}  // namespace forloeb::advice
