// `forloeb case extract CASE --for citizen`: a party's access to the own case (partsaktindsigt). The citizen's view of the
// whole history, third parties left out, recorded on the case before a word of it is shown; and the clock that the law sets
// for answering, from the day the request came.
//
// forvaltningsloven §§ 9 and 16: answered, or the party told why not and when, within seven working days of receipt. Where
// it is also a request for one's personal data, the General Data Protection Regulation art. 12(3) and 15: within a month.
#include <chrono>

#include "events/schema/contact.capnp.h"
#include "projections/case_facts/working_days.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/case_extract.hpp"
#include "tools/render/case_pages.hpp"

namespace forloeb {
namespace {

constexpr int working_days_to_answer = 7;

/// The last day on which an answer to a request of `received` is in time.
LocalDate answer_by(LocalDate received) {
    LocalDate day = received;
    for (int left = working_days_to_answer; left > 0;) {
        ++day.days;
        if (is_working_day(day)) --left;
    }
    return day;
}

/// The same day of the next month, or its last: a month as the regulation on periods counts it.
LocalDate a_month_after(LocalDate received) {
    using namespace std::chrono;
    const year_month_day from(sys_days(days(received.days)));
    const year_month_day to = from + months(1);
    const sys_days end = to.ok() ? sys_days(to) : sys_days(to.year() / to.month() / last);
    return {static_cast<std::int32_t>(end.time_since_epoch().count())};
}

Status record(Invocation& call, StreamId stream, const std::string& channel) {
    const Instant now = extract_now();
    FrameBuilder request;
    auto append = request.frame().initAppend();
    write_id(append.initAppendId(), extract_id(now));
    auto written = append.initStreams(1)[0];
    write_stream_ref(written.initStream(), stream);
    auto event = written.initEvents(1)[0];
    event.setType("citizen.informed");
    auto envelope = event.initEnvelope();
    write_moment(envelope.initOccurredAt(), in_local_time(now));
    envelope.initLegalBasis().setLaw("forvaltningsloven");
    envelope.getLegalBasis().setParagraph("9");
    auto payload = event.getPayload().initAs<CitizenInformed>();
    payload.setTopic("own_case");
    payload.setChannel(channel);
    FORLOEB_TRY(const Reply stored, ask(call, request, wire::Frame::APPENDED));
    static_cast<void>(stored);
    return {};
}

void print_clock(TextPage& page, LocalDate received, LocalDate today) {
    const LocalDate by = answer_by(received);
    page.title(page.say("Aktindsigt for parten", "A party's access to the case"));
    page.field(page.say("Modtaget", "Received"), format_date(received));
    page.field(page.say("Besvares senest", "Answer by"),
               format_date(by) + std::string(page.say(" (forvaltningsloven § 16, stk. 2: 7 arbejdsdage)", " (Public Administration Act § 16(2): 7 working days)")));
    page.field(page.say("Egne oplysninger", "Own data"),
               format_date(a_month_after(received)) + std::string(page.say(" (databeskyttelsesforordningen art. 12, stk. 3: en måned)", " (GDPR art. 12(3): one month)")));
    if (today > by) page.paragraph(page.say("Fristen er overskredet: parten skal have grunden og en ny dato.", "The time is over: the party must be told why, and a new date."), 0, Tone::warning);
    page.paragraph(page.say("Uddraget er det, sagen viser borgeren; andre personers oplysninger og beskyttede navne er udeladt. Hvad der ellers skal med eller undtages, afgør myndigheden.",
                            "The extract is what the case shows the citizen; other people's data and protected names are left out. What else is to be given or excepted is the authority's decision."));
    page.blank();
}

}  // namespace

ExitCode give_party_access(Invocation& call, const std::string& name, const std::string& requested, const std::string& channel) {
    const auto stream = find_case(call, name);
    if (!stream) return call.failed(stream.error());
    const LocalDate today = local_date(extract_now());
    const auto received = requested.empty() ? Result<LocalDate>(today) : parse_date(requested);
    if (!received) return call.failed(received.error());
    Query query(call.settings());
    auto request = (*query).initCaseTimeline();
    write_id(request.initCaseId(), stream->id);
    request.setLimit(call.settings().limit);
    request.setAudience(Audience::CITIZEN);
    const auto reply = query.ask(call, wire::Answer::CASE_TIMELINE);
    if (!reply) return call.failed(reply.error());
    if (const Status recorded = record(call, *stream, channel); !recorded) return call.failed(recorded.error());
    const auto answer = reply->frame().getAnswer().getCaseTimeline();
    if (call.json()) {
        call.print_json(answer_json(answer));
    } else {
        TextPage page = call.page();
        print_clock(page, *received, today);
        print_case_timeline(page, answer, TimelineView::full);
    }
    return ExitCode::ok;
}

}  // namespace forloeb
