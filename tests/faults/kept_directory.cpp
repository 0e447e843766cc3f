#include "tests/faults/kept_directory.hpp"

#include <doctest/doctest.h>

#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"
#include "tests/faults/dice.hpp"

namespace forloeb::faults {
namespace {

namespace fs = std::filesystem;
using namespace forloeb::testing;

constexpr std::size_t cases = 40;
constexpr std::size_t appends = 400;
constexpr std::size_t contacts_each = 11;
// A start reads the newest events in full; the cases that are not among them are met by readers first.
constexpr std::size_t appends_to_all = 340;
constexpr std::size_t cases_active_last = 10;
constexpr std::size_t sessions = 6;  // each start flushes: table files, and compactions of them

Environment quiet_environment() {
    Environment environment = Environment::system();
    environment.on_storage_failure = [](const Error&) {};
    return environment;
}

EngineOptions options_at(const fs::path& directory) {
    EngineOptions options;
    options.data = directory / "data";
    return options;
}

std::string text_of(std::size_t number) {
    Dice dice(number + 77);
    std::string text;
    for (std::size_t i = 0; i < 10 + dice.below(40); ++i) text += std::to_string(dice.next());
    return text;
}

/// The same request for the same number, so that it can be sent again.
AppendRequest append_of(std::size_t number) {
    const StreamId stream = case_stream(number % (number < appends_to_all ? cases : cases_active_last));
    CheckedEvent note = event_with_personal<NoteRecorded, NoteRecordedPersonal>(
        "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("k"); },
        [number](NoteRecordedPersonal::Builder personal) { personal.setText(text_of(number)); });
    AppendRequest append = number < cases ? request(number, on(stream, opened(number), std::move(note))) : request(number, on(stream, std::move(note)));
    for (std::size_t i = 0; i < contacts_each; ++i) append.writes.front().events.push_back(contact());
    if (number < cases) append.bindings.push_back({"case", "sag-" + std::to_string(number), stream});
    return append;
}

void write_appends(Engine& engine, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const auto stored = engine.append_and_wait(append_of(i));
        REQUIRE_MESSAGE(stored.has_value(), stored.error().message);
    }
}

}  // namespace

void copy_directory(const fs::path& from, const fs::path& to) {
    for (const char* name : {"data", "data.keys"}) {
        fs::remove_all(to / name);
        fs::copy(from / name, to / name, fs::copy_options::recursive);
    }
}

KeptDirectory::KeptDirectory() {
    for (std::size_t session = 0; session < sessions; ++session) {
        auto engine = Engine::open(options_at(directory_.path()), quiet_environment());
        REQUIRE_MESSAGE(engine.has_value(), engine.error().message);
        const std::size_t from = appends * session / sessions, to = appends * (session + 1) / sessions;
        const bool last = session + 1 == sessions;
        write_appends(**engine, from, last ? (from + to) / 2 : to);
        if (!last) continue;
        copy_directory(directory_.path(), earlier_.path());
        write_appends(**engine, (from + to) / 2, to);
        std::set<StreamId> all;
        for (std::size_t i = 0; i < cases; ++i) all.insert(case_stream(i));
        truth_ = ask_everything(**engine, all);
        head_ = (*engine)->head().next;
        for (std::size_t i = 0; i < cases; ++i) histories_.push_back((*engine)->history(case_stream(i), {})->effective.size());
    }
}

void KeptDirectory::copy_to(const Copy& copy) const { copy_directory(directory_.path(), copy.directory.path()); }

Aftermath KeptDirectory::ask(const Copy& copy, const std::function<void()>& strike) const {
    Aftermath out;
    EngineOptions options = options_at(copy.directory.path());
    options.create = false;
    const auto engine = Engine::open(options, quiet_environment());
    if (!engine) {
        out.refused = true;
        if (engine.error().message.empty()) out.violations.push_back({"C10", "refused without a word"});
        return out;
    }
    if (strike) strike();
    std::set<StreamId> asked;
    for (const auto& [stream, answer] : truth_.streams) asked.insert(stream);
    const Answers now = ask_everything(**engine, asked);
    out.violations = check_damage(truth_, now);
    out.errors = errors_in(now);
    for (const auto& [stream, answer] : now.streams) out.served += answer.has_value();
    if ((*engine)->head().next != head_)
        out.violations.push_back({"C10", "opened with " + std::to_string((*engine)->head().next.value) + " events of " + std::to_string(head_.value)});
    ask_for_details(**engine, out);
    return out;
}

// Folds, bound names, sealed text, and appends sent again.
void KeptDirectory::ask_for_details(Engine& engine, Aftermath& out) const {
    const auto lie = [&out](std::size_t number, const char* what) { out.violations.push_back({"C10", "case " + std::to_string(number) + ": " + what}); };
    for (std::size_t i = 0; i < cases; ++i) {
        const auto history = engine.history(case_stream(i), {});
        if (history && history->effective.size() != histories_[i]) lie(i, "another fold than before");
        const auto bound = engine.lookup("case", "sag-" + std::to_string(i));
        if (bound && *bound != case_stream(i)) lie(i, "a bound name is not found");
        const auto page = engine.read_stream(case_stream(i), {2}, Direction::forwards, {1, 1 << 20});
        const auto parts = page && page->events.size() == 1 ? engine.unseal(page->events[0], testing::test_receipt()) : Result<std::vector<UnsealedPart>>(fail(ErrorKind::damaged, "not read"));
        if (parts && (parts->size() != 1 || MessageReader(parts->front().fields).root<NoteRecordedPersonal>().getText() != text_of(i))) lie(i, "another sealed text than before");
        out.errors += !history + !bound;
    }
    for (std::size_t i = 0; i < appends; i += 17) {
        const auto again = engine.append_and_wait(append_of(i));
        if (again && !again->repeated) lie(i, "an append sent again was stored twice");
        out.errors += !again;
    }
}

}  // namespace forloeb::faults
