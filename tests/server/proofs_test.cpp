// Requests for proofs over a real socket: what a client author gets, and what is refused. The command line verifies more:
// tests/tools/cli/evidence_test.cpp.
#include <doctest/doctest.h>

#include "engine/proof/checkpoint.hpp"
#include "engine/proof/merkle.hpp"
#include "server/protocol/texts.hpp"
#include "tests/server/server_fixture.hpp"

namespace forloeb::testing {
namespace {

/// A reply of the proofs kind, or the error.
class ProofAnswer {
  public:
    ProofAnswer(Peer& peer, const std::function<void(wire::proofs::Request::Builder)>& fill) {
        FrameBuilder request(70);
        fill(request.frame().initProofs());
        frame_ = peer.ask(request);
    }
    [[nodiscard]] wire::proofs::Reply::Reader good() {
        REQUIRE_MESSAGE(frame_->frame().isProofsReply(), text_of(frame_->frame().getError().getMessage()));
        return frame_->frame().getProofsReply();
    }
    [[nodiscard]] wire::ErrorCode error() {
        REQUIRE(frame_->frame().isError());
        return frame_->frame().getError().getCode();
    }

  private:
    std::unique_ptr<FrameReader> frame_;
};

LogCheckpoint signed_by_its_key(Peer& peer) {
    const auto key = parse_verifier_key(text_of(ProofAnswer(peer, [](auto ask) { ask.setKey(wire::proofs::Log::EVENTS); }).good().getKey()));
    REQUIRE(key.has_value());
    auto opened = open_checkpoint(text_of(ProofAnswer(peer, [](auto ask) { ask.setCheckpoint(wire::proofs::Log::EVENTS); }).good().getCheckpoint()), *key);
    REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
    return opened->checkpoint;
}

ByteSpan bytes_of(capnp::Data::Reader data) { return {data.begin(), data.size()}; }

TEST_CASE_FIXTURE(ServerFixture, "proofs over the socket: a checkpoint, leaves under it, and inclusion in it and in an earlier size") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 9);
    const TreeHead head = signed_by_its_key(peer).tree;
    CHECK(head.size == Position{10});
    ProofAnswer leaves(peer, [](auto ask) { ask.initLeaves().setCount(100); });
    const ByteSpan records = bytes_of(leaves.good().getLeaves());
    REQUIRE(records.size() == 10 * leaf_bytes);
    for (const std::uint64_t size : {std::uint64_t{10}, std::uint64_t{7}}) {
        MerkleEdge edge;
        for (std::size_t i = 0; i < size; ++i) edge.append(leaf_hash(records.subspan(i * leaf_bytes, leaf_bytes)));
        ProofAnswer included(peer, [size](auto ask) {
            ask.initInclusion().setSize(size);
            ask.getInclusion().initPositions(2).set(0, 6);
            ask.getInclusion().getPositions().set(1, 0);
        });
        const auto list = included.good().getInclusion();
        REQUIRE(list.size() == 2);
        CHECK(proves_inclusion(read_path(bytes_of(list[0].getPath())).value(), {6}, leaf_hash(bytes_of(list[0].getLeaf())), {{size}, edge.root()}));
        CHECK(proves_inclusion(read_path(bytes_of(list[1].getPath())).value(), {0}, leaf_hash(bytes_of(list[1].getLeaf())), {{size}, edge.root()}));
    }
}

TEST_CASE_FIXTURE(ServerFixture, "proofs over the socket: what cannot be proven is refused by kind") {
    Peer peer(local());
    (void)store(peer, 1, a_case(1), true, 9);
    using wire::ErrorCode;
    CHECK(ProofAnswer(peer, [](auto) {}).error() == ErrorCode::UNSUPPORTED);
    CHECK(ProofAnswer(peer, [](auto ask) { ask.initInclusion().initPositions(1).set(0, 10); }).error() == ErrorCode::INVALID);
    CHECK(ProofAnswer(peer, [](auto ask) { ask.initInclusion().setSize(11); }).error() == ErrorCode::INVALID);
    CHECK(ProofAnswer(peer, [](auto ask) { ask.initInclusion().initPositions(1001); }).error() == ErrorCode::INVALID);
    CHECK(ProofAnswer(peer, [](auto ask) { ask.initConsistency().setOld(0); }).error() == ErrorCode::INVALID);
    CHECK(ProofAnswer(peer, [](auto ask) { ask.initConsistency().setOld(11); }).error() == ErrorCode::INVALID);
    CHECK(ProofAnswer(peer, [](auto ask) { ask.initLeaves().setCount(20'001); }).error() == ErrorCode::INVALID);
    CHECK(bytes_of(ProofAnswer(peer, [](auto ask) { ask.initConsistency().setOld(10); }).good().getConsistency()).empty());
}

}  // namespace
}  // namespace forloeb::testing
