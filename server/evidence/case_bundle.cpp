#include "server/evidence/case_bundle.hpp"

#include <algorithm>

#include "engine/privacy/governance.hpp"
#include "engine/proof/proof_file.hpp"
#include "engine/proof/sha256.hpp"
#include "events/schema/governance.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "server/evidence/proof_asking.hpp"
#include "server/protocol/ids.hpp"

namespace forloeb {
namespace {

std::string_view text_of(capnp::Data::Reader data) { return as_text({data.begin(), data.size()}); }

tl::unexpected<Error> too_large(std::size_t bytes_max) {
    return fail(ErrorKind::invalid, "The events are more than " + std::to_string(bytes_max) + " bytes, too many for one download: make the bundle with forloeb audit bundle CASE --to FOLDER.");
}

/// All events of a stream that the checkpoint covers, as they are stored.
Status read_events(const AskFrame& ask, StreamId stream, Position end, std::size_t bytes_max, std::vector<BundledEvent>& events, std::vector<Position>& positions) {
    std::size_t bytes = 0;
    for (bool at_end = false; !at_end;) {
        FrameBuilder request;
        auto wanted = request.frame().initReadStream();
        write_stream_ref(wanted.initStream(), stream);
        wanted.setFrom(events.size() + 1);
        FORLOEB_TRY(const auto reply, ask_for(ask, request, wire::Frame::PAGE));
        const auto page = reply->frame().getPage();
        at_end = page.getAtEnd() || page.getEvents().size() == 0;
        for (const auto record : page.getEvents()) {
            FORLOEB_TRY(const LeafRecord leaf, decode_leaf(as_bytes(text_of(record.getLeaf()))));
            if (leaf.position >= end) return {};
            bytes += record.getLeaf().size() + record.getStored().size();
            if (bytes > bytes_max) return too_large(bytes_max);
            events.push_back({std::string(text_of(record.getLeaf())), std::string(text_of(record.getStored())), {}});
            positions.push_back(leaf.position);
        }
    }
    return {};
}

Status prove_events(ProofAsking& asking, const ProofAsking::SignedHead& head, const std::vector<Position>& positions, std::vector<BundledEvent>& events) {
    for (std::size_t from = 0; from < positions.size(); from += limits::proof_positions_max) {
        const std::size_t count = std::min(limits::proof_positions_max, positions.size() - from);
        const auto first = positions.begin() + static_cast<std::ptrdiff_t>(from);
        FORLOEB_TRY(const auto proven, asking.inclusion({first, first + static_cast<std::ptrdiff_t>(count)}, head.checkpoint.tree));
        for (std::size_t i = 0; i < count; ++i) {
            if (proven[i].leaf_bytes != events[from + i].leaf) return fail(ErrorKind::damaged, "The copy by case and the log disagree at position " + std::to_string(positions[from + i].value) + ". Run forloeb verify --level full.");
            events[from + i].proof = encode_proof_file({positions[from + i], proven[i].path, head.note});
        }
    }
    return {};
}

bool is_as_its_leaf_says(const BundledEvent& event) {
    const auto leaf = decode_leaf(as_bytes(event.leaf));
    return leaf && leaf->payload_hash == sha256(as_bytes(event.stored));
}

/// The orders that took sealed parts of the case away; none, mostly.
Status read_purges(const AskFrame& ask, ProofAsking& asking, const ProofAsking::SignedHead& head, StreamId stream, std::size_t bytes_max, Bundle& bundle) {
    if (std::ranges::all_of(bundle.events, is_as_its_leaf_says)) return {};
    std::vector<BundledEvent> orders;
    std::vector<Position> places, positions;
    FORLOEB_CHECK(read_events(ask, governing_stream(), head.checkpoint.tree.size, bytes_max, orders, places));
    for (std::size_t i = 0; i < orders.size(); ++i) {
        FORLOEB_TRY(const LeafRecord leaf, decode_leaf(as_bytes(orders[i].leaf)));
        if (leaf.type_id != capnp::typeId<PayloadPurged>()) continue;
        FORLOEB_TRY(const EventView order, EventView::open(leaf, as_bytes(orders[i].stored)));
        if (read_id(order.as<PayloadPurged>().getStream()) != stream.id) continue;
        bundle.purges.push_back(std::move(orders[i]));
        positions.push_back(places[i]);
    }
    return prove_events(asking, head, positions, bundle.purges);
}

std::string state_text(wire::proofs::KeyState state) {
    switch (state) {
        case wire::proofs::KeyState::ACTIVE: return "active";
        case wire::proofs::KeyState::DESTROYED: return "destroyed";
        case wire::proofs::KeyState::NEVER_HAD: break;
    }
    return "never_had";
}

Result<std::vector<SealingKey>> read_keys(const AskFrame& ask, StreamId stream) {
    FrameBuilder request;
    auto wanted = request.frame().initProofs().initStreamKeys();
    wanted.setKind(static_cast<std::uint8_t>(stream.kind));
    wanted.setHigh(stream.id.high());
    wanted.setLow(stream.id.low());
    FORLOEB_TRY(const auto reply, ask_for(ask, request, wire::Frame::PROOFS_REPLY));
    std::vector<SealingKey> keys;
    for (const auto key : reply->frame().getProofsReply().getStreamKeys())
        keys.push_back({to_hex(as_bytes(text_of(key.getSubject()))), key.getClass().cStr(), key.getGeneration(), to_hex(as_bytes(text_of(key.getId()))), state_text(key.getState())});
    return keys;
}

}  // namespace

Result<Bundle> gather_bundle(const AskFrame& ask, StreamId stream, std::size_t bytes_max) {
    ProofAsking asking(ask, wire::proofs::Log::EVENTS);
    Bundle bundle;
    FORLOEB_TRY(bundle.key, asking.key());
    FORLOEB_TRY(const ProofAsking::SignedHead head, asking.checkpoint());
    bundle.checkpoint = head.note;
    std::vector<Position> positions;
    FORLOEB_CHECK(read_events(ask, stream, head.checkpoint.tree.size, bytes_max, bundle.events, positions));
    if (bundle.events.empty()) return fail(ErrorKind::not_found, "The case has no events that a checkpoint covers. If it is new, ask again in a second.");
    FORLOEB_CHECK(prove_events(asking, head, positions, bundle.events));
    FORLOEB_CHECK(read_purges(ask, asking, head, stream, bytes_max, bundle));
    FORLOEB_TRY(bundle.keys, read_keys(ask, stream));
    return bundle;
}

}  // namespace forloeb
