// The engine's side of the as-of check (as_of_test.py): writes random histories through the engine and, in another
// process, answers pairs of dates from what is on the disk.
//
//   as_of_driver write DIR SEED CASES EVENTS   fills DIR/data; writes DIR/<n>.ndjson per case and DIR/governance.ndjson
//   as_of_driver answer DIR CASE PAIRS         one JSON line per line of PAIRS: the events that Engine::history says hold
//
// The histories are late, corrected, moved, retracted and un-retracted, imported and with imports retracted, over two
// years of the engine's clock with both changes of summer time in each; many events share an instant.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include "engine/engine.hpp"
#include "events/codec/json.hpp"
#include "events/schema/correction.capnp.h"

using namespace forloeb;

namespace {

constexpr std::int64_t day_micros = 86'400'000'000;
constexpr std::uint64_t batches = 4;

[[noreturn]] void give_up(const Error& error) {
    std::fprintf(stderr, "as_of_driver: %s %s\n", error.message.c_str(), error.field.c_str());
    std::exit(1);
}
template <typename T>
T must(Result<T> result) {
    if (!result) give_up(result.error());
    return std::move(*result);
}

Uuid numbered(std::uint64_t number) { return Uuid::from_halves(0x0193'0000'0000'7000, 0x8000'0000'0000'0000 | number); }
StreamId case_stream(std::uint64_t number) { return {StreamKind::case_, numbered(number)}; }
StreamId governance_stream() { return {StreamKind::governance, numbered(0xface)}; }
Uuid batch(std::uint64_t number) { return numbered(0xba7c4'0000 + number); }

class Story {
  public:
    Story(const std::filesystem::path& folder, std::uint32_t seed) : random_(seed) {
        Environment environment = Environment::system();
        environment.now = [this] { return Instant{now_}; };
        environment.elapsed_micros = {};
        EngineOptions options;
        options.data = folder / "data";
        engine_ = must(Engine::open(std::move(options), std::move(environment)));
    }

    void tell(std::uint64_t cases, std::uint64_t events) {
        for (std::uint64_t number = 0; number < cases; ++number)
            add(case_stream(number), "case.opened",
                R"({"subject":")" + numbered(number + 1000).text() + R"(","unit":"unit-1"})");
        for (std::uint64_t i = 0; i < cases * events; ++i) {
            if (below(3) != 0)
                now_ += static_cast<std::int64_t>(below(1000)) * day_micros * 730 /
                        static_cast<std::int64_t>(cases * events) / 330;
            const StreamId stream = case_stream(below(cases));
            switch (below(8)) {
                case 0:
                case 1: correct(stream); break;
                case 2: retract(stream); break;
                default: add_one(stream); break;
            }
            if (below(cases * events / 3) == 0)
                add(governance_stream(), "import.retracted",
                    R"({"batch":")" + batch(below(batches)).text() + R"(","reason":"wrong_file"})");
        }
    }

    [[nodiscard]] const Engine& engine() const { return *engine_; }

  private:
    struct Told {
        Uuid id;
        std::string type;
    };

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    // Around the engine's now, mostly in the past: late registration is normal.
    std::string some_time() {
        const Instant at{now_ + (static_cast<std::int64_t>(below(130)) - 120) * day_micros};
        const std::string day = format_date(local_date(at));
        static const char* const offsets[] = {"+01:00", "+02:00", "Z", "-05:00"};
        switch (below(10)) {
            case 0:
            case 1: return day.substr(0, 7);
            case 2:
            case 3: return day;
            case 4: return day + "T00:00:00+01:00";
            default: {
                char clock[32];
                std::snprintf(clock, sizeof clock, "T%02u:%02u:00", static_cast<unsigned>(below(24)),
                              static_cast<unsigned>(below(4)) * 15);
                return day + clock + offsets[below(4)];
            }
        }
    }

    std::string payload(const std::string& type) {
        if (type == "contact.held") return R"({"channel":"sms","minutes":)" + std::to_string(below(90)) + "}";
        if (type == "goal.agreed") return R"({"goal":"g)" + std::to_string(below(1'000'000)) + R"("})";
        return R"({"kind":"telephone"})";
    }

    void add_one(StreamId stream) {
        static const char* const types[] = {"contact.held", "goal.agreed", "note.recorded"};
        const std::string type = types[below(3)];
        add(stream, type, payload(type));
    }

    void correct(StreamId stream) {
        const Told& target = earlier(stream);
        static const char* const types[] = {"contact.held", "goal.agreed", "note.recorded"};
        const bool of_an_event = target.type == types[0] || target.type == types[1] || target.type == types[2];
        const std::string type =
            of_an_event && below(8) != 0 ? target.type : types[below(3)];  // now and then of the wrong type
        const std::string moved = below(2) == 0 ? some_time() : "";
        add(stream, "event.corrected",
            R"({"target":")" + target.id.text() + R"(","targetType":")" + type +
                R"(","reason":"typing_error","payload":)" + payload(type) +
                (moved.empty() ? "}" : R"(,"occurredAt":")" + moved + R"("})"));
    }

    void retract(StreamId stream) {
        add(stream, "event.retracted", R"({"target":")" + earlier(stream).id.text() + R"(","reason":"wrong_case"})");
    }

    const Told& earlier(StreamId stream) {
        const auto& told = told_[stream];
        // Often a recent one, so that corrections of corrections and retractions of retractions come up.
        return below(2) == 0 ? told[below(told.size())]
                             : told[told.size() - 1 - below(std::min<std::uint64_t>(told.size(), 5))];
    }

    void add(StreamId stream, const std::string& type, const std::string& payload_json) {
        std::string json =
            R"({"type":")" + type + R"(","actor":{"pseudonym":"k-1"},"occurredAt":")" + some_time() + R"(",)";
        if (stream.kind == StreamKind::case_ && type != "case.opened" && below(3) == 0)
            json += R"("source":{"system":"x","position":1,"batch":")" + batch(below(batches)).text() + R"("},)";
        json += R"("payload":)" + payload_json + "}";
        capnp::MallocMessageBuilder message;
        if (const Status decoded = json_.decode_proposal(json, message.initRoot<ProposedEvent>()); !decoded)
            give_up(decoded.error());
        AppendRequest request;
        request.append_id = numbered(0x5e9d'0000'0000 + ++appends_);
        request.imported = true;  // the history is absurd on purpose: rules mark it instead of refusing it
        StreamEvents write{stream, {}};
        write.events.push_back(must(check_proposal(message.getRoot<ProposedEvent>().asReader(), stream.kind)));
        request.writes.push_back(std::move(write));
        must(engine_->append_and_wait(std::move(request)));
        told_[stream].push_back({derive_event_id(numbered(0x5e9d'0000'0000 + appends_), 0), type});
    }

    std::mt19937_64 random_;
    std::int64_t now_ = 1'704'100'000'000'000;  // 2024-01-01
    std::unique_ptr<Engine> engine_;
    HouseJson json_;
    std::uint64_t appends_ = 0;
    std::map<StreamId, std::vector<Told>> told_;
};

std::string id_text(Id16::Reader id) { return Uuid::from_halves(id.getHigh(), id.getLow()).text(); }

// One event as the oracle reads it. Codes, ids and times only: nothing needs escaping.
std::string line_of(const EventView& event) {
    const LeafRecord& leaf = event.leaf();
    std::ostringstream line;
    line << R"({"position":)" << leaf.position.value << R"(,"version":)" << leaf.version.value << R"(,"type":")"
         << event.type().name << R"(","eventId":")" << leaf.event_id.text() << R"(","recordedAt":")"
         << format_instant(leaf.recorded_at) << R"(","occurredAt":")" << format_when(event.occurred()) << '"';
    if (event.envelope().hasSource())
        line << R"(,"source":{"batch":")" << id_text(event.envelope().getSource().getBatch()) << "\"}";
    if (event.is<EventCorrected>()) {
        const auto payload = event.as<EventCorrected>();
        line << R"(,"payload":{"target":")" << id_text(payload.getTarget()) << R"(","targetType":")"
             << payload.getTargetType().cStr() << R"(","occurredAt":")"
             << format_when(read_moment(payload.getOccurredAt())) << "\"}";
    }
    if (event.is<EventRetracted>())
        line << R"(,"payload":{"target":")" << id_text(event.as<EventRetracted>().getTarget()) << "\"}";
    if (event.is<ImportRetracted>())
        line << R"(,"payload":{"batch":")" << id_text(event.as<ImportRetracted>().getBatch()) << "\"}";
    line << "}";
    return line.str();
}

void write_stream(const Engine& engine, StreamId stream, const std::filesystem::path& file) {
    std::ofstream out(file);
    for (const EventView& event : must(engine.read_whole_stream(stream))) out << line_of(event) << '\n';
    if (!out.flush()) give_up(Error{ErrorKind::storage, "cannot write " + file.filename().string(), {}, {}});
}

std::optional<Instant> bound(const std::string& text) {
    return text == "-" ? std::nullopt : std::optional(must(parse_as_of(text)));
}

void answer(const std::filesystem::path& folder, std::uint64_t case_number, const std::filesystem::path& pairs) {
    EngineOptions options;
    options.data = folder / "data";
    options.create = false;
    const auto engine = must(Engine::open(std::move(options), Environment::system()));
    std::ifstream in(pairs);
    for (std::string occurred_by, known_at; in >> occurred_by >> known_at;) {
        const History history =
            must(engine->history(case_stream(case_number), {bound(occurred_by), bound(known_at), Clock::recorded}));
        std::cout << R"({"occurredBy":")" << occurred_by << R"(","knownAt":")" << known_at << R"(","events":[)";
        const char* comma = "";
        for (const EffectiveEvent& event : history.effective) {
            std::cout << comma << '"' << event.leaf().event_id.text() << '"';
            comma = ",";
        }
        std::cout << R"(],"corrected":)" << history.corrected << R"(,"retracted":)" << history.retracted << "}\n";
    }
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() == 5 && arguments[0] == "write") {
        Story story(arguments[1], static_cast<std::uint32_t>(std::stoul(arguments[2])));
        const std::uint64_t cases = std::stoull(arguments[3]);
        story.tell(cases, std::stoull(arguments[4]));
        for (std::uint64_t number = 0; number < cases; ++number)
            write_stream(story.engine(), case_stream(number),
                         std::filesystem::path(arguments[1]) / (std::to_string(number) + ".ndjson"));
        write_stream(story.engine(), governance_stream(), std::filesystem::path(arguments[1]) / "governance.ndjson");
        return 0;
    }
    if (arguments.size() == 4 && arguments[0] == "answer") {
        answer(arguments[1], std::stoull(arguments[2]), arguments[3]);
        return 0;
    }
    std::fputs("usage: as_of_driver write DIR SEED CASES EVENTS | answer DIR CASE PAIRS\n", stderr);
    return 2;
}
