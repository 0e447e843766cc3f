// Writes down, when somebody asks for it, that advice was shown, followed or overridden: with the rule, its version, its
// thresholds and the events it rested on, as the rule says them now.
#include <sys/random.h>

#include <array>
#include <chrono>

#include "events/schema/learning.capnp.h"
#include "server/protocol/ids.hpp"
#include "tools/cli/advice_verbs.hpp"

namespace forloeb {
namespace {

struct AdviceRecordOptions {
    AdviceOptions advice;
    std::string as;
    std::string reason;
    std::string reference;
};

Uuid fresh_id() {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    std::array<Byte, 10> entropy{};
    static_cast<void>(::getrandom(entropy.data(), entropy.size(), 0));  // this few bytes always come
    return Uuid::v7(static_cast<std::uint64_t>(now.count()), entropy);
}

/// The events of this case that the advice rests on; another case's may not be referred to from here.
std::vector<Id16::Reader> evidence_of(answers::RuleAdvice::Reader rule) {
    std::vector<Id16::Reader> ids;
    for (const auto finding : rule.getFindings())
        for (const auto event : finding.getEvidence())
            if (event.getType().size() > 0) ids.push_back(event.getEventId());
    return ids;
}

template <typename Payload>
void fill(Payload payload, answers::RuleAdvice::Reader rule, const AdviceRecordOptions& options) {
    payload.setAdvice(options.reference.c_str());
    payload.setRule(rule.getRule());
    payload.setRuleVersion(std::to_string(rule.getVersion()).c_str());
    const auto ids = evidence_of(rule);
    auto evidence = payload.initEvidence(static_cast<capnp::uint>(ids.size()));
    for (capnp::uint i = 0; i < evidence.size(); ++i) evidence.setWithCaveats(i, ids[i]);
}

void fill_shown(AdviceShown::Builder payload, answers::RuleAdvice::Reader rule, const AdviceRecordOptions& options) {
    fill(payload, rule, options);
    payload.setResult(rule.getState() == answers::AdviceState::ADVISE ? "advise" : rule.getState() == answers::AdviceState::UNKNOWN ? "unknown" : "nothing");
    std::vector<capnp::Text::Reader> missing;
    for (const auto finding : rule.getFindings())
        if (finding.getState() == answers::AdviceState::UNKNOWN) missing.push_back(finding.getCode());
    auto codes = payload.initMissing(static_cast<capnp::uint>(missing.size()));
    for (capnp::uint i = 0; i < codes.size(); ++i) codes.set(i, missing[i]);
    std::vector<answers::Threshold::Reader> single;  // a list of words is no code
    for (const auto threshold : rule.getThresholds())
        if (threshold.getValue().size() > 0 && std::string_view(threshold.getValue().cStr()).find(',') == std::string_view::npos) single.push_back(threshold);
    auto thresholds = payload.initThresholds(static_cast<capnp::uint>(single.size()));
    for (capnp::uint i = 0; i < thresholds.size(); ++i) {
        thresholds[i].setName(single[i].getName());
        thresholds[i].setValue(single[i].getValue());
    }
}

void fill_event(ProposedEvent::Builder out, answers::RuleAdvice::Reader rule, const AdviceRecordOptions& options, Instant now) {
    write_moment(out.initEnvelope().initOccurredAt(), in_local_time(now));
    if (options.as == "followed") {
        out.setType("advice.followed");
        fill(out.getPayload().initAs<AdviceFollowed>(), rule, options);
    } else if (options.as == "overridden") {
        out.setType("advice.overridden");
        auto payload = out.getPayload().initAs<AdviceOverridden>();
        fill(payload, rule, options);
        payload.setReason(options.reason.c_str());
    } else {
        out.setType("advice.shown");
        fill_shown(out.getPayload().initAs<AdviceShown>(), rule, options);
    }
}

ExitCode record(Invocation& call, AdviceRecordOptions options) {
    if (options.advice.rules.size() != 1)
        return call.usage_error("Sig hvilken regel: --rule ID, én ad gangen.", "Say which rule: --rule ID, one at a time.");
    if (options.as != "shown" && options.as != "followed" && options.as != "overridden")
        return call.usage_error("--what er shown, followed eller overridden.", "--what is shown, followed or overridden.");
    if (options.as == "overridden" && options.reason.empty())
        return call.usage_error("Et råd fraviges med en begrundelse: --reason KODE.", "Advice is overridden with a reason: --reason CODE.");
    const auto advice = ask_for_advice(call, options.advice);
    if (!advice) return call.failed(advice.error());
    const auto answer = advice->frame().getAnswer().getAdvice();
    const StreamId stream{StreamKind::case_, read_id(answer.getCaseId())};
    const Instant now{std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};

    FrameBuilder request;
    auto append = request.frame().initAppend();
    write_id(append.initAppendId(), fresh_id());
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), stream);
    fill_event(written.initEvents(1)[0], answer.getAdvice()[0], options, now);
    const auto stored = ask(call, request, wire::Frame::APPENDED);
    if (!stored) return call.failed(stored.error());
    call.tell("Skrevet ned.", "Written down.");
    return ExitCode::ok;
}

}  // namespace

void add_advice_record(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<AdviceRecordOptions>();
    CLI::App& verb = menu.verb(noun, "record", "skriv ned, at et råd blev vist, fulgt eller fraveget", "write down that advice was shown, followed or overridden",
                               {"forloeb advice record karen --rule R12 --what shown",
                                "forloeb advice record karen --rule R12 --what overridden --reason citizen_wish"},
                               [options](Invocation& call) { return record(call, *options); });
    advice_options(menu, verb, options->advice);
    menu.value(verb, "--what", options->as, "shown|followed|overridden", "hvad der skete med rådet", "what came of the advice", true);
    menu.value(verb, "--reason", options->reason, "CODE", "hvorfor det blev fraveget", "why it was overridden");
    menu.value(verb, "--reference", options->reference, "CODE", "rådets reference, for det, der kom ud af det", "the advice's reference, for what came of it");
}

}  // namespace forloeb
