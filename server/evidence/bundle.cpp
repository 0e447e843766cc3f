#include "server/evidence/bundle.hpp"

#include <algorithm>
#include <functional>

#include "engine/proof/merkle.hpp"
#include "engine/proof/proof_file.hpp"
#include "engine/proof/sha256.hpp"
#include "events/schema/governance.capnp.h"
#include "server/http/json_text.hpp"
#include "server/evidence/bundle_readme.hpp"
#include "server/evidence/files.hpp"
#include "server/evidence/stream_chains.hpp"
#include "server/evidence/event_json.hpp"

namespace forloeb {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;  // by name within the bundle

constexpr const char* sums_name = "SHA256SUMS";

tl::unexpected<Error> different(const std::string& file, const std::string& what) { return fail(ErrorKind::damaged, file + ": " + what + "."); }

/// The files of an event without their ending: "events/000001".
std::string event_name(const std::string& folder, std::uint64_t number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return folder + "/" + digits;
}

void add_events(Files& files, const std::string& folder, const std::vector<BundledEvent>& events) {
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::string name = event_name(folder, i + 1);
        files[name + ".leaf"] = events[i].leaf;
        files[name + ".event"] = events[i].stored;
        files[name + ".tlog-proof"] = events[i].proof;
    }
}

/// What a payload.purged says is left of the events it names.
Status learn_remainders(const LeafRecord& leaf, const std::string& stored, Remainders& remainders) {
    FORLOEB_TRY(const EventView event, EventView::open(leaf, as_bytes(stored)));
    if (!event.is<PayloadPurged>()) return fail(ErrorKind::damaged, "it is no order to purge");
    const auto purge = event.as<PayloadPurged>();
    const auto events = purge.getEvents();
    const auto left = purge.getRemainders();
    for (capnp::uint i = 0; i < events.size() && i < left.size(); ++i)
        remainders[Uuid::from_halves(events[i].getHigh(), events[i].getLow())] = std::string(left[i].begin(), left[i].end());
    return {};
}

Result<std::string> index_of(const LogCheckpoint& checkpoint, const std::vector<BundledEvent>& events) {
    std::string out = JsonLine('{').text("format", "forloeb-bundle/1").text("origin", checkpoint.origin).text("events_in_log", std::to_string(checkpoint.tree.size.value)).str();
    out.back() = ',';
    out.append("\"events\":[");
    for (std::size_t i = 0; i < events.size(); ++i) {
        FORLOEB_TRY(const LeafRecord leaf, decode_leaf(as_bytes(events[i].leaf)));
        FORLOEB_TRY(const EventView event, EventView::open(leaf, as_bytes(events[i].stored)));
        out.append(i == 0 ? "\n" : ",\n")
            .append(JsonLine('{')
                        .text("file", event_name("events", i + 1))
                        .yes_no("purged", leaf.payload_hash != sha256(as_bytes(events[i].stored)))
                        .raw("stored", event_json(event))
                        .str());
    }
    return out.append("\n]}\n");
}

std::string keys_text(const std::vector<SealingKey>& keys) {
    std::string out = "{\"keys\":[";
    for (std::size_t i = 0; i < keys.size(); ++i)
        out.append(i == 0 ? "\n" : ",\n").append(JsonLine('{')
                                                     .text("subject", keys[i].subject)
                                                     .text("class", keys[i].sensitivity)
                                                     .number("generation", keys[i].generation)
                                                     .text("id", keys[i].id)
                                                     .text("state", keys[i].state)
                                                     .str());
    return out.append("\n]}\n");
}

std::string sums_of(const Files& files) {
    std::string out;
    for (const auto& [name, content] : files) out.append(to_hex(sha256(as_bytes(content)))).append("  ").append(name).append("\n");
    return out;
}

/// Every file the bundle has, by name; links and folders beside them are none.
Result<Files> read_files(const fs::path& folder) {
    Files files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->is_directory(error) && !at->is_symlink(error)) continue;
        const std::string name = at->path().lexically_relative(folder).generic_string();
        if (at->is_symlink(error)) return different(name, "it is a link: evidence is copied, not pointed to");
        FORLOEB_TRY(files[name], read_evidence(at->path()));
    }
    if (error || files.empty()) return different(folder.string(), "there is no bundle, or it cannot be read");
    return files;
}

class BundleCheck {
  public:
    BundleCheck(const fs::path& folder, const std::optional<VerifierKey>& known, BundleReport& report) : folder_(folder), known_(known), report_(report) {}

    Status run() {
        FORLOEB_TRY(files_, read_files(folder_));
        FORLOEB_CHECK(check_sums());
        FORLOEB_CHECK(check_signature());
        FORLOEB_CHECK(check_events());
        FORLOEB_TRY(const std::string index, index_of(report_.checkpoint, events_));
        if (index != files_["index.json"]) return different("index.json", "it does not say what the events say");
        return {};
    }

  private:
    Status check_sums() {
        const auto sums = files_.extract(sums_name);
        if (sums.empty()) return different(sums_name, "it is not there");
        std::map<std::string, std::string> listed;
        for (std::string_view rest = sums.mapped(); !rest.empty();) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
            if (line.size() < 67 || line.substr(64, 2) != "  ") return different(sums_name, "a line is not a digest and a name");
            listed.emplace(line.substr(66), line.substr(0, 64));
        }
        for (const auto& [name, digest] : listed) {
            const auto file = files_.find(name);
            if (file == files_.end()) return different(name, "it is not there");
            if (to_hex(sha256(as_bytes(file->second))) != digest) return different(name, "it is not the file that SHA256SUMS was written for");
        }
        for (const auto& [name, content] : files_)
            if (!listed.contains(name)) return different(name, "it is not part of the bundle: SHA256SUMS does not name it");
        return {};
    }

    Status check_signature() {
        const std::string& line = files_["verifier-key"];
        const auto key = parse_verifier_key(std::string_view(line).substr(0, line.find('\n')));
        if (!key || key->text() + "\n" != line) return different("verifier-key", "it is not a verifier key");
        if (known_ && *known_ != *key) return different("verifier-key", "it is not the key that was given with --key");
        if (files_["verifier-key.pem"] != public_key_pem(key->key)) return different("verifier-key.pem", "it is not the key in verifier-key");
        report_.key_is_known = known_.has_value();
        auto opened = open_checkpoint(files_["checkpoint"], *key);
        if (!opened) return different("checkpoint", opened.error().message);
        report_.checkpoint = std::move(opened->checkpoint);
        return {};
    }

    /// Calls `take` with each event of a folder, in order; the number of events.
    Result<std::uint64_t> each(const std::string& folder, const std::function<Status(const BundledEvent&)>& take) {
        std::uint64_t count = 0;
        for (; files_.contains(event_name(folder, count + 1) + ".leaf"); ++count) {
            const std::string name = event_name(folder, count + 1);
            const Status taken = take({files_[name + ".leaf"], files_[name + ".event"], files_[name + ".tlog-proof"]});
            if (!taken) return different(name, taken.error().message);
        }
        const auto there = std::ranges::count_if(files_, [&](const auto& file) { return file.first.starts_with(folder + "/"); });
        if (static_cast<std::uint64_t>(there) != 3 * count) return different(folder, "a file is missing, or does not belong to an event");
        return count;
    }

    Status check_events() {
        Remainders remainders;
        FORLOEB_CHECK(each("purges", [&](const BundledEvent& event) -> Status {
            FORLOEB_TRY(const LeafRecord leaf, verify_event(event, files_["checkpoint"], report_.checkpoint.tree));
            return learn_remainders(leaf, event.stored, remainders);
        }));
        StreamChains chain;
        FORLOEB_TRY(report_.events, each("events", [&](const BundledEvent& event) -> Status {
            FORLOEB_TRY(const LeafRecord leaf, verify_event(event, files_["checkpoint"], report_.checkpoint.tree, remainders));
            if (events_.empty()) report_.stream = leaf.stream;
            if (leaf.stream != report_.stream) return fail(ErrorKind::damaged, "it is of another case than the first");
            if (const auto broken = chain.take(leaf, leaf_hash(as_bytes(event.leaf)))) return fail(ErrorKind::damaged, *broken);
            if (leaf.payload_hash != sha256(as_bytes(event.stored))) ++report_.purged;
            events_.push_back(event);
            return {};
        }));
        if (report_.events == 0) return different("events", "there are none");
        return {};
    }

    const fs::path& folder_;
    const std::optional<VerifierKey>& known_;
    BundleReport& report_;
    Files files_;
    std::vector<BundledEvent> events_;
};

}  // namespace

Result<LeafRecord> verify_event(const BundledEvent& event, const std::string& checkpoint, const TreeHead& tree, const Remainders& remainders) {
    const auto leaf = decode_leaf(as_bytes(event.leaf));
    if (!leaf) return fail(ErrorKind::damaged, "the leaf is not a leaf record");
    const Hash digest = sha256(as_bytes(event.stored));
    const auto left = remainders.find(leaf->event_id);
    const bool is_the_event = leaf->payload_hash == digest || (left != remainders.end() && left->second == to_hex(digest));
    if (leaf->payload_length != event.stored.size() || !is_the_event) return fail(ErrorKind::damaged, "the event is not the one that its leaf has the digest of");
    const auto proof = parse_proof_file(event.proof);
    if (!proof) return fail(ErrorKind::damaged, "the proof is not a proof file");
    if (proof->checkpoint != checkpoint) return fail(ErrorKind::damaged, "the proof is against another checkpoint");
    if (proof->index != leaf->position) return fail(ErrorKind::damaged, "the proof is of another position than the leaf's");
    if (!proves_inclusion(proof->path, proof->index, leaf_hash(as_bytes(event.leaf)), tree)) return fail(ErrorKind::damaged, "the proof does not lead from the leaf to the root");
    return *leaf;
}

Result<std::map<std::string, std::string>> bundle_files(const Bundle& bundle) {
    FORLOEB_TRY(const OpenedCheckpoint opened, open_checkpoint(bundle.checkpoint, bundle.key));
    Files files;
    files["checkpoint"] = bundle.checkpoint;
    files["verifier-key"] = bundle.key.text() + "\n";
    files["verifier-key.pem"] = public_key_pem(bundle.key.key);
    files["keys.json"] = keys_text(bundle.keys);
    FORLOEB_TRY(files["index.json"], index_of(opened.checkpoint, bundle.events));
    add_events(files, "events", bundle.events);
    add_events(files, "purges", bundle.purges);
    files["README.md"] = bundle_readme(opened.checkpoint, bundle.events.size());
    files[sums_name] = sums_of(files);
    return files;
}

Status write_bundle(const fs::path& folder, const Bundle& bundle) {
    FORLOEB_TRY(Files files, bundle_files(bundle));
    const auto sums = files.extract(sums_name);
    std::error_code error;
    if (!fs::create_directories(folder, error)) return fail(ErrorKind::conflict, folder.string() + " is there already, or cannot be made.");
    for (const auto& [name, content] : files) FORLOEB_CHECK(write_evidence(folder / name, content));
    return write_evidence(folder / sums_name, sums.mapped());
}

BundleReport verify_bundle(const fs::path& folder, const std::optional<VerifierKey>& known) {
    BundleReport report;
    if (const Status checked = BundleCheck(folder, known, report).run(); !checked) report.difference = checked.error().message;
    return report;
}

}  // namespace forloeb
