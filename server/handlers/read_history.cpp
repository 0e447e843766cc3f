#include "server/handlers/as_of.hpp"
#include "server/handlers/records.hpp"
#include "server/handlers/requests.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

struct Entry {
    const EffectiveEvent* event = nullptr;
    Recorded original;
    std::optional<Recorded> correction;
};

Result<std::vector<Entry>> entries_of(const Engine& engine, const ReadReceipt* receipt, const History& history, wire::ReadHistory::Reader request) {
    std::vector<Entry> out;
    std::size_t bytes = 0;
    const std::size_t events_max = page_limit(request.getEventsMax()).events;
    for (std::size_t i = request.getSkip(); i < history.effective.size() && out.size() < events_max; ++i) {
        Entry entry{&history.effective[i], {}, std::nullopt};
        FORLOEB_TRY(entry.original, record(engine, *entry.event->original, receipt, bytes));
        if (entry.event->correction != nullptr) {
            FORLOEB_TRY(entry.correction, record(engine, *entry.event->correction, receipt, bytes));
        }
        if (!out.empty() && bytes > limits::page_bytes_max) break;
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace

Status read_history(const Engine& engine, const Passage& passage, wire::ReadHistory::Reader request, wire::Frame::Builder reply) {
    FORLOEB_TRY(const StreamId stream, read_stream_ref(request.getStream(), "stream"));
    FORLOEB_TRY(const AsOf as_of, read_as_of(request.getAsOf()));
    FORLOEB_TRY(const History history, engine.history(stream, as_of));
    std::optional<ReadReceipt> receipt;
    if (request.getPersonal()) {
        FORLOEB_TRY(receipt, passage.receipt());
    }
    FORLOEB_TRY(const auto entries, entries_of(engine, receipt ? &*receipt : nullptr, history, request));

    auto out = reply.initHistory();
    auto events = out.initEvents(static_cast<capnp::uint>(entries.size()));
    for (capnp::uint i = 0; i < events.size(); ++i) {
        write_record(events[i].initOriginal(), entries[i].original);
        if (entries[i].correction) write_record(events[i].initCorrection(), *entries[i].correction);
        write_moment(events[i].initOccurred(), entries[i].event->occurred);
    }
    out.setAtEnd(request.getSkip() + entries.size() >= history.effective.size());
    out.setTotal(static_cast<std::uint32_t>(history.effective.size()));
    out.setRetracted(static_cast<std::uint32_t>(history.retracted));
    out.setCorrected(static_cast<std::uint32_t>(history.corrected));
    out.setKnown(history.known.value);
    return {};
}

}  // namespace forloeb
