// Requests for proofs (server/protocol/proofs.capnp): signed checkpoints, inclusion and consistency proofs, leaves, and which
// keys a stream's sealed parts need. Hashes and leaves only: nothing is unsealed here. Any thread but the append thread.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "engine/sign/checkpoint_signer.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

class ProofRequests {
  public:
    /// `reads`: the log of who read what, opened when it is asked for; empty where none is kept.
    explicit ProofRequests(const Engine& events, std::function<Result<Engine*>()> reads = {}) : events_(events), open_reads_(std::move(reads)) {}

    /// Fills `reply` or says why not.
    [[nodiscard]] Status answer(wire::proofs::Request::Reader request, wire::Frame::Builder reply);

  private:
    struct SignedLog {
        explicit SignedLog(const Engine& of) : engine(of), signer(of) {}
        const Engine& engine;
        CheckpointSigner signer;
    };
    [[nodiscard]] Result<SignedLog*> log(wire::proofs::Log which);

    SignedLog events_;
    std::function<Result<Engine*>()> open_reads_;
    std::mutex mutex_;  // guards reads_ while it is made
    std::optional<SignedLog> reads_;
};

}  // namespace forloeb
