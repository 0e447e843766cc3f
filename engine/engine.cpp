#include "engine/engine.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "engine/append/append_thread.hpp"
#include "engine/audit/read_receipt.hpp"
#include "engine/log/head_proof.hpp"
#include "engine/log/remainder.hpp"
#include "engine/log/stored_tree.hpp"
#include "engine/log/take_over.hpp"
#include "engine/privacy/erasure.hpp"
#include "engine/privacy/seal.hpp"
#include "engine/proof/sha256.hpp"
#include "engine/read/case_subjects.hpp"
#include "engine/read/retracted_imports.hpp"
#include "engine/storage/data_directory.hpp"
#include "engine/storage/directory_lock.hpp"
#include "engine/storage/head_marker.hpp"
#include "events/codec/id16.hpp"

namespace forloeb {
namespace {

// When an event was known by the source's own clock: what it says was entered, else our own record.
Instant known_by_source(const EventView& event) {
    const WhenTold entered = read_moment(event.envelope().getEnteredAt());
    return entered.is_unknown() ? event.leaf().recorded_at : entered.at;
}

}  // namespace

struct Engine::Parts {
    EngineOptions options;
    Environment environment;
    DataDescription description;
    std::string restored_from;
    Hash origin{};
    StartReport start_report;
    std::unique_ptr<DirectoryLock> directory_lock;  // released last
    FailStop storage{[this](const Error& reason) { environment.on_storage_failure(reason); }};
    std::unique_ptr<FreeSpace> space;
    std::unique_ptr<ClockWatch> clock;
    std::unique_ptr<Store> store;
    std::unique_ptr<KeyFolder> keys;
    std::unique_ptr<Log> log;

    mutable std::mutex head_mutex;
    LogHead head;

    std::mutex listener_mutex;
    std::map<std::uint64_t, std::function<void(const LogHead&)>> listeners;
    std::uint64_t next_listener = 1;

    mutable std::shared_mutex knowledge_mutex;
    RetractedImports retracted_imports;
    std::shared_ptr<const Governance> governance;

    std::unique_ptr<CaseSubjects> subjects;
    std::unique_ptr<HeadMarker> marker;
    std::unique_ptr<AppendThread> append_thread;  // stopped first of what works
    std::unique_ptr<Erasure> erasure;             // uses all of the above

    [[nodiscard]] Reader reader() const { return Reader(*store); }
    [[nodiscard]] LogHead current_head() const {
        const std::lock_guard lock(head_mutex);
        return head;
    }

    Status open_directory();
    Status open_log();
    Status prove_head(const HeadProof& proof, const LogEnd& end);
    Result<LogEnd> stored_end() const;
    Status load_retracted_imports();
    Status load_governance();
    Status start_erasure();
    Uuid new_id() const;
    void append(AppendRequest request, AppendCallback done);
    AppendOutcome append_and_wait(AppendRequest request);
    bool on_durable(const Group& group);
    [[nodiscard]] std::vector<Uuid> retracted_imports_now() const {
        const std::shared_lock lock(knowledge_mutex);
        return retracted_imports.at({~std::uint64_t{0}});
    }
    [[nodiscard]] PrepareContext prepare_context() const {
        return {*keys, environment.entropy, origin, [this](StreamId stream) { return subjects->of(stream); }};
    }
    [[nodiscard]] SealContext seal_context(const EventView& event) const {
        return {origin, event.leaf().event_id, event.leaf().stream, event.leaf().type_id};
    }
};

// ---- opening ----

Status Engine::Parts::open_directory() {
    if (options.keys.empty()) options.keys = options.data.string() + ".keys";
    FORLOEB_CHECK(check_access(options.data));
    FORLOEB_TRY(const auto existing, read_description(options.data));
    if (!existing && !options.create)
        return fail(ErrorKind::not_found, "There is no Forløb data directory at " + options.data.string() + ".");
    std::error_code error;
    // With the folder of the log, so that writing the description syncs its entry as well.
    std::filesystem::create_directories(options.data / "log", error);
    if (error) return fail(ErrorKind::storage, "Cannot create the data directory " + options.data.string() + ".");
    std::filesystem::permissions(options.data, std::filesystem::perms::owner_all, error);
    FORLOEB_TRY(keys, KeyFolder::open(options.keys, !existing, environment));
    if (existing) {
        description = *existing;
        options.origin = description.origin;  // given once, when the directory was made
        if (description.controller != options.controller)
            return fail(ErrorKind::conflict, "The data directory belongs to controller '" + description.controller + "', not '" + options.controller + "'. Name it with --controller.");
        if (description.keys != keys->fingerprint())
            return fail(ErrorKind::conflict, "The key folder " + options.keys.string() + " belongs to another data directory. Name the right one with --keys.");
    } else {
        description = {data_format, options.controller, options.origin, keys->fingerprint()};
        FORLOEB_CHECK(write_description(options.data, description));
    }
    origin = sha256(as_bytes(description.origin));
    FORLOEB_TRY(restored_from, read_restored(options.data));
    return {};
}

Result<LogEnd> Engine::Parts::stored_end() const {
    FORLOEB_TRY(const auto head_row, store->get(Table::meta, layout::head_key));
    FORLOEB_TRY(const auto edge_row, store->get(Table::meta, layout::edge_key));
    if (head_row.has_value() != edge_row.has_value()) return fail(ErrorKind::damaged, "The head record or the proof tree's edge is missing. Restore from a backup.");
    if (!head_row) return LogEnd{};
    FORLOEB_TRY(const layout::HeadRecord record, layout::decode_head(as_bytes(*head_row)));
    FORLOEB_TRY(MerkleEdge edge, MerkleEdge::decode(as_bytes(*edge_row)));
    if (edge.size() != record.next.value || edge.root() != record.root)
        return fail(ErrorKind::damaged, "The head record and the proof tree's edge disagree. Restore from a backup.");
    // The newest event must be there and be the newest: a head without its tail would be a shortened history.
    FORLOEB_TRY(const LeafRecord newest, reader().leaf_at({record.next.value - 1}));
    return LogEnd{std::move(edge), newest.recorded_at};
}

Status Engine::Parts::open_log() {
    FORLOEB_TRY(directory_lock, DirectoryLock::take(options.data, environment.disk));
    space = std::make_unique<FreeSpace>(options.data / "log", environment.disk, options.space_floor, options.ballast);
    FORLOEB_CHECK(space->before_opening());
    FORLOEB_TRY(const HeadProof proof, HeadProof::before_opening(options.data, environment.disk, options.heed_marker));
    FORLOEB_TRY(store, Store::open(options.data / "log", environment.disk, options.create, {options.space_floor, [this](const Error& reason) { storage.report(reason); }}));
    space->after_opening();
    subjects = std::make_unique<CaseSubjects>(*store);
    log = options.make_log ? options.make_log(*store) : std::make_unique<LocalLog>(*store, options.sync);
    FORLOEB_TRY(LogEnd end, stored_end());
    FORLOEB_CHECK(take_over(*log, *store, end, [](const Group&) {}));
    FORLOEB_CHECK(prove_head(proof, end));
    FORLOEB_CHECK(load_retracted_imports());
    FORLOEB_CHECK(load_governance());
    clock = std::make_unique<ClockWatch>(environment);
    append_thread = std::make_unique<AppendThread>(
        AppendThread::Wiring{*store, *log, *keys, *space, storage, *clock, environment, [this](const Group& group) { return on_durable(group); },
                             [this] { return retracted_imports_now(); },
                             [this](PreparedWrite& write, const Uuid& subject) {
                                 subjects->learn(write.stream, subject);
                                 return seal_again(write, subject, prepare_context());
                             }},
        std::move(end.edge), end.recorded_at);
    return start_erasure();
}

// Before anybody is served: what was erased is so still, whatever folder of keys or copy of the log this was started on.
Status Engine::Parts::start_erasure() {
    erasure = std::make_unique<Erasure>(Erasure::Wiring{*store, *keys, *append_thread, *subjects, storage, environment, origin,
                                                        [this](AppendRequest request) { return append_and_wait(std::move(request)); }, [this] { return new_id(); }});
    return erasure->replay(*governance);
}

Status Engine::Parts::prove_head(const HeadProof& proof, const LogEnd& end) {
    FORLOEB_TRY(start_report, proof.after_opening(*store, end.edge));
    head = {{end.edge.size()}, end.edge.root(), end.recorded_at};
    const auto durable = [this] {
        const LogHead now = current_head();
        return HeadMark{0, now.next, now.root, false};
    };
    FORLOEB_TRY(marker, HeadMarker::start({options.data, environment.disk, durable, options.mark_every,
                                           [this](const Error& reason) { storage.report(reason); }}, proof.mark()));
    proof.release();
    return {};
}

Status Engine::Parts::load_retracted_imports() {
    FORLOEB_TRY(RetractedImports loaded, RetractedImports::load(*store));
    const std::unique_lock lock(knowledge_mutex);
    retracted_imports = std::move(loaded);
    return {};
}

Status Engine::Parts::load_governance() {
    FORLOEB_TRY(Governance loaded, Governance::load(*store));
    auto now = std::make_shared<const Governance>(std::move(loaded));
    const std::unique_lock lock(knowledge_mutex);
    governance = std::move(now);
    return {};
}

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Engine::~Engine() {
    if (!parts_->append_thread) return;
    parts_->append_thread.reset();
    if (!parts_->storage.has_failed()) parts_->marker->stop_cleanly();
}

Result<std::unique_ptr<Engine>> Engine::open(EngineOptions options, Environment environment) {
    auto parts = std::make_unique<Parts>();
    parts->options = std::move(options);
    parts->environment = std::move(environment);
    FORLOEB_CHECK(parts->open_directory());
    FORLOEB_CHECK(parts->open_log());
    return std::unique_ptr<Engine>(new Engine(std::move(parts)));
}

// ---- append ----

// Runs on the append thread, after the group is on the disk and before its callers are answered. True if it changes which
// imports hold.
bool Engine::Parts::on_durable(const Group& group) {
    subjects->learn(group);
    const bool imports_concerned = std::ranges::any_of(group.events, [](const GroupEvent& event) { return RetractedImports::concerned_by(event.leaf); });
    if (imports_concerned) {
        if (const Status loaded = load_retracted_imports(); !loaded) spdlog::error("retracted imports: {}", loaded.error().message);
    }
    if (std::ranges::any_of(group.events, [](const GroupEvent& event) { return Governance::concerned_by(event.leaf); })) {
        if (const Status loaded = load_governance(); !loaded) spdlog::error("governance: {}", loaded.error().message);
    }
    const LogHead now{{group.first.value + group.events.size()}, group.edge.root(), group.header.recorded_at};
    {
        const std::lock_guard lock(head_mutex);
        head = now;
    }
    const std::lock_guard lock(listener_mutex);
    for (const auto& [id, listener] : listeners) listener(now);
    return imports_concerned;
}

void Engine::append(AppendRequest request, AppendCallback done) {
    if (const Status told = check_tells_no_erasure(request); !told) return done(tl::make_unexpected(told.error()));
    parts_->append(std::move(request), std::move(done));
}

AppendOutcome Engine::append_and_wait(AppendRequest request) {
    FORLOEB_CHECK(check_tells_no_erasure(request));
    return parts_->append_and_wait(std::move(request));
}

void Engine::Parts::append(AppendRequest request, AppendCallback done) {
    auto prepared = prepare(std::move(request), prepare_context());
    if (!prepared) {
        if (prepared.error().kind == ErrorKind::storage) {  // an earlier attempt with this id may be on the disk that failed
            storage.report(prepared.error());
            prepared.error().kind = ErrorKind::unknown;
        }
        done(tl::make_unexpected(std::move(prepared.error())));
        return;
    }
    for (const PreparedWrite& write : prepared->writes)
        if (write.opens_for) subjects->expect(write.stream, *write.opens_for);
    prepared->done = std::move(done);
    append_thread->submit(std::move(*prepared));
}

AppendOutcome Engine::Parts::append_and_wait(AppendRequest request) {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<AppendOutcome> outcome;
    append(std::move(request), [&](AppendOutcome result) {
        const std::lock_guard lock(mutex);
        outcome = std::move(result);
        answered.notify_one();
    });
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return outcome.has_value(); });
    return std::move(*outcome);
}

// ---- read ----

LogHead Engine::head() const { return parts_->current_head(); }

Result<Page> Engine::read_stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const {
    FORLOEB_TRY(const StoredPage stored, read_stored_stream(stream, from, direction, limit));
    return opened(stored);
}

Result<Page> Engine::read_log(Position from, PageLimit limit) const {
    FORLOEB_TRY(const StoredPage stored, read_stored_log(from, limit));
    return opened(stored);
}

Result<StoredPage> Engine::read_stored_stream(StreamId stream, StreamVersion from, Direction direction, PageLimit limit) const {
    return parts_->reader().stored_stream(stream, from, direction, limit);
}

Result<StoredPage> Engine::read_stored_log(Position from, PageLimit limit) const {
    const Position end = parts_->current_head().next;
    if (from > end) return fail(ErrorKind::invalid, "The log ends at position " + std::to_string(end.value) + ": start there or before.", "from");
    return parts_->reader().stored_log(from, end, limit);
}

Result<std::vector<EventView>> Engine::read_whole_stream(StreamId stream) const {
    const Position known = parts_->current_head().next;
    FORLOEB_TRY(const StoredStream stored, stream_finder().find(stream));
    DecodedStream decoded = decode_stream(stored, known);
    if (decoded.unreadable) return tl::make_unexpected(std::move(decoded.unreadable->error));
    return std::move(decoded.events);
}

Result<std::vector<LeafRecord>> Engine::read_leaves(Position from, std::size_t leaves_max) const {
    std::vector<LeafRecord> leaves;
    const Position end{std::min(parts_->current_head().next.value, from.value + leaves_max)};
    FORLOEB_CHECK(parts_->reader().runs(from, end, [&leaves](const std::vector<layout::Record>& records) -> Result<bool> {
        for (const layout::Record& record : records) leaves.push_back(record.leaf);
        return true;
    }));
    return leaves;
}

StreamCursor Engine::stream_cursor(StreamKind kind, Uuid after) const { return StreamCursor(*parts_->store, kind, after); }
StreamFinder Engine::stream_finder() const { return StreamFinder(*parts_->store); }

Result<StreamVersion> Engine::stream_version(StreamId stream) const {
    FORLOEB_TRY(const auto leaf, parts_->reader().newest_leaf(stream));
    return leaf ? leaf->version : StreamVersion{0};
}

Result<std::vector<StreamId>> Engine::list_streams(StreamKind kind, Uuid after, std::size_t limit) const {
    return parts_->reader().streams(kind, after, limit);
}

Result<Position> Engine::prefix_known_at(Instant instant) const {
    const LogHead head = parts_->current_head();
    if (instant >= head.recorded_at) return head.next;
    Position low{0}, high = head.next;  // everything below low is known by then, nothing from high on
    while (low < high) {
        const Position middle{low.value + (high.value - low.value) / 2};
        FORLOEB_TRY(const LeafRecord leaf, parts_->reader().leaf_at(middle));
        if (leaf.recorded_at <= instant)
            low = middle.next();
        else
            high = middle;
    }
    return low;
}

Result<EventView> Engine::find_event(StreamId stream, Uuid event_id) const {
    FORLOEB_TRY(std::vector<EventView> events, read_whole_stream(stream));
    for (EventView& event : events)
        if (event.leaf().event_id == event_id) return std::move(event);
    return fail(ErrorKind::not_found, "There is no event " + event_id.text() + " on this stream.");
}

Result<Hash> Engine::recompute_root(Position size) const {
    MerkleEdge edge;
    FORLOEB_CHECK(parts_->reader().runs({0}, size, [&edge](const std::vector<layout::Record>& records) -> Result<bool> {
        std::string leaf;
        for (const layout::Record& record : records) {
            if (!is_what_its_leaf_says(record))
                return fail(ErrorKind::damaged, "The event at position " + std::to_string(record.leaf.position.value) + " is not what its leaf says.");
            leaf.clear();
            encode_leaf(record.leaf, leaf);
            edge.append(leaf_hash(as_bytes(leaf)));
        }
        return true;
    }));
    return edge.root();
}

Result<StoredTree> Engine::tree(Position size) const {
    const Position end = parts_->current_head().next;
    if (size > end) return fail(ErrorKind::invalid, "The log has " + std::to_string(end.value) + " events: ask for a tree of at most that size.", "size");
    return StoredTree::open(*parts_->store, size);
}

Result<History> Engine::history(StreamId stream, const AsOf& as_of) const {
    Position known = parts_->current_head().next;
    if (as_of.known_at && as_of.clock == Clock::recorded) {
        FORLOEB_TRY(known, prefix_known_at(*as_of.known_at));
    }
    FORLOEB_TRY(std::vector<EventView> events, read_whole_stream(stream));
    std::erase_if(events, [&](const EventView& event) {
        return event.leaf().position >= known || (as_of.known_at && as_of.clock == Clock::source && known_by_source(event) > *as_of.known_at);
    });
    History history = fold_as_of(std::move(events), retracted_imports(known), as_of.occurred_by);
    history.known = known;
    return history;
}

std::vector<Uuid> Engine::retracted_imports(Position known) const {
    const std::shared_lock lock(parts_->knowledge_mutex);
    return parts_->retracted_imports.at(known);
}

// ---- personal text and identifiers ----

Result<std::vector<UnsealedPart>> Engine::unseal(const EventView& event, const ReadReceipt& receipt) const try {
    FORLOEB_TRY(const auto schema, personal_schema(event.type(), event.payload()));
    std::vector<UnsealedPart> parts;
    if (!schema) return parts;
    std::map<Uuid, std::vector<Message>> by_subject;
    std::uint32_t number = 0;
    const std::shared_ptr<const Governance> orders = governance();
    for (const Segment::Reader segment : event.stored().getSegments()) {
        const std::uint32_t this_one = number++;
        if (!receipt.opens(segment.getClass())) continue;
        // Asked here, where every text comes by: an answer over many cases opens those of persons nobody named beforehand.
        if (!orders->may_be_read(read_id(segment.getSubject()), segment.getClass(), receipt.purpose(), now())) continue;
        FORLOEB_TRY(const auto plain, open_segment(parts_->seal_context(event), this_one, segment, *parts_->keys));
        if (!plain) continue;
        FORLOEB_TRY(Message fields, Message::copy_of(as_bytes(*plain)));
        by_subject[read_id(segment.getSubject())].push_back(std::move(fields));
    }
    for (auto& [subject, messages] : by_subject) {
        FORLOEB_TRY(Message merged, merge_personal(*schema, messages));
        parts.push_back({subject, std::move(merged)});
    }
    return parts;
} catch (const kj::Exception&) {
    return fail(ErrorKind::damaged, "The sealed parts of event " + event.leaf().event_id.text() + " are malformed.");
}

Result<Uuid> Engine::subject_of(StreamId case_stream) const { return parts_->subjects->of(case_stream); }

Result<std::optional<StreamId>> Engine::lookup(std::string_view scope, std::string_view identifier) const {
    const Hash token = parts_->keys->identifier_token(scope, identifier);
    FORLOEB_TRY(const auto row, parts_->store->get(Table::identifiers, as_text(token)));
    if (!row) return std::optional<StreamId>();
    FORLOEB_TRY(const StreamId stream, layout::decode_stream(as_bytes(*row)));
    return std::optional<StreamId>(stream);
}

std::string Engine::pseudonym(std::string_view scope, std::string_view name) const { return parts_->keys->pseudonym(scope, name); }

std::uint64_t Engine::keyed_digest(ByteSpan bytes) const { return get_big_endian<std::uint64_t>(parts_->keys->request_digest(bytes).data()); }

Uuid Engine::Parts::new_id() const {
    std::array<Byte, 10> entropy;
    environment.entropy(entropy.data(), entropy.size());
    return Uuid::v7(static_cast<std::uint64_t>(environment.now().micros / 1000), entropy);
}
Uuid Engine::new_id() const { return parts_->new_id(); }
Instant Engine::now() const { return parts_->environment.now(); }

// ---- forget and keep ----

std::shared_ptr<const Governance> Engine::governance() const {
    const std::shared_lock lock(parts_->knowledge_mutex);
    return parts_->governance;
}

KeyState Engine::key_state(const Uuid& subject, SensitivityClass sensitivity) const { return parts_->keys->state(subject, sensitivity); }
Result<KeyEpoch> Engine::rotate_keys() { return parts_->erasure->rotate(); }
Result<ShredReceipt> Engine::shred(const ShredOrder& order) { return parts_->erasure->shred(order); }
Result<PurgeReceipt> Engine::purge(const PurgeOrder& order) { return parts_->erasure->purge(order); }
Result<RetireReceipt> Engine::retire(const RetireOrder& order) { return parts_->erasure->retire(order); }

bool Engine::seals_any(SensitivityClass sensitivity) const { return parts_->keys->has_had_any(sensitivity); }

// ---- keep ----

VerifyReport Engine::verify(VerifyLevel level, const VerifyStep& step) const {
    const LogHead head = parts_->current_head();
    return forloeb::verify({*parts_->store, parts_->options.data, parts_->options.keys, head.next, head.root}, level, step);
}

Result<LogExport> Engine::export_log(ExportPoint from, Position end, std::size_t bytes_max) const {
    if (end > parts_->current_head().next) return fail(ErrorKind::invalid, "The log ends before that position.", "end");
    return forloeb::export_log(*parts_->store, from, end, bytes_max);
}

const std::string& Engine::restored_from() const { return parts_->restored_from; }

// ---- follow ----

std::uint64_t Engine::add_head_listener(std::function<void(const LogHead&)> listener) {
    const std::lock_guard lock(parts_->listener_mutex);
    const std::uint64_t id = parts_->next_listener++;
    parts_->listeners.emplace(id, std::move(listener));
    return id;
}

void Engine::remove_head_listener(std::uint64_t id) {
    const std::lock_guard lock(parts_->listener_mutex);
    parts_->listeners.erase(id);
}

const StartReport& Engine::start_report() const { return parts_->start_report; }
const EngineOptions& Engine::options() const { return parts_->options; }
EngineFigures Engine::figures() const {
    const std::optional<Error> held = parts_->store->compaction_held();
    return {parts_->space->free_bytes().value_or(0), parts_->space->floor(), parts_->clock->jumps(), held ? held->message : std::string()};
}
std::string Engine::format_description() const { return parts_->description.text(); }

}  // namespace forloeb
