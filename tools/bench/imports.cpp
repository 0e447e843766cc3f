#include "tools/bench/imports.hpp"

#include <chrono>

#include "tools/bench/made_up.hpp"
#include "tools/import/engine_target.hpp"

namespace forloeb::bench {
namespace {

constexpr std::uint64_t cases_per_append = 64;  // as the importer gathers them

/// What the importer hands over for one append: proposals that are still to be checked.
std::vector<Message> proposals(const MadeUp& made_up) {
    std::vector<Message> out;
    for (std::uint64_t ordinal = 0; ordinal < events_per_case; ++ordinal) {
        capnp::MallocMessageBuilder builder;
        auto event = builder.initRoot<ProposedEvent>();
        made_up.write_event(event, ordinal);
        out.push_back(canonical(event.asReader()));
    }
    return out;
}

Result<ImportAppend> next_append(const MadeUp& made_up, const std::vector<Message>& proposals, std::uint64_t number,
                                 std::uint64_t cases) {
    ImportAppend append;
    append.append_id = made_up.append_id(number);
    for (std::uint64_t i = 0; i < cases; ++i) {
        StreamWrite write{made_up.stream(number * cases_per_append + i), StreamVersion{0}, {}, {}};
        for (const Message& proposal : proposals) {
            MessageReader reader(proposal);
            ReadyEvent event;
            FORLOEB_TRY(event.checked, check_proposal(reader.root<ProposedEvent>(), StreamKind::case_));
            write.events.push_back(std::move(event));
        }
        append.writes.push_back(std::move(write));
    }
    return append;
}

}  // namespace

Result<Timing> timed_import(Engine& engine, std::uint64_t cases, std::uint64_t seed, const Stop& stop) {
    const MadeUp made_up{seed};
    const std::vector<Message> events = proposals(made_up);
    EngineTarget target(engine);
    Timing timing;
    const auto start = std::chrono::steady_clock::now();
    for (std::uint64_t done = 0; done < cases && !stop(); done += cases_per_append) {
        FORLOEB_TRY(ImportAppend append,
                    next_append(made_up, events, done / cases_per_append, std::min(cases_per_append, cases - done)));
        FORLOEB_CHECK(target.append(std::move(append)));
    }
    FORLOEB_CHECK(target.drain());
    timing.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    timing.operations = target.stored_events();
    return timing;
}

}  // namespace forloeb::bench
