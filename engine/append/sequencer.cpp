#include "engine/append/sequencer.hpp"

#include <algorithm>

#include "engine/read/case_subjects.hpp"

namespace forloeb {
namespace {

tl::unexpected<Error> other_content() {
    return fail(ErrorKind::conflict, "This append id was stored before with other content. Use a fresh id for a new append.", "appendId");
}

std::string stream_words(StreamId stream) { return std::string(stream_kind_name(stream.kind)) + " " + stream.id.text(); }

}  // namespace

Sequencer::Sequencer(const Store& store, MerkleEdge edge, Instant newest_recorded, SealAgain seal_again)
    : store_(store), seal_again_(std::move(seal_again)), heads_(store), edge_(std::move(edge)), newest_recorded_(newest_recorded) {}

void Sequencer::begin(Instant now, const Uuid& batch_id) {
    group_ = Group{};
    group_bytes_ = 0;
    group_appends_.clear();
    group_bindings_.clear();
    group_.first = {edge_.size()};
    group_.edge = edge_;
    group_.header.durable = {edge_.size()};  // a group is written only after the one before it is synced
    group_.header.root_before = edge_.root();
    group_.header.recorded_at = std::max(now, newest_recorded_);
    group_.header.batch_id = batch_id;
}

bool Sequencer::is_full() const { return group_.events.size() >= limits::group_events_max || group_bytes_ >= limits::group_bytes_max; }

AppendOutcome Sequencer::add(PreparedAppend& append) {
    FORLOEB_TRY(const std::optional<Stored> repeated, find_repeated(append));
    if (repeated) return *repeated;
    FORLOEB_CHECK(check_expectations(append));
    FORLOEB_CHECK(check_bindings(append));

    // All rules first: what they accept is applied to the cached states, and taken back if a later stream is refused.
    struct Decided {
        StreamHead* head;
        std::size_t size_before;
        std::vector<Objection> objections;
        std::optional<Uuid> subject;  // that its events name
    };
    std::vector<Decided> decided;
    for (PreparedWrite& write : append.writes) {
        FORLOEB_TRY(StreamHead* const head, heads_.load(write.stream));
        const Uuid subject = subject_or_stream(head->subject, write.stream);
        if (write.sealed_for && *write.sealed_for != subject) FORLOEB_CHECK(seal_again_(write, subject));
        decided.push_back({head, head->state.size(), {}, {}});
    }
    for (std::size_t i = 0; i < append.writes.size(); ++i) {
        const PreparedWrite& write = append.writes[i];
        std::vector<std::unique_ptr<MessageReader>> readers;
        std::vector<ProposedView> proposed;
        for (const PreparedEvent& event : write.events) {
            readers.push_back(std::make_unique<MessageReader>(event.stored));
            const auto stored = readers.back()->root<StoredEvent>();
            proposed.push_back({event.type, stored.getEnvelope(), stored.getPayload(), event.event_id});
            if (const auto named = subject_named_by(*event.type, stored.getPayload())) decided[i].subject = named;
        }
        decided[i].objections = decide_and_apply(decided[i].head->state, proposed, append.imported);
        if (!decided[i].objections.empty() && !append.imported) {
            for (const Decided& taken_back : decided) taken_back.head->state.undo_to(taken_back.size_before);
            return tl::make_unexpected(std::move(decided[i].objections.front().error));
        }
    }

    Stored stored{{group_.first.value + group_.events.size()}, append.count, false, {}};
    for (std::size_t i = 0; i < append.writes.size(); ++i) {
        assign(append.writes[i], *decided[i].head, decided[i].objections);
        if (decided[i].subject) decided[i].head->subject = *decided[i].subject;
        stored.streams.push_back({append.writes[i].stream, decided[i].head->version});
    }
    group_.header.count = static_cast<std::uint32_t>(group_.events.size());
    group_.header.appends.push_back({append.append_id, append.count, append.digest});
    for (const layout::BindingEntry& binding : append.bindings) {
        group_.header.bindings.push_back(binding);
        group_bindings_[binding.token] = binding.stream;
    }
    group_appends_.emplace(append.append_id, std::pair(append.digest, stored));
    group_bytes_ += append.bytes;
    return stored;
}

void Sequencer::assign(const PreparedWrite& write, StreamHead& head, std::span<const Objection> objections) {
    for (std::size_t i = 0; i < write.events.size(); ++i) {
        const PreparedEvent& event = write.events[i];
        const bool objected = std::any_of(objections.begin(), objections.end(), [i](const Objection& objection) { return objection.event == i; });
        GroupEvent out;
        out.leaf.stream = write.stream;
        out.leaf.flags = objected ? leaf_rule_objected : 0;
        out.leaf.schema = event.type->schema_version;
        out.leaf.position = {group_.first.value + group_.events.size()};
        out.leaf.recorded_at = group_.header.recorded_at;
        out.leaf.event_id = event.event_id;
        out.leaf.type_id = event.type->type_id();
        out.leaf.payload_length = static_cast<std::uint32_t>(event.stored.bytes().size());
        out.leaf.segment_count = event.segments;
        out.leaf.payload_hash = event.payload_hash;
        out.leaf.version = head.version.next();
        out.leaf.previous = head.newest_leaf;
        encode_leaf(out.leaf, out.leaf_record);
        out.payload = event.stored.bytes();
        head.version = out.leaf.version;
        head.newest_leaf = leaf_hash(as_bytes(out.leaf_record));
        group_.add(std::move(out), head.newest_leaf);
    }
}

Result<std::optional<Stored>> Sequencer::find_repeated(const PreparedAppend& append) const {
    Stored stored;
    if (const auto found = group_appends_.find(append.append_id); found != group_appends_.end()) {
        if (found->second.first != append.digest) return other_content();
        stored = found->second.second;
    } else {
        FORLOEB_TRY(const auto row, store_.get(Table::appends, as_text(append.append_id.bytes)));
        if (!row) return std::optional<Stored>();
        FORLOEB_TRY(const layout::AppendRow known, layout::decode_append_row(as_bytes(*row)));
        if (known.digest != append.digest) return other_content();
        stored.first = known.first;
        stored.count = known.count;
        // The versions of that time stand in the leaves of its events.
        Position last = known.first;
        for (const PreparedWrite& write : append.writes) {
            last.value += write.events.size();
            FORLOEB_TRY(const LeafRecord leaf, Reader(store_).leaf_at({last.value - 1}));
            stored.streams.push_back({write.stream, leaf.version});
        }
    }
    stored.repeated = true;
    return std::optional<Stored>(std::move(stored));
}

Status Sequencer::check_expectations(const PreparedAppend& append) {
    for (const Expectation& expected : append.expectations) {
        FORLOEB_TRY(const StreamVersion actual, heads_.version(expected.stream));
        if (actual != expected.version)
            return fail(ErrorKind::conflict,
                        "Expected " + std::to_string(expected.version.value) + " events on " + stream_words(expected.stream) + ", there are " +
                            std::to_string(actual.value) + ". Read what is new, then decide again.",
                        "expectations");
    }
    return {};
}

Status Sequencer::check_bindings(const PreparedAppend& append) const {
    for (const layout::BindingEntry& binding : append.bindings) {
        std::optional<StreamId> bound;
        if (const auto found = group_bindings_.find(binding.token); found != group_bindings_.end()) {
            bound = found->second;
        } else {
            FORLOEB_TRY(const auto row, store_.get(Table::identifiers, as_text(binding.token)));
            if (row) {
                FORLOEB_TRY(bound, layout::decode_stream(as_bytes(*row)));
            }
        }
        if (bound && *bound != binding.stream)
            return fail(ErrorKind::conflict, "An identifier is already bound to " + stream_words(*bound) + ". Append to that stream instead.", "bindings");
    }
    return {};
}

void Sequencer::committed() {
    edge_ = group_.edge;
    newest_recorded_ = group_.header.recorded_at;
    heads_.trim();
}

void Sequencer::abandon(MerkleEdge edge, Instant newest_recorded) {
    heads_.forget_all();
    edge_ = std::move(edge);
    newest_recorded_ = newest_recorded;
}

}  // namespace forloeb
