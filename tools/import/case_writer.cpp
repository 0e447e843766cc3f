#include "tools/import/case_writer.hpp"

#include <algorithm>
#include <set>

#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

constexpr std::size_t pseudonyms_kept_max = 100'000;
constexpr std::size_t question_bytes_max = limits::frame_bytes_max / 4;

/// Asks in portions that one request may have.
template <typename Answer, typename Ask>
Status ask_in_portions(const std::vector<std::string>& questions, std::vector<Answer>& answers, Ask ask) {
    std::vector<std::string> portion;
    std::size_t bytes = 0;
    const auto ask_portion = [&]() -> Status {
        FORLOEB_TRY(std::vector<Answer> some, ask(portion));
        if (some.size() != portion.size())
            return fail(ErrorKind::unavailable,
                        "The store answered fewer questions than were asked. Repeat the import.");
        for (Answer& one : some) answers.push_back(std::move(one));
        portion.clear();
        bytes = 0;
        return {};
    };
    for (const std::string& question : questions) {
        portion.push_back(question);
        bytes += question.size();
        if (portion.size() == limits::identifiers_asked_max || bytes > question_bytes_max) FORLOEB_CHECK(ask_portion());
    }
    return portion.empty() ? Status{} : ask_portion();
}

std::string changed_reason(std::uint32_t position) {
    return "event " + std::to_string(position) +
           " of its case is not what was imported before. To take the new one, retract the import that brought the "
           "old one and repeat this.";
}

}  // namespace

CaseWriter::CaseWriter(const Mapping& mapping, const Translator& translator, ImportTarget& target, ImportReport& report,
                       bool dry_run)
    : mapping_(mapping),
      translator_(translator),
      target_(target),
      report_(report),
      appends_(target, report, dry_run),
      scope_("xes:" + mapping.source) {}

Status CaseWriter::write(const Cases& cases) {
    FORLOEB_CHECK(start(cases));
    FORLOEB_CHECK(ask_digests(cases));
    FORLOEB_CHECK(ask_pseudonyms(cases));
    for (const auto& one : cases) {
        FORLOEB_CHECK(write_case(*one));
        one->events.clear();
    }
    return {};
}

/// Finds out what the store has of the cases that are met for the first time.
Status CaseWriter::start(const Cases& cases) {
    std::vector<CaseInProgress*> starting;
    std::vector<std::string> ids;
    bool again = false;
    for (const auto& one : cases) {
        if (one->started) continue;
        starting.push_back(one.get());
        ids.push_back(one->id);
        again = again || one->seen_before;
    }
    // What this run wrote of a case must be visible before the store is asked about it.
    if (again) {
        FORLOEB_CHECK(appends_.flush());
        FORLOEB_CHECK(target_.drain());
    }
    std::vector<std::optional<StreamId>> streams;
    FORLOEB_CHECK(
        ask_in_portions(ids, streams, [&](const auto& portion) { return target_.find_streams(scope_, portion); }));
    for (std::size_t i = 0; i < starting.size(); ++i) {
        CaseInProgress& one = *starting[i];
        one.started = true;
        if (streams[i]) {
            FORLOEB_TRY(one.recorded, target_.recorded(*streams[i], mapping_.source));
            one.end = {*streams[i], one.recorded.version, std::nullopt};
        } else {
            const StreamId stream{StreamKind::case_, target_.new_id()};
            one.end = {stream, {}, IdentifierBinding{scope_, one.id, stream}};
        }
    }
    return {};
}

Status CaseWriter::ask_digests(const Cases& cases) {
    std::vector<std::string> inputs;
    for (const auto& one : cases) {
        if (!one->opening_done) {
            inputs.push_back(digest_input(one->attributes));
            for (const DeadlineMapping& deadline : mapping_.deadlines) {
                const xes::Attribute* attribute = translator_.deadline_attribute(deadline, one->attributes);
                inputs.push_back(attribute == nullptr ? std::string() : digest_input({*attribute}));
            }
        }
        for (const SourceEvent& event : one->events) inputs.push_back(digest_input(event.attributes));
    }
    std::vector<std::uint64_t> digests;
    FORLOEB_CHECK(ask_in_portions(inputs, digests, [&](const auto& portion) { return target_.digests(portion); }));
    auto next = digests.begin();
    for (const auto& one : cases) {
        if (!one->opening_done) {
            one->digest = *next++;
            one->deadline_digests.assign(next, next + static_cast<std::ptrdiff_t>(mapping_.deadlines.size()));
            next += static_cast<std::ptrdiff_t>(mapping_.deadlines.size());
        }
        for (SourceEvent& event : one->events) event.digest = *next++;
    }
    return {};
}

Status CaseWriter::ask_pseudonyms(const Cases& cases) {
    if (pseudonyms_.size() > pseudonyms_kept_max) pseudonyms_.clear();
    std::set<std::string> unknown;
    for (const auto& one : cases) {
        for (const SourceEvent& event : one->events) {
            const std::string name = translator_.named_resource(event.attributes);
            if (!name.empty() && !pseudonyms_.contains(name)) unknown.insert(name);
        }
    }
    const std::vector<std::string> names(unknown.begin(), unknown.end());
    std::vector<std::string> answers;
    FORLOEB_CHECK(
        ask_in_portions(names, answers, [&](const auto& portion) { return target_.pseudonyms(scope_, portion); }));
    for (std::size_t i = 0; i < names.size(); ++i) pseudonyms_[names[i]] = answers[i];
    for (const auto& one : cases) {
        for (SourceEvent& event : one->events) {
            const std::string name = translator_.named_resource(event.attributes);
            event.pseudonym = name.empty() ? translator_.plain_resource(event.attributes) : pseudonyms_.at(name);
        }
    }
    return {};
}

Status CaseWriter::write_case(CaseInProgress& one) {
    if (!one.opened) one.opened = translator_.opened(one.attributes);
    if (!one.opened && !one.events.empty()) one.opened = one.events.front().time.when;
    if (!one.opened) {
        report_.left_out.add(one.line, "a case with neither an opening date nor an event with a time");
        return {};
    }
    const bool is_new = one.end.binding.has_value();
    FORLOEB_CHECK(write_opening(one));
    for (const SourceEvent& event : one.events) FORLOEB_CHECK(write_event(one, event));
    if (is_new && !one.end.binding) ++report_.new_cases;
    return one.complete ? write_deadlines(one) : Status{};
}

Status CaseWriter::write_opening(CaseInProgress& one) {
    if (one.opening_done) return {};
    one.opening_done = true;
    if (one.recorded.opening) {
        if (*one.recorded.opening != one.digest)
            report_.changed.add(one.line, "the trace's attributes are not those that were imported before");
        return {};
    }
    return write_synthesised(one, translator_.opening(one.id, one.attributes, *one.opened, one.digest));
}

Status CaseWriter::write_synthesised(CaseInProgress& one, Result<ReadyEvent> event) {
    if (!event) {
        report_.left_out.add(one.line, "the trace's attributes cannot be stored: " + event.error().message);
        return {};
    }
    FORLOEB_CHECK(appends_.make_room(1, event->bytes()));
    appends_.add(one.end, std::move(*event), true);
    return {};
}

Status CaseWriter::write_event(CaseInProgress& one, const SourceEvent& event) {
    if (const auto stored = one.recorded.events.find(event.position); stored != one.recorded.events.end()) {
        if (stored->second == event.digest)
            ++report_.repeated_events;
        else
            report_.changed.add(event.line, changed_reason(event.position));
        return {};
    }
    auto translated = translator_.event(event);
    if (!translated) return reject(event, translated.error());
    for (const xes::Attribute* misfit : translated->misfits)
        report_.illegal_tokens.add(misfit->line,
                                   "a value that does not fit the field it is mapped to; kept beside the event");
    if (translated->left_over.empty()) {
        FORLOEB_CHECK(appends_.make_room(1, translated->event.bytes()));
        appends_.add(one.end, std::move(translated->event), false);
        return {};
    }
    // Both go into one append: a mapped event without what was left over of it would have lost something.
    FORLOEB_CHECK(appends_.make_room(2, translated->event.bytes() + limits::event_bytes_max));
    auto beside = translator_.beside(event, translated->left_over, appends_.next_event_id());
    if (!beside) return reject(event, beside.error());
    appends_.add(one.end, std::move(translated->event), false);
    appends_.add(one.end, std::move(*beside), true);
    return {};
}

Status CaseWriter::reject(const SourceEvent& event, const Error& reason) {
    report_.rejected.add(event.line, reason.message + (reason.field.empty() ? "" : " (" + reason.field + ")"));
    return {};
}

Status CaseWriter::write_deadlines(CaseInProgress& one) {
    for (std::size_t i = 0; i < mapping_.deadlines.size(); ++i) {
        const DeadlineMapping& deadline = mapping_.deadlines[i];
        const auto stored = one.recorded.deadlines.find(deadline.reference);
        if (stored != one.recorded.deadlines.end()) {
            if (stored->second != one.deadline_digests[i])
                report_.changed.add(one.line,
                                    "the deadline \"" + deadline.attribute + "\" is not what was imported before");
            continue;
        }
        auto event = translator_.deadline(deadline, one.attributes, *one.opened, one.deadline_digests[i]);
        if (event && !*event) continue;  // the trace has no such deadline
        Result<ReadyEvent> ready = tl::make_unexpected(Error{});
        if (event)
            ready = std::move(**event);
        else
            ready = tl::make_unexpected(std::move(event.error()));
        FORLOEB_CHECK(write_synthesised(one, std::move(ready)));
    }
    return {};
}

}  // namespace forloeb
