#include <algorithm>

#include "engine/privacy/governance.hpp"
#include "engine/proof/proof_file.hpp"
#include "engine/proof/sha256.hpp"
#include "events/schema/governance.capnp.h"
#include "server/http/json_text.hpp"
#include "server/protocol/ids.hpp"
#include "tools/cli/audit_verbs.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/proof_asking.hpp"
#include "tools/evidence/bundle.hpp"
#include "tools/render/answer_text.hpp"

namespace forloeb {
namespace {

struct BundleWanted {
    std::string case_name;
    std::string folder;
};

std::string_view text_of(capnp::Data::Reader data) { return as_text({data.begin(), data.size()}); }

/// All events of a stream that the checkpoint covers, as they are stored.
Status read_events(Invocation& call, StreamId stream, Position end, std::vector<BundledEvent>& events, std::vector<Position>& positions) {
    for (bool at_end = false; !at_end;) {
        FrameBuilder request;
        auto wanted = request.frame().initReadStream();
        write_stream_ref(wanted.initStream(), stream);
        wanted.setFrom(events.size() + 1);
        FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::PAGE));
        const auto page = reply.frame().getPage();
        at_end = page.getAtEnd() || page.getEvents().size() == 0;
        for (const auto record : page.getEvents()) {
            FORLOEB_TRY(const LeafRecord leaf, decode_leaf(as_bytes(text_of(record.getLeaf()))));
            if (leaf.position >= end) return {};
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
Status read_purges(Invocation& call, ProofAsking& asking, const ProofAsking::SignedHead& head, StreamId stream, Bundle& bundle) {
    if (std::ranges::all_of(bundle.events, is_as_its_leaf_says)) return {};
    std::vector<BundledEvent> orders;
    std::vector<Position> places, positions;
    FORLOEB_CHECK(read_events(call, governing_stream(), head.checkpoint.tree.size, orders, places));
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

Result<std::vector<SealingKey>> read_keys(Invocation& call, StreamId stream) {
    FrameBuilder request;
    auto wanted = request.frame().initProofs().initStreamKeys();
    wanted.setKind(static_cast<std::uint8_t>(stream.kind));
    wanted.setHigh(stream.id.high());
    wanted.setLow(stream.id.low());
    FORLOEB_TRY(const Reply reply, ask(call, request, wire::Frame::PROOFS_REPLY));
    std::vector<SealingKey> keys;
    for (const auto key : reply.frame().getProofsReply().getStreamKeys())
        keys.push_back({to_hex(as_bytes(text_of(key.getSubject()))), std::string(view(key.getClass())), key.getGeneration(), to_hex(as_bytes(text_of(key.getId()))), state_text(key.getState())});
    return keys;
}

Result<Bundle> gather(Invocation& call, const std::string& case_name) {
    FORLOEB_TRY(const StreamId stream, find_case(call, case_name));
    ProofAsking asking(call, wire::proofs::Log::EVENTS);
    Bundle bundle;
    FORLOEB_TRY(bundle.key, asking.key());
    FORLOEB_TRY(const ProofAsking::SignedHead head, asking.checkpoint());
    bundle.checkpoint = head.note;
    std::vector<Position> positions;
    FORLOEB_CHECK(read_events(call, stream, head.checkpoint.tree.size, bundle.events, positions));
    if (bundle.events.empty()) return fail(ErrorKind::not_found, "The case has no events that a checkpoint covers. If it is new, ask again in a second.");
    FORLOEB_CHECK(prove_events(asking, head, positions, bundle.events));
    FORLOEB_CHECK(read_purges(call, asking, head, stream, bundle));
    FORLOEB_TRY(bundle.keys, read_keys(call, stream));
    return bundle;
}

ExitCode bundle(Invocation& call, const BundleWanted& wanted) {
    const auto gathered = gather(call, wanted.case_name);
    if (!gathered) return call.failed(gathered.error());
    if (const Status written = write_bundle(wanted.folder, *gathered); !written) return call.failed(written.error());
    const std::string count = std::to_string(gathered->events.size());
    if (call.json())
        call.print_json(JsonLine('{').text("folder", wanted.folder).text("events", count).text("key", gathered->key.text()).text("checkpoint", gathered->checkpoint).str());
    else
        call.out() << wanted.folder << '\n' << count << '\n' << gathered->key.text() << '\n';
    call.tell("Bevist: " + count + " hændelser. Personlig tekst er forseglet. README.md i mappen siger, hvordan det kontrolleres.",
              "Proven: " + count + " events. Personal text is sealed. README.md in the folder says how to check it.");
    return ExitCode::ok;
}

}  // namespace

void add_audit_bundle(Menu& menu, CLI::App& noun) {
    auto wanted = std::make_shared<BundleWanted>();
    CLI::App& verb = menu.verb(noun, "bundle", "en sag som bevis i en mappe, der kan kontrolleres uden Forløb; tekst er forseglet",
                               "a case as evidence in a folder that can be checked without Forløb; text stays sealed",
                               {"forloeb audit bundle karen --to karen.bevis", "forloeb audit verify karen.bevis --key nøgle.txt"},
                               [wanted](Invocation& call) { return bundle(call, *wanted); });
    menu.value(verb, "CASE", wanted->case_name, "CASE", "forløbets id eller navn", "the case's id or name", true);
    menu.value(verb, "--to", wanted->folder, "DIR", "mappen; må ikke findes", "the folder; must not exist", true);
}

}  // namespace forloeb
