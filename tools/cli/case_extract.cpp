// `forloeb case extract`: what somebody outside asked for, and no more, with purpose and legal basis. That it was given is
// appended to the case (information.shared, one event a topic) before a word of it is printed.
#include <sys/random.h>

#include <array>
#include <chrono>

#include "events/schema/information.capnp.h"
#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_extract.hpp"
#include "tools/cli/case_verbs.hpp"
#include "tools/render/view_page.hpp"

namespace forloeb {
namespace {

struct CaseExtractOptions {
    std::string name, to, purpose, law, paragraph, consent, channel, audience, requested;
    std::vector<std::string> topics;
};

void fill_shared(ProposedEvent::Builder out, const CaseExtractOptions& options, const std::string& topic, Instant now) {
    out.setType("information.shared");
    auto envelope = out.initEnvelope();
    write_moment(envelope.initOccurredAt(), in_local_time(now));
    envelope.setPurpose(options.purpose.c_str());
    auto payload = out.getPayload().initAs<InformationShared>();
    payload.initToOrganisations(1).set(0, options.to.c_str());
    payload.setTopic(topic.c_str());
    payload.setChannel(options.channel.c_str());
    payload.setConsent(options.consent.c_str());
    payload.initLegalBasis().setLaw(options.law.c_str());
    payload.getLegalBasis().setParagraph(options.paragraph.c_str());
}

/// All topics or none.
Status record(Invocation& call, StreamId stream, const CaseExtractOptions& options) {
    const Instant now = extract_now();
    FrameBuilder request;
    auto append = request.frame().initAppend();
    write_id(append.initAppendId(), extract_id(now));
    auto on_stream = append.initStreams(1)[0];
    write_stream_ref(on_stream.initStream(), stream);
    auto events = on_stream.initEvents(static_cast<capnp::uint>(options.topics.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) fill_shared(events[i], options, options.topics[i], now);
    FORLOEB_TRY(const Reply stored, ask(call, request, wire::Frame::APPENDED));
    static_cast<void>(stored);
    return {};
}

ExitCode extract(Invocation& call, const CaseExtractOptions& options) {
    const auto audience = parse_audience(options.audience);
    if (!audience) return call.failed(audience.error());
    if (*audience == Audience::CITIZEN) return give_party_access(call, options.name, options.requested, options.channel);
    if (options.to.empty() || options.purpose.empty())
        return call.usage_error("Sig hvem der får uddraget, og til hvad: --to, --purpose. Parten selv: --for citizen.", "Say who gets the extract, and for what: --to, --purpose. The party itself: --for citizen.");
    if (options.topics.empty()) return call.usage_error("Sig hvad uddraget er om: --topic EMNE, gerne flere gange.", "Say what the extract is about: --topic TOPIC, as often as needed.");
    if (options.law.empty() == options.consent.empty())
        return call.usage_error("Et uddrag gives med samtykke (--consent) eller efter en lov (--law, --paragraph).", "An extract is given with consent (--consent) or by a law (--law, --paragraph).");
    const auto stream = find_case(call, options.name);
    if (!stream) return call.failed(stream.error());
    Query query(call.settings());
    auto request = (*query).initCaseView();
    write_id(request.initCaseId(), stream->id);
    request.setView(answers::CaseViewKind::EXTRACT);
    auto topics = request.initTopics(static_cast<capnp::uint>(options.topics.size()));
    for (capnp::uint i = 0; i < topics.size(); ++i) topics.set(i, options.topics[i].c_str());
    const auto reply = query.ask(call, wire::Answer::CASE_VIEW);
    if (!reply) return call.failed(reply.error());
    if (const Status recorded = record(call, *stream, options); !recorded) return call.failed(recorded.error());
    const auto answer = reply->frame().getAnswer().getCaseView();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_case_view(page, answer);
    }
    return ExitCode::ok;
}

}  // namespace

Instant extract_now() { return {std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()}; }

Uuid extract_id(Instant now) {
    std::array<Byte, 10> entropy{};
    static_cast<void>(::getrandom(entropy.data(), entropy.size(), 0));  // this few bytes always come
    return Uuid::v7(static_cast<std::uint64_t>(now.micros / 1000), entropy);
}

void add_case_extract(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<CaseExtractOptions>();
    CLI::App& verb = menu.verb(noun, "extract", "et uddrag til en anden myndighed, eller aktindsigt for parten; at det er givet, skrives på sagen først",
                               "an extract for another authority, or the party's own access; that it is given is written on the case first",
                               {"forloeb case extract karen --to region --purpose udskrivning --law psykiatriloven --paragraph 13a --topic communication --topic meetings",
                                "forloeb case extract karen --for citizen --requested 2025-11-28"},
                               [options](Invocation& call) { return extract(call, *options); });
    case_argument(menu, verb, options->name);
    menu.value(verb, "--to", options->to, "ORGANISATION", "hvem der får det", "who gets it");
    menu.value(verb, "--purpose", options->purpose, "CODE", "formålet", "the purpose");
    menu.value(verb, "--for", options->audience, "citizen", "aktindsigt for parten selv: hele sagen, som borgeren ser den, uden andres oplysninger",
               "the party's own access: the whole case as the citizen sees it, without other people's data");
    menu.value(verb, "--requested", options->requested, "DATE", "dagen, anmodningen om aktindsigt kom (i dag)", "the day the request for access came (today)");
    menu.values(verb, "--topic", options->topics, "TOPIC", "communication, goals, promises, services, partners, meetings, handover eller health; må gentages",
                "communication, goals, promises, services, partners, meetings, handover or health; may be repeated");
    menu.value(verb, "--law", options->law, "LAW", "loven, der tillader det uden samtykke", "the law that allows it without consent");
    menu.value(verb, "--paragraph", options->paragraph, "PARAGRAPH", "paragraffen", "the paragraph");
    menu.value(verb, "--consent", options->consent, "REFERENCE", "samtykket, det bygger på", "the consent it rests on");
    menu.value(verb, "--channel", options->channel, "CODE", "hvordan det sendes", "how it is sent");
}

}  // namespace forloeb
