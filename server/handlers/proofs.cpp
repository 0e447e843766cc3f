#include "server/handlers/proofs.hpp"

#include <capnp/schema.h>

#include <set>

#include "engine/log/stored_tree.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

kj::ArrayPtr<const kj::byte> data_of(std::string_view bytes) { return {as_bytes(bytes).data(), bytes.size()}; }

/// The tree of `size` events, 0 being all that are durable now.
Result<StoredTree> tree_of(const Engine& engine, std::uint64_t size) { return engine.tree(size == 0 ? engine.head().next : Position{size}); }

Status prove_inclusion(const Engine& engine, wire::proofs::Inclusion::Reader request, wire::proofs::Reply::Builder reply) {
    const auto positions = request.getPositions();
    if (positions.size() > limits::proof_positions_max)
        return fail(ErrorKind::invalid, "At most " + std::to_string(limits::proof_positions_max) + " positions are proven at a time.", "positions");
    FORLOEB_TRY(StoredTree tree, tree_of(engine, request.getSize()));
    auto included = reply.initInclusion(positions.size());
    for (capnp::uint i = 0; i < included.size(); ++i) {
        const Position position{positions[i]};
        FORLOEB_TRY(const HashPath path, tree.inclusion(position));
        FORLOEB_TRY(const LeafRecord leaf, tree.leaf(position));
        std::string encoded;
        encode_leaf(leaf, encoded);
        included[i].setLeaf(data_of(encoded));
        included[i].setPath(data_of(path_bytes(path)));
    }
    return {};
}

Status prove_consistency(const Engine& engine, wire::proofs::Consistency::Reader request, wire::proofs::Reply::Builder reply) {
    FORLOEB_TRY(StoredTree tree, tree_of(engine, request.getSize()));
    FORLOEB_TRY(const HashPath path, tree.consistency_from({request.getOld()}));
    reply.setConsistency(data_of(path_bytes(path)));
    return {};
}

Status read_leaves(const Engine& engine, wire::proofs::Leaves::Reader request, wire::proofs::Reply::Builder reply) {
    if (request.getCount() > limits::leaves_asked_max)
        return fail(ErrorKind::invalid, "At most " + std::to_string(limits::leaves_asked_max) + " leaves are read at a time.", "count");
    FORLOEB_TRY(const std::vector<LeafRecord> leaves, engine.read_leaves({request.getFrom()}, request.getCount()));
    std::string bytes;
    bytes.reserve(leaves.size() * leaf_bytes);
    for (const LeafRecord& leaf : leaves) encode_leaf(leaf, bytes);
    reply.setLeaves(data_of(bytes));
    return {};
}

wire::proofs::KeyState wire_state(KeyState state) {
    switch (state) {
        case KeyState::active: return wire::proofs::KeyState::ACTIVE;
        case KeyState::destroyed: return wire::proofs::KeyState::DESTROYED;
        case KeyState::never_had: break;
    }
    return wire::proofs::KeyState::NEVER_HAD;
}

capnp::Text::Reader class_name(SensitivityClass sensitivity) {
    const auto names = capnp::Schema::from<SensitivityClass>().getEnumerants();
    const auto number = static_cast<capnp::uint>(sensitivity);
    return number < names.size() ? names[number].getProto().getName() : capnp::Text::Reader("unknown");
}

/// What a segment is sealed with; a stream has many segments under few keys.
struct NeededKey {
    Uuid subject;
    SensitivityClass sensitivity;
    std::uint32_t generation;
    std::string id;
    auto operator<=>(const NeededKey&) const = default;
};

Status read_stream_keys(const Engine& engine, wire::proofs::StreamKeys::Reader request, wire::proofs::Reply::Builder reply) {
    const StreamId stream{static_cast<StreamKind>(request.getKind()), Uuid::from_halves(request.getHigh(), request.getLow())};
    FORLOEB_TRY(const std::vector<EventView> events, engine.read_whole_stream(stream));
    std::set<NeededKey> needed;
    for (const EventView& event : events)
        for (const Segment::Reader segment : event.stored().getSegments())
            needed.insert({read_id(segment.getSubject()), segment.getClass(), segment.getGeneration(), std::string(as_text({segment.getKeyId().begin(), segment.getKeyId().size()}))});
    auto out = reply.initStreamKeys(static_cast<capnp::uint>(needed.size()));
    capnp::uint at = 0;
    for (const NeededKey& key : needed) {
        auto row = out[at++];
        row.setSubject(data_of(as_text(key.subject.bytes)));
        row.setClass(class_name(key.sensitivity));
        row.setGeneration(key.generation);
        row.setId(data_of(key.id));
        row.setState(wire_state(engine.key_state(key.subject, key.sensitivity)));
    }
    return {};
}

}  // namespace

Result<ProofRequests::SignedLog*> ProofRequests::log(wire::proofs::Log which) {
    if (which == wire::proofs::Log::EVENTS) return &events_;
    if (which != wire::proofs::Log::READS || !open_reads_) return fail(ErrorKind::unsupported, "This server keeps no proofs of that log.", "log");
    FORLOEB_TRY(const Engine* const opened, open_reads_());
    const std::lock_guard lock(mutex_);
    if (!reads_) reads_.emplace(*opened);
    return &*reads_;
}

Status ProofRequests::answer(wire::proofs::Request::Reader request, wire::Frame::Builder frame) {
    auto reply = frame.initProofsReply();
    switch (request.which()) {
        case wire::proofs::Request::CHECKPOINT: {
            FORLOEB_TRY(SignedLog * const of, log(request.getCheckpoint()));
            FORLOEB_TRY(const std::string checkpoint, of->signer.checkpoint());
            reply.setCheckpoint(checkpoint);
            return {};
        }
        case wire::proofs::Request::KEY: {
            FORLOEB_TRY(SignedLog * const of, log(request.getKey()));
            FORLOEB_TRY(const VerifierKey key, of->signer.verifier_key());
            reply.setKey(key.text());
            return {};
        }
        case wire::proofs::Request::INCLUSION: {
            FORLOEB_TRY(SignedLog * const of, log(request.getInclusion().getLog()));
            return prove_inclusion(of->engine, request.getInclusion(), reply);
        }
        case wire::proofs::Request::CONSISTENCY: {
            FORLOEB_TRY(SignedLog * const of, log(request.getConsistency().getLog()));
            return prove_consistency(of->engine, request.getConsistency(), reply);
        }
        case wire::proofs::Request::LEAVES: {
            FORLOEB_TRY(SignedLog * const of, log(request.getLeaves().getLog()));
            return read_leaves(of->engine, request.getLeaves(), reply);
        }
        case wire::proofs::Request::STREAM_KEYS: return read_stream_keys(events_.engine, request.getStreamKeys(), reply);
        default: return fail(ErrorKind::unsupported, "This server does not answer that request for proofs.");
    }
}

}  // namespace forloeb
