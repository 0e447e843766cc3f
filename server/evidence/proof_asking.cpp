#include "server/evidence/proof_asking.hpp"

#include <algorithm>

#include "engine/proof/merkle.hpp"
#include "events/vocabulary/limits.hpp"

namespace forloeb {
namespace {

ByteSpan bytes_of(capnp::Data::Reader data) { return {data.begin(), data.size()}; }

tl::unexpected<Error> not_proven(Position position) {
    return fail(ErrorKind::damaged, "The server's proof of the event at position " + std::to_string(position.value) + " does not hold. Run forloeb verify where the log is.");
}

}  // namespace

Result<std::unique_ptr<FrameReader>> ProofAsking::ask(FrameBuilder& request, wire::proofs::Reply::Which expected) {
    FORLOEB_TRY(auto reply, ask_for(ask_, request, wire::Frame::PROOFS_REPLY));
    if (reply->frame().getProofsReply().which() != expected) return fail(ErrorKind::unsupported, "The server answered another question about proofs than was asked: use the same version on both sides.");
    return reply;
}

Result<VerifierKey> ProofAsking::key() {
    FrameBuilder request;
    request.frame().initProofs().setKey(log_);
    FORLOEB_TRY(const auto reply, ask(request, wire::proofs::Reply::KEY));
    return parse_verifier_key(reply->frame().getProofsReply().getKey().cStr());
}

Result<ProofAsking::SignedHead> ProofAsking::checkpoint() {
    FORLOEB_TRY(const VerifierKey by, key());
    FrameBuilder request;
    request.frame().initProofs().setCheckpoint(log_);
    FORLOEB_TRY(const auto reply, ask(request, wire::proofs::Reply::CHECKPOINT));
    SignedHead head;
    head.note = reply->frame().getProofsReply().getCheckpoint().cStr();
    FORLOEB_TRY(OpenedCheckpoint opened, open_checkpoint(head.note, by));
    head.checkpoint = std::move(opened.checkpoint);
    return head;
}

Result<std::vector<ProofAsking::Proven>> ProofAsking::inclusion(const std::vector<Position>& positions, const TreeHead& head) {
    FrameBuilder request;
    auto wanted = request.frame().initProofs().initInclusion();
    wanted.setLog(log_);
    wanted.setSize(head.size.value);
    auto list = wanted.initPositions(static_cast<capnp::uint>(positions.size()));
    for (capnp::uint i = 0; i < list.size(); ++i) list.set(i, positions[i].value);
    FORLOEB_TRY(const auto reply, ask(request, wire::proofs::Reply::INCLUSION));
    const auto included = reply->frame().getProofsReply().getInclusion();
    std::vector<Proven> out;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (i >= included.size()) return not_proven(positions[i]);
        const auto answer = included[static_cast<capnp::uint>(i)];
        Proven proven;
        proven.leaf_bytes = as_text(bytes_of(answer.getLeaf()));
        FORLOEB_TRY(proven.leaf, decode_leaf(bytes_of(answer.getLeaf())));
        FORLOEB_TRY(proven.path, read_path(bytes_of(answer.getPath())));
        const bool holds = proven.leaf.position == positions[i] && proves_inclusion(proven.path, positions[i], leaf_hash(bytes_of(answer.getLeaf())), head);
        if (!holds) return not_proven(positions[i]);
        out.push_back(std::move(proven));
    }
    return out;
}

Result<HashPath> ProofAsking::consistency(Position old, const TreeHead& head) {
    FrameBuilder request;
    auto wanted = request.frame().initProofs().initConsistency();
    wanted.setLog(log_);
    wanted.setOld(old.value);
    wanted.setSize(head.size.value);
    FORLOEB_TRY(const auto reply, ask(request, wire::proofs::Reply::CONSISTENCY));
    return read_path(bytes_of(reply->frame().getProofsReply().getConsistency()));
}

Result<std::string> ProofAsking::leaves(Position from, Position end) {
    FrameBuilder request;
    auto wanted = request.frame().initProofs().initLeaves();
    wanted.setLog(log_);
    wanted.setFrom(from.value);
    wanted.setCount(static_cast<std::uint32_t>(std::min<std::uint64_t>(limits::leaves_asked_max, end.value - from.value)));
    FORLOEB_TRY(const auto reply, ask(request, wire::proofs::Reply::LEAVES));
    const ByteSpan bytes = bytes_of(reply->frame().getProofsReply().getLeaves());
    if (bytes.empty() || bytes.size() % leaf_bytes != 0) return fail(ErrorKind::damaged, "The server sent no whole leaves from position " + std::to_string(from.value) + " on.");
    return std::string(as_text(bytes));
}

}  // namespace forloeb
