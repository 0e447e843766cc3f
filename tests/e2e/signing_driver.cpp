// The engine's side of the signing check (signing_kill_test.py), which kills it: appends without pause and signs a checkpoint
// as often as the rules let it. A clock of its own runs two seconds at each look, for nobody signs twice within one.
//
//   signing_driver write DIR GIVEN   first compares the checkpoints in the file GIVEN with the log, and ends with 1 if one is not
//                                    of it; then says "ready", and a line "checkpoint SIZE ROOT NOTE" (root in hex, note in
//                                    base64) for each that it gives out, until it is killed
//   signing_driver check DIR GIVEN   the same comparison; then all leaf records in hex, one a line
#include <capnp/message.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "engine/engine.hpp"
#include "engine/log/stored_tree.hpp"
#include "engine/proof/base64.hpp"
#include "engine/proof/checkpoint.hpp"
#include "engine/sign/checkpoint_signer.hpp"
#include "events/codec/json.hpp"

using namespace forloeb;

namespace {

constexpr std::uint64_t in_flight_max = 8;
constexpr std::int64_t tick_micros = 2'000'000;

[[noreturn]] void end_with(const std::string& why) {
    std::fprintf(stderr, "signing_driver: %s\n", why.c_str());
    std::_Exit(1);
}
template <typename T>
T needed(Result<T> result) {
    if (!result) end_with(result.error().message);
    return std::move(*result);
}

Environment ticking() {
    Environment environment = Environment::system();
    environment.now = [ticks = std::make_shared<std::atomic<std::int64_t>>(environment.now().micros)] { return Instant{ticks->fetch_add(tick_micros)}; };
    environment.elapsed_micros = {};
    return environment;
}

/// Each checkpoint that was given out is signed by this log's key, and the log's first events give its root.
void compare(const Engine& engine, const VerifierKey& key, const char* file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string word, size, root, note;
        words >> word >> size >> root >> note;
        const auto text = from_base64(note);
        if (!text) end_with("a checkpoint was not kept whole");
        const LogCheckpoint given = needed(open_checkpoint(*text, key)).checkpoint;
        if (std::to_string(given.tree.size.value) != size || to_hex(given.tree.root) != root) end_with("a checkpoint says something else than was told of it");
        StoredTree tree = needed(engine.tree(given.tree.size));
        if (needed(tree.head()) != given.tree) end_with("the checkpoint of " + size + " events is not of this log");
    }
}

CheckedEvent noted(std::uint64_t number, bool opens) {
    const std::string citizen = Uuid::from_halves(0x0193'0000'0000'7000, 0x8000'0000'0000'0001).text();
    const std::string opening = R"({"type":"case.opened","occurredAt":"2026-01-05","actor":{"pseudonym":"k-1"},"payload":{"subject":")" + citizen + R"(","unit":"unit-1"},"personal":{"reason":"en grund"}})";
    const std::string note = R"({"type":"note.recorded","occurredAt":"2026-01-06","actor":{"pseudonym":"k-1"},"payload":{"kind":"telephone"},"personal":{"text":")" + std::string(number % 300, 't') + R"("}})";
    capnp::MallocMessageBuilder message;
    if (const Status decoded = HouseJson().decode_proposal(opens ? opening : note, message.initRoot<ProposedEvent>()); !decoded) end_with(decoded.error().message);
    return needed(check_proposal(message.getRoot<ProposedEvent>().asReader(), StreamKind::case_));
}

/// Appends to a case of this life, a few at a time, for ever.
void append_on(Engine& engine) {
    std::mutex mutex;
    std::condition_variable answered;
    std::uint64_t under_way = 0;
    const StreamId stream{StreamKind::case_, engine.new_id()};
    for (std::uint64_t number = 0;; ++number) {
        AppendRequest request;
        request.append_id = engine.new_id();
        request.writes.push_back({stream, {}});
        request.writes.back().events.push_back(noted(number, number == 0));
        std::unique_lock lock(mutex);
        answered.wait(lock, [&] { return under_way < in_flight_max; });
        ++under_way;
        lock.unlock();
        engine.append(std::move(request), [&](const AppendOutcome& outcome) {
            if (!outcome) end_with(outcome.error().message);
            const std::lock_guard answering(mutex);
            --under_way;
            answered.notify_one();
        });
    }
}

/// One write a line, so that a kill leaves none in pieces.
void sign_on(CheckpointSigner& signer) {
    for (std::string before;;) {
        const std::string note = needed(signer.checkpoint());
        if (note == before) continue;
        before = note;
        const LogCheckpoint checkpoint = needed(parse_checkpoint(needed(parse_note(note)).text));
        const std::string line = "checkpoint " + std::to_string(checkpoint.tree.size.value) + " " + to_hex(checkpoint.tree.root) + " " + to_base64(as_bytes(note)) + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) end_with("nobody listens");
    }
}

void print_leaves(const Engine& engine) {
    for (Position from{0}; from < engine.head().next;) {
        for (const LeafRecord& leaf : needed(engine.read_leaves(from, 4096))) {
            std::string record;
            encode_leaf(leaf, record);
            std::cout << to_hex(as_bytes(record)) << '\n';
            from = leaf.position.next();
        }
    }
}

}  // namespace

int main(int count, char** words) {
    const std::string verb = count > 2 ? words[1] : "";
    if (!(verb == "write" && count == 4) && !(verb == "check" && count == 4)) end_with("write DIR GIVEN, or check DIR GIVEN");
    EngineOptions options;
    options.data = std::filesystem::path(words[2]) / "data";
    options.space_floor = space_floor_min;
    const auto engine = needed(Engine::open(std::move(options), ticking()));
    CheckpointSigner signer(*engine);
    compare(*engine, needed(signer.verifier_key()), words[count - 1]);
    if (verb == "check") {
        print_leaves(*engine);
        return 0;
    }
    const std::string ready = "ready\n";
    if (::write(STDOUT_FILENO, ready.data(), ready.size()) < 0) return 1;
    std::thread(sign_on, std::ref(signer)).detach();
    append_on(*engine);
}
