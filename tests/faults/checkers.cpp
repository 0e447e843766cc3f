#include "tests/faults/checkers.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/proof/sha256.hpp"

namespace forloeb::faults {
namespace {

using Violations = std::vector<Violation>;

std::string at(Position position) { return "position " + std::to_string(position.value); }
std::string named(const Entry& entry) { return "append " + entry.plan.append_id.text(); }

// Where each event id stands, first place only; C5 tells of a second one.
using Places = std::unordered_map<Uuid, Position>;

struct FoundAppend {
    const Entry* entry;
    std::size_t present = 0;  // of its events
    Position first;           // of its first event, if that is there
};

std::vector<FoundAppend> find_appends(const Ledger& ledger, const Places& places) {
    std::vector<FoundAppend> found;
    for (const Entry& entry : ledger) {
        FoundAppend append{&entry, 0, {}};
        for (const ExpectedEvent& event : entry.expected) append.present += places.contains(event.event_id);
        if (const auto first = places.find(entry.expected.front().event_id); first != places.end())
            append.first = first->second;
        found.push_back(std::move(append));
    }
    return found;
}

void check_gapless(const LogImage& image, Violations& out) {
    if (image.head.next.value != image.events.size())
        out.push_back({"C2", "the head says " + std::to_string(image.head.next.value) + " events, the log holds " +
                                 std::to_string(image.events.size())});
    std::map<StreamId, std::vector<const LeafRecord*>> streams;
    for (std::size_t i = 0; i < image.events.size(); ++i) {
        const LeafRecord& leaf = image.events[i].leaf;
        if (leaf.position.value != i)
            out.push_back({"C2", at(leaf.position) + " stands where " + std::to_string(i) + " is due"});
        auto& stream = streams[leaf.stream];
        if (leaf.version.value != stream.size() + 1)
            out.push_back({"C2", at(leaf.position) + " has version " + std::to_string(leaf.version.value) +
                                     " of its stream, " + std::to_string(stream.size() + 1) + " is due"});
        stream.push_back(&leaf);
    }
    if (streams.size() != image.streams.size())
        out.push_back({"C2", "the streams' own copies are of other streams than the log's"});
    for (const auto& [id, leaves] : streams) {
        const auto copy = image.streams.find(id);
        const bool same = copy != image.streams.end() &&
                          std::ranges::equal(leaves, copy->second, [](const LeafRecord* leaf, const LeafRecord& other) {
                              return *leaf == other;
                          });
        if (!same) out.push_back({"C2", "the own copy of stream " + id.id.text() + " is not what the log says"});
    }
}

Places check_ids(const LogImage& image, const Ledger& ledger, Violations& out) {
    Places places;
    for (const LoggedEvent& event : image.events)
        if (!places.emplace(event.leaf.event_id, event.leaf.position).second)
            out.push_back({"C5", at(event.leaf.position) + " repeats the event of " + at(places[event.leaf.event_id])});
    std::size_t sent = 0;
    for (const Entry& entry : ledger)
        for (const ExpectedEvent& event : entry.expected) sent += places.contains(event.event_id);
    if (sent != places.size())
        out.push_back({"C5", std::to_string(places.size() - sent) + " events are there that nobody sent"});
    return places;
}

void check_contents(const LogImage& image, const FoundAppend& append, Violations& out) {
    std::size_t place = append.first.value;
    for (const ExpectedEvent& expected : append.entry->expected) {
        if (place >= image.events.size()) return;  // C4 has told
        const LoggedEvent& event = image.events[place++];
        if (event.leaf.event_id != expected.event_id) return;
        if (event.leaf.stream != expected.stream || event.clear != expected.clear)
            out.push_back({"C1", at(event.leaf.position) + " does not hold the bytes that were sent"});
        if (event.text != expected.text)
            out.push_back({"C1", "the sealed text at " + at(event.leaf.position) + " is not the one that was sent"});
    }
}

void check_whole(const LogImage& image, const FoundAppend& append, Violations& out) {
    if (append.present == 0) return;
    bool whole = append.present == append.entry->expected.size();
    for (std::size_t i = 0; whole && i < append.entry->expected.size(); ++i) {
        const std::size_t place = append.first.value + i;
        whole = place < image.events.size() && image.events[place].leaf.event_id == append.entry->expected[i].event_id;
    }
    if (!whole)
        out.push_back({"C4", named(*append.entry) + ": " + std::to_string(append.present) + " of " +
                                 std::to_string(append.entry->expected.size()) +
                                 " events are there, or not side by side"});
}

// An identifier is bound by the append that is there, and by nothing else. Only those that were read: read_bindings.
void check_bindings(const LogImage& image, std::span<const FoundAppend> appends, Violations& out) {
    std::map<Identifier, StreamId> due;
    for (const FoundAppend& append : appends)
        for (const IdentifierBinding& binding : append.entry->plan.bindings)
            if (append.present > 0) due.emplace(Identifier(binding.scope, binding.identifier), binding.stream);
    for (const auto& [identifier, stream] : image.bound) {
        const auto expected = due.find(identifier);
        if (stream.has_value() != (expected != due.end()) || (stream && *stream != expected->second))
            out.push_back(
                {"C4",
                 "the identifier of an append is bound without it, not bound with it, or bound to another stream"});
    }
}

void check_answers(const FoundAppend& append, Violations& out) {
    const Entry& entry = *append.entry;
    bool acknowledged = false;
    for (const Attempt& attempt : entry.attempts) {
        if (!attempt.outcome) continue;
        acknowledged = true;
        if (append.present == 0)
            out.push_back(
                {"C1", named(entry) + " was acknowledged at " + at(attempt.outcome->first) + " and is not there"});
        else if (attempt.outcome->first != append.first || attempt.outcome->count != append.entry->expected.size())
            out.push_back({"C1", named(entry) + " was acknowledged at " + at(attempt.outcome->first) +
                                     " and stands at " + at(append.first)});
    }
    if (!acknowledged && !entry.is_unknown() && append.present > 0)
        out.push_back({"C7", named(entry) + " was refused and is there at " + at(append.first)});
}

void check_expectations(const LogImage& image, const FoundAppend& append, Violations& out) {
    if (append.present != append.entry->expected.size()) return;
    for (const Expectation& expected : append.entry->plan.expectations) {
        std::uint64_t before = 0;  // events of that stream when this append was sequenced
        if (const auto copy = image.streams.find(expected.stream); copy != image.streams.end())
            before = static_cast<std::uint64_t>(std::ranges::count_if(
                copy->second, [&](const LeafRecord& leaf) { return leaf.position < append.first; }));
        if (before != expected.version.value)
            out.push_back({"C6", named(*append.entry) + " expected " + std::to_string(expected.version.value) +
                                     " events and was stored after " + std::to_string(before)});
    }
}

void check_order(std::span<const FoundAppend> appends, Violations& out) {
    struct Moment {
        std::uint64_t tick;
        const FoundAppend* append;
        bool is_answer;
    };
    std::vector<Moment> moments;
    for (const FoundAppend& append : appends) {
        const Attempt* stored = append.entry->stored();
        if (stored == nullptr || append.present == 0) continue;
        moments.push_back({append.entry->attempts.front().sent, &append, false});
        moments.push_back({stored->answered, &append, true});
    }
    std::ranges::sort(moments, {}, &Moment::tick);
    const FoundAppend* newest = nullptr;  // acknowledged so far, by position
    for (const Moment& moment : moments) {
        if (!moment.is_answer && newest != nullptr && moment.append->first < newest->first)
            out.push_back(
                {"C3", named(*moment.append->entry) + " stands before one that was acknowledged before it was sent"});
        if (moment.is_answer && (newest == nullptr || newest->first < moment.append->first)) newest = moment.append;
    }
}

// RFC 6962 section 2.1, word for word: MTH of a list of leaf hashes.
Hash tree_head(std::span<const Hash> leaves) {
    if (leaves.empty()) return sha256(ByteSpan());
    if (leaves.size() == 1) return leaves.front();
    std::size_t split = 1;
    while (split * 2 < leaves.size()) split *= 2;
    const Byte one = 1;
    const Hash left = tree_head(leaves.first(split)), right = tree_head(leaves.subspan(split));
    return sha256({ByteSpan(&one, 1), ByteSpan(left), ByteSpan(right)});
}

void check_tree(const LogImage& image, Violations& out) {
    std::vector<Hash> leaves;
    std::map<StreamId, Hash> newest;
    for (const LoggedEvent& event : image.events) {
        if (event.leaf.payload_hash != event.stored_hash)
            out.push_back({"C14", at(event.leaf.position) + " does not hold the bytes its leaf names"});
        if (event.leaf.previous != newest[event.leaf.stream])
            out.push_back({"C14", at(event.leaf.position) + " does not name the leaf before it"});
        std::string leaf(1, '\0');  // RFC 6962: 0x00 before a leaf
        encode_leaf(event.leaf, leaf);
        leaves.push_back(sha256(as_bytes(leaf)));
        newest[event.leaf.stream] = leaves.back();
    }
    const Hash root = tree_head(leaves);
    if (root != image.head.root) out.push_back({"C14", "the root of the head is not that of the leaves"});
    if (root != image.recomputed_root)
        out.push_back({"C14", "the root that the engine recomputes is not that of the leaves"});
}

}  // namespace

std::vector<Violation> check(const LogImage& image, const Ledger& ledger) {
    Violations out;
    check_gapless(image, out);
    const Places places = check_ids(image, ledger, out);
    const std::vector<FoundAppend> appends = find_appends(ledger, places);
    for (const FoundAppend& append : appends) {
        check_answers(append, out);
        check_whole(image, append, out);
        if (append.present > 0) check_contents(image, append, out);
        check_expectations(image, append, out);
    }
    check_bindings(image, appends, out);
    check_order(appends, out);
    check_tree(image, out);
    return out;
}

std::vector<Violation> check_kept(const LogImage& image, std::span<const LoggedEvent> shown) {
    Violations out;
    if (image.events.size() < shown.size())
        out.push_back({"kept", std::to_string(shown.size()) + " events were shown to readers, " +
                                   std::to_string(image.events.size()) + " are there"});
    for (std::size_t i = 0; i < std::min(image.events.size(), shown.size()); ++i)
        if (image.events[i].leaf != shown[i].leaf || image.events[i].stored_hash != shown[i].stored_hash)
            out.push_back({"kept", at(shown[i].leaf.position) + " is not what a reader was shown there"});
    return out;
}

std::vector<Violation> check_published(const Engine& engine, const LogHead& published) {
    const Position next = engine.head().next;
    if (next < published.next)
        return {{"kept", "the head was published up to " + std::to_string(published.next.value) + ", " +
                             std::to_string(next.value) + " events came back"}};
    const auto root = engine.recompute_root(published.next);
    if (published.next.value > 0 && root && *root != published.root)
        return {{"kept", "what came back is not the prefix whose root was published"}};
    return {};
}

std::string told(std::span<const Violation> violations) {
    constexpr std::size_t shown_max = 12;
    std::string text = std::to_string(violations.size()) + " violations";
    for (const Violation& violation : violations.first(std::min(violations.size(), shown_max)))
        text += "\n  " + violation.checker + ": " + violation.what;
    return text;
}

}  // namespace forloeb::faults
