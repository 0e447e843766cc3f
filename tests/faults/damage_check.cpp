#include "tests/faults/damage_check.hpp"

#include "engine/proof/sha256.hpp"

namespace forloeb::faults {
namespace {

Result<std::vector<Hash>> read_everything(const Engine& engine) {
    std::vector<Hash> hashes;
    for (Position from{0}; from < engine.head().next;) {
        FORLOEB_TRY(const Page page, engine.read_log(from, {}));
        if (page.events.empty()) return fail(ErrorKind::invalid, "an empty page that is no error");
        for (const EventView& event : page.events) hashes.push_back(sha256(event.bytes()));
        from = page.events.back().leaf().position.next();
    }
    return hashes;
}

Result<std::vector<Hash>> read_one(const Engine& engine, StreamId stream) {
    FORLOEB_TRY(const std::vector<EventView> events, engine.read_whole_stream(stream));
    std::vector<Hash> hashes;
    for (const EventView& event : events) hashes.push_back(sha256(event.bytes()));
    return hashes;
}

// One question: right, or named.
template <typename Answer>
void compare(const std::string& question, const Result<Answer>& before, const Result<Answer>& after,
             const NamesPlace& names_place, std::vector<Violation>& out) {
    if (after) {
        if (!before || *after != *before)
            out.push_back({"C10", question + " is answered with other events than before"});
        return;
    }
    const Error& error = after.error();
    if (error.kind != ErrorKind::damaged && error.kind != ErrorKind::storage)
        out.push_back({"C10", question + " fails, but not as damage: " + error.message});
    else if (error.message.empty() || (names_place && !names_place(error)))
        out.push_back({"C10", question + " fails without saying where: " + error.message});
}

std::string named(StreamId stream) { return "stream " + stream.id.text(); }

}  // namespace

Answers ask_everything(const Engine& engine, const std::set<StreamId>& streams) {
    Answers answers;
    answers.log = read_everything(engine);
    for (const StreamId& stream : streams) answers.streams.emplace(stream, read_one(engine, stream));
    for (const StreamKind kind : {StreamKind::case_, StreamKind::person})
        answers.listed.emplace(kind, engine.list_streams(kind, Uuid(), 100'000));
    answers.root = engine.recompute_root(engine.head().next);
    return answers;
}

std::vector<Violation> check_damage(const Answers& before, const Answers& after, const NamesPlace& names_place) {
    std::vector<Violation> out;
    compare("the log", before.log, after.log, names_place, out);
    for (const auto& [stream, answer] : before.streams)
        compare(named(stream), answer, after.streams.at(stream), names_place, out);
    for (const auto& [kind, answer] : before.listed)
        compare("the list of streams", answer, after.listed.at(kind), names_place, out);
    compare("the root", before.root, after.root, names_place, out);
    return out;
}

std::vector<Violation> check_neighbours(const Answers& before, const Answers& after,
                                        const std::set<StreamId>& touched) {
    std::vector<Violation> out;
    for (const auto& [stream, answer] : before.streams) {
        const auto& now = after.streams.at(stream);
        if (!touched.contains(stream) && (!now || !answer || *now != *answer))
            out.push_back({"C11", named(stream) + " is not served although it was not touched"});
    }
    return out;
}

std::size_t errors_in(const Answers& answers) {
    std::size_t errors = !answers.log + !answers.root;
    for (const auto& [stream, answer] : answers.streams) errors += !answer;
    for (const auto& [kind, answer] : answers.listed) errors += !answer;
    return errors;
}

}  // namespace forloeb::faults
