#include "tools/render/answer_text.hpp"
#include "tools/render/case_pages.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {
namespace {

using answers::CaseOverview;

std::string since_text(const TextPage& page, Moment::Reader since) {
    if (read_moment(since).is_unknown()) return {};
    return std::string(page.say("siden ", "since ")) + date_text(page.language(), since);
}

void print_heading(TextPage& page, CaseOverview::Reader overview) {
    const Language language = page.language();
    const auto status = overview.getStatus();
    const std::string name = personal_text(language, overview.getName());
    page.title(name.empty()
                   ? std::string(page.say("Borgeren (intet navn registreret)", "The citizen (no name recorded)"))
                   : name);
    std::string state = code_text(language, view(status.getState()));
    if (status.getState() == "closed")
        state += " " + date_text(language, status.getClosed());
    else if (status.getState() == "open")
        state += " " + since_text(page, status.getOpened());
    std::string phase;
    if (overview.getPhase().getPhase().size() > 0)
        phase = std::string(page.say("fase: ", "phase: ")) + code_text(language, view(overview.getPhase().getPhase())) +
                " " + since_text(page, overview.getPhase().getSince());
    page.paragraph(
        join_facts({std::string(page.say("Forløb ", "Case ")) + id_text(overview.getCaseId()), state, phase}));
}

void print_own_words(TextPage& page, capnp::List<answers::OwnWords>::Reader words) {
    for (const auto said : words)
        page.item(quoted(page.language(), personal_text(page.language(), said.getWords())) + " (" +
                  join_facts({code_text(page.language(), view(said.getAbout())),
                              date_text(page.language(), said.getOccurred())}) +
                  ")");
}

void print_goal(TextPage& page, answers::Goal::Reader goal) {
    const Language language = page.language();
    std::string text = personal_text(language, goal.getText());
    if (text.empty()) text = code_text(language, view(goal.getTheme()));
    if (goal.getStatus() == "closed") {
        text += std::string(page.say(" [afsluttet", " [closed"));
        if (goal.getResult().size() > 0) text += ": " + code_text(language, view(goal.getResult()));
        text += "]";
    }
    page.item(text);
    if (is_said(goal.getOwnWords())) page.paragraph(quoted(language, personal_text(language, goal.getOwnWords())), 4);
    std::string due;
    if (!read_moment(goal.getDue()).is_unknown())
        due = std::string(page.say("frist ", "due ")) + date_text(language, goal.getDue());
    std::string level;
    if (goal.getLatestLevel().size() > 0)
        level = std::string(page.say("senest: ", "latest: ")) + code_text(language, view(goal.getLatestLevel()));
    page.paragraph(
        join_facts({std::string(view(goal.getGoal())), code_text(language, view(goal.getTheme())),
                    std::string(page.say("aftalt ", "agreed ")) + date_text(language, goal.getAgreed()), due, level,
                    std::string(page.say("borgeren bakker op: ", "the citizen endorses it: ")) +
                        answer_text(language, goal.getCitizenEndorses()),
                    count_text(goal.getEndorsements(), page.say("part bakker op", "party endorses it"),
                               page.say("parter bakker op", "parties endorse it"))}),
        4, Tone::dim);
}

void print_goals(TextPage& page, capnp::List<answers::Goal>::Reader goals) {
    page.section(page.say("Borgerens mål", "The citizen's goals"));
    if (goals.size() == 0) page.paragraph(page.say("Ingen mål aftalt endnu.", "No goals agreed yet."), 2);
    for (const auto goal : goals) print_goal(page, goal);
}

std::string deadline_text(const TextPage& page, answers::Deadline::Reader deadline) {
    const Language language = page.language();
    const std::string statutory(deadline.getStatutory() == Answer::YES ? page.say("lovbestemt", "statutory") : "");
    return join_facts(
        {code_text(language, view(deadline.getKind())),
         date_text(language, deadline.getDue()) + " (" + days_text(language, deadline.getDaysLeft()) + ")", statutory});
}

void print_promises(TextPage& page, CaseOverview::Reader overview) {
    page.section(page.say("Frister og løfter", "Deadlines and promises"));
    const Language language = page.language();
    for (const auto deadline : overview.getOverdueDeadlines())
        page.item(std::string(page.say("Overskredet frist: ", "Deadline passed: ")) + deadline_text(page, deadline),
                  Tone::warning);
    const auto next = overview.getNextDeadline();
    page.field(page.say("Næste frist", "Next deadline"),
               next.getReference().size() == 0 ? std::string(page.say("ingen", "none")) : deadline_text(page, next));
    if (overview.getOpenCommitments().size() == 0)
        page.field(page.say("Åbne løfter", "Open promises"), page.say("ingen", "none"));
    for (const auto promise : overview.getOpenCommitments()) {
        std::string what = personal_text(language, promise.getWhat());
        if (what.empty()) what = code_text(language, view(promise.getKind()));
        const bool dated = !read_moment(promise.getDue()).is_unknown();
        page.item(
            join_facts({std::string(page.say("Lovet ", "Promised to ")) + code_text(language, view(promise.getTo())) +
                            ": " + what,
                        dated ? std::string(page.say("senest ", "by ")) + date_text(language, promise.getDue()) : "",
                        promise.getOverdue() ? std::string(page.say("OVERSKREDET", "OVERDUE")) : ""}),
            promise.getOverdue() ? Tone::warning : Tone::plain);
    }
    if (overview.getNextMeeting().getReference().size() > 0)
        page.field(page.say("Næste møde", "Next meeting"),
                   join_facts({moment_text(language, overview.getNextMeeting().getPlanned()),
                               code_text(language, view(overview.getNextMeeting().getKind()))}));
    if (!read_moment(overview.getLastContact()).is_unknown())
        page.field(page.say("Seneste kontakt", "Last contact"), moment_text(language, overview.getLastContact()));
}

void print_coordinator(TextPage& page, answers::Coordinator::Reader coordinator) {
    const Language language = page.language();
    page.section(page.say("Koordinator", "Coordinator"));
    if (!coordinator.getAssigned()) {
        std::string need(page.say("Ingen udpeget", "None assigned"));
        if (coordinator.getNeed().size() > 0)
            need +=
                std::string(page.say(" (behov: ", " (need: ")) + code_text(language, view(coordinator.getNeed())) + ")";
        page.paragraph(need + ".", 2);
        return;
    }
    const std::string name = personal_text(language, coordinator.getName());
    page.field(page.say("Hvem", "Who"),
               join_facts({name.empty() ? std::string(view(coordinator.getPseudonym()))
                                        : name + " (" + std::string(view(coordinator.getPseudonym())) + ")",
                           code_text(language, view(coordinator.getKind())), std::string(view(coordinator.getUnit())),
                           since_text(page, coordinator.getSince())}));
    page.field(page.say("Kendt af", "Known by"),
               std::to_string(coordinator.getKnownBy()) + std::string(page.say(" af ", " of ")) +
                   count_text(coordinator.getOf(), page.say("part", "party"), page.say("parter", "parties")));
    if (coordinator.getOthersAssigned() > 0)
        page.item(count_text(coordinator.getOthersAssigned(),
                             page.say("anden koordinator er også udpeget: afklar det",
                                      "other coordinator is assigned as well: settle it"),
                             page.say("andre koordinatorer er også udpeget: afklar det",
                                      "other coordinators are assigned as well: settle it")),
                  Tone::warning);
}

void print_strength(TextPage& page, answers::NetworkStrength::Reader network) {
    const Language language = page.language();
    if (network.getStrength().size() > 0)
        page.field(page.say("At trække på", "To draw on"),
                   join_facts({code_text(language, view(network.getStrength())), date_text(language, network.getAssessed())}));
    std::string met;
    if (network.getProfessionals() > 0)
        met = count_text(network.getProfessionals(), page.say("fagperson har mødt borgeren", "professional has met the citizen"),
                         page.say("fagpersoner har mødt borgeren", "professionals have met the citizen"));
    if (network.getProfessionalsEarlier() >= 0)
        met = join_facts({met, std::to_string(network.getProfessionalsEarlier()) +
                                   std::string(page.say(" før, fortæller borgeren", " before, the citizen tells"))});
    if (!met.empty()) page.field(page.say("Fagpersoner", "Professionals"), met);
}

void print_network(TextPage& page, CaseOverview::Reader overview) {
    const Language language = page.language();
    const auto partners = overview.getPartners();
    page.section(page.say("Netværk", "Network"));
    std::vector<std::string> circles = {
        count_text(partners.getInternal(), page.say("intern", "internal"), page.say("interne", "internal")),
        count_text(partners.getExternal(), page.say("ekstern", "external"), page.say("eksterne", "external")),
        count_text(partners.getPrivateNetwork(), page.say("privat", "private"), page.say("private", "private"))};
    if (partners.getUnknown() > 0)
        circles.push_back(std::to_string(partners.getUnknown()) + std::string(page.say(" uoplyst", " unknown")));
    page.field(page.say("Parter", "Parties"), join_words(language, circles));
    print_strength(page, overview.getNetwork());
    for (const auto handover : overview.getHandovers()) {
        const auto items = handover.getOpenItems();
        page.item(
            join_facts({std::string(page.say("Overlevering fra ", "Handover from ")) +
                            code_text(language, view(handover.getFrom())) + std::string(page.say(" til ", " to ")) +
                            code_text(language, view(handover.getTo())),
                        code_text(language, view(handover.getState())) + " " + since_text(page, handover.getSince()),
                        items == 0 ? ""
                                   : count_text(items, page.say("udestående punkt", "open item"),
                                                page.say("udestående punkter", "open items"))}));
    }
}

void print_services(TextPage& page, CaseOverview::Reader overview) {
    const Language language = page.language();
    if (overview.getServices().size() == 0 && overview.getWaitingFor() == 0 && overview.getFriction() == 0) return;
    page.section(page.say("Indsatser", "Services"));
    for (const auto service : overview.getServices())
        page.item(join_facts({code_text(language, view(service.getType())), legal_basis_text(language, service.getLegalBasis()),
                              std::string(view(service.getUnit())), since_text(page, service.getSince())}));
    if (overview.getWaitingFor() > 0)
        page.field(page.say("Venter på svar", "Waiting for"),
                   count_text(overview.getWaitingFor(), page.say("indhentning", "request"), page.say("indhentninger", "requests")));
    if (overview.getFriction() > 0)
        page.item(count_text(overview.getFriction(), page.say("uafklaret uenighed eller spørgsmål", "unsettled disagreement or question"),
                             page.say("uafklarede uenigheder eller spørgsmål", "unsettled disagreements or questions")),
                  Tone::warning);
}

void print_case_facts(TextPage& page, CaseOverview::Reader overview) {
    const Language language = page.language();
    const auto status = overview.getStatus();
    page.section(page.say("Sagen", "The case"));
    if (status.getUnit().size() > 0) page.field(page.say("Enhed", "Unit"), view(status.getUnit()));
    if (status.getTargetGroup().size() > 0)
        page.field(page.say("Målgruppe", "Target group"), code_text(language, view(status.getTargetGroup())));
    if (status.getMethodVersion().size() > 0) page.field(page.say("Metode", "Method"), view(status.getMethodVersion()));
    const auto complexity = overview.getComplexity();
    if (complexity.getAssessed())
        page.field(page.say("Kompleksitet", "Complexity"), join_facts({code_text(language, view(complexity.getGrade())),
                                                                       code_text(language, view(complexity.getModel())),
                                                                       date_text(language, complexity.getOccurred())}));
    if (status.getSource().size() > 0) page.field(page.say("Kilde", "Source"), view(status.getSource()));
    std::vector<std::string> counts = {count_text(status.getEvents(), page.say("hændelse gælder", "event holds"),
                                                  page.say("hændelser gælder", "events hold"))};
    const auto count = [&](std::uint32_t number, std::string_view da, std::string_view en) {
        if (number > 0) counts.push_back(std::to_string(number) + " " + std::string(page.say(da, en)));
    };
    count(status.getCorrected(), "rettet", "corrected");
    count(status.getRetracted(), "trukket tilbage", "retracted");
    count(status.getLateRecorded(), "sent registreret", "recorded late");
    count(status.getRuleObjections(), "mod en regel", "against a rule");
    page.field(page.say("Historik", "History"), join_facts(counts));
}

}  // namespace

void print_communication(TextPage& page, answers::Communication::Reader communication) {
    page.section(page.say("Sådan kommunikerer borgeren", "How the citizen communicates"));
    if (!communication.getRecorded()) {
        page.paragraph(page.say("Ikke afklaret endnu: spørg borgeren.", "Not settled yet: ask the citizen."), 2);
        return;
    }
    const Language language = page.language();
    std::string channel(pick(language, communication.getChannelLabel()));
    if (channel.empty()) channel = code_text(language, view(communication.getChannel()));
    std::vector<std::string> aids;
    for (const auto aid : communication.getAids()) aids.push_back(code_text(language, view(aid)));
    page.field(page.say("Kanal", "Channel"), channel);
    if (communication.getPace().size() > 0)
        page.field(page.say("Tempo", "Pace"), code_text(language, view(communication.getPace())));
    if (!aids.empty()) page.field(page.say("Hjælpemidler", "Aids"), join_words(language, aids));
    std::vector<std::string> avoid;
    for (const auto code : communication.getAvoid()) avoid.push_back(code_text(language, view(code)));
    if (!avoid.empty()) page.field(page.say("Undgå", "Avoid"), join_words(language, avoid));
    if (communication.getInterpreter() != Answer::UNKNOWN)
        page.field(page.say("Tolk", "Interpreter"), answer_text(language, communication.getInterpreter()));
    if (communication.getLanguage().size() > 0) page.field(page.say("Sprog", "Language"), code_text(language, view(communication.getLanguage())));
    for (const auto need : communication.getNeeds())
        if (is_said(need)) page.item(personal_text(language, need));
}

void print_case_overview(TextPage& page, CaseOverview::Reader overview) {
    print_heading(page, overview);
    print_communication(page, overview.getCommunication());
    if (overview.getOwnWords().size() > 0) {
        page.section(page.say("Med borgerens egne ord", "In the citizen's own words"));
        print_own_words(page, overview.getOwnWords());
    }
    print_goals(page, overview.getGoals());
    print_promises(page, overview);
    print_coordinator(page, overview.getCoordinator());
    print_network(page, overview);
    print_services(page, overview);
    if (overview.getWishes().size() > 0) {
        page.section(page.say("Ønsker: tilbud, borgeren har sagt nej til", "Wishes: offers the citizen declined"));
        print_own_words(page, overview.getWishes());
    }
    print_case_facts(page, overview);
    if (overview.getHealth().size() > 0) {
        page.section(page.say("Helbred (begrænset adgang)", "Health (limited access)"));
        for (const auto text : overview.getHealth())
            if (is_said(text)) page.item(personal_text(page.language(), text));
    }
    print_as_of(page, overview.getAsOf());
}

}  // namespace forloeb
