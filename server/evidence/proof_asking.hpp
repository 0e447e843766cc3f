// Asking a server, or the handlers in this process, for proofs; what comes back is verified here before it is used, so that
// a wrong answer is an error and never a file. One thread.
#pragma once

#include "engine/proof/checkpoint.hpp"
#include "events/codec/leaf.hpp"
#include "server/evidence/asking.hpp"

namespace forloeb {

/// Which log is asked about: that of events, or that of reads.
class ProofAsking {
  public:
    ProofAsking(AskFrame ask, wire::proofs::Log log) : ask_(std::move(ask)), log_(log) {}

    [[nodiscard]] Result<VerifierKey> key();
    struct SignedHead {
        std::string note;
        LogCheckpoint checkpoint;
    };
    /// As it is signed now, its signature checked by the key that the log names itself.
    [[nodiscard]] Result<SignedHead> checkpoint();

    struct Proven {
        LeafRecord leaf;
        std::string leaf_bytes;
        HashPath path;
    };
    /// One for each position, at most limits::proof_positions_max, verified against `head`.
    [[nodiscard]] Result<std::vector<Proven>> inclusion(const std::vector<Position>& positions, const TreeHead& head);
    /// That the log of `head` begins with the first `old` events; verified by whoever has their root.
    [[nodiscard]] Result<HashPath> consistency(Position old, const TreeHead& head);
    /// Leaf records from a position on, as many as come at a time.
    [[nodiscard]] Result<std::string> leaves(Position from, Position end);

  private:
    [[nodiscard]] Result<std::unique_ptr<FrameReader>> ask(FrameBuilder& request, wire::proofs::Reply::Which expected);

    AskFrame ask_;
    wire::proofs::Log log_;
};

}  // namespace forloeb
