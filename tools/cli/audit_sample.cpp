// A sample of the read log that nobody could choose: seeded by a root that was signed before. The same for a second party,
// from exported records and without the server.
#include <capnp/compat/json.h>

#include <fstream>
#include <sstream>

#include "engine/proof/checkpoint.hpp"
#include "projections/audit/sample.hpp"
#include "tools/cli/audit_asking.hpp"
#include "tools/cli/audit_verbs.hpp"

namespace forloeb {
namespace {

struct AuditSampleOptions {
    AuditOptions audit;
    std::string checkpoint;
    std::string rate = "0.01";
    std::string records;
};

struct Seed {
    std::uint64_t size = 0;
    std::string root;  // 32 bytes, or none
};

tl::unexpected<Error> no_seed() {
    return fail(ErrorKind::invalid, "A seed is a file with a checkpoint of the read log, or SIZE:ROOT with the root as 64 hex digits.", "--checkpoint");
}

std::string bytes_of_hex(std::string_view hex) {
    std::string out;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) out.push_back(static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16)));
    return out;
}

Result<Seed> read_seed(const std::string& text) {
    if (text.empty()) return Seed{};
    if (const std::size_t colon = text.rfind(':'); colon != std::string::npos && text.size() - colon - 1 == 64) {
        const std::string size = text.substr(0, colon), root = text.substr(colon + 1);
        const bool digits = !size.empty() && size.size() < 19 && size.find_first_not_of("0123456789") == std::string::npos;
        if (!digits || root.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return no_seed();
        return Seed{std::stoull(size), bytes_of_hex(root)};
    }
    std::ifstream file(text, std::ios::binary);
    if (!file) return no_seed();
    const std::string note{std::istreambuf_iterator<char>(file), {}};
    const std::size_t end = note.find("\n\n");
    const auto checkpoint = parse_checkpoint(end == std::string::npos ? note : note.substr(0, end + 1));
    if (!checkpoint) return no_seed();
    return Seed{checkpoint->tree.size.value, std::string(as_text(checkpoint->tree.root))};
}

/// "0.01", "1": a share from a millionth to all.
Result<std::uint32_t> read_rate(const std::string& text) {
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    double share = 0;
    if (!(stream >> share) || !stream.eof() || share < 1.0 / sample_of || share > 1)
        return fail(ErrorKind::invalid, "A rate is a share of the records, from 0.000001 to 1.", "--rate");
    return static_cast<std::uint32_t>(share * sample_of + 0.5);
}

/// The place in the read log of a line that `--format jsonl` wrote; none for other lines.
std::optional<Position> place_of(const std::string& line) try {
    capnp::MallocMessageBuilder message;
    capnp::JsonCodec codec;
    auto value = message.initRoot<capnp::json::Value>();
    codec.decodeRaw(kj::arrayPtr(line.data(), line.size()), value);
    if (!value.isObject()) return std::nullopt;
    std::optional<Position> at;
    bool is_read = false;
    for (const auto field : value.asReader().getObject()) {
        if (field.getName() == "log") is_read = field.getValue().isString() && field.getValue().getString() == "reads";
        if (field.getName() != "position") continue;
        if (field.getValue().isString()) at = Position{std::stoull(field.getValue().getString().cStr())};
        if (field.getValue().isNumber()) at = Position{static_cast<std::uint64_t>(field.getValue().getNumber())};
    }
    return is_read ? at : std::nullopt;
} catch (const kj::Exception&) {
    return std::nullopt;
} catch (const std::exception&) {  // a number that is none
    return std::nullopt;
}

ExitCode sample_exported(Invocation& call, const AuditSampleOptions& options, const Seed& seed, std::uint32_t per_million) {
    if (seed.root.size() != sizeof(Hash)) return call.usage_error("Med --records skal --checkpoint angives.", "With --records, --checkpoint must be given.");
    std::ifstream file(options.records, std::ios::binary);
    if (!file) return call.failed({ErrorKind::not_found, "The file of exported records cannot be read.", "--records", {}});
    Hash root{};
    std::copy_n(as_bytes(seed.root).begin(), root.size(), root.begin());
    std::uint64_t number = 0, unreadable = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const auto at = place_of(line);
        if (!at)
            ++unreadable;
        else if (at->value < seed.size && in_sample(root, *at, per_million))
            call.out() << line << '\n';
    }
    if (unreadable == 0) return ExitCode::ok;
    const std::string of = std::to_string(unreadable) + " / " + std::to_string(number);
    call.tell("Linjer, der ikke er fra læseloggen: " + of, "Lines that are no records of the read log: " + of);
    return ExitCode::finding;
}

ExitCode sample(Invocation& call, const AuditSampleOptions& options) {
    const auto seed = read_seed(options.checkpoint);
    if (!seed) return call.failed(seed.error());
    const auto per_million = read_rate(options.rate);
    if (!per_million) return call.failed(per_million.error());
    if (!options.records.empty()) return sample_exported(call, options, *seed, *per_million);
    return ask_audit(
        call, options.audit,
        [&](wire::audit::Request::Builder request) {
            auto wanted = request.initSample();
            wanted.setSize(seed->size);
            wanted.setRoot(kj::arrayPtr(reinterpret_cast<const kj::byte*>(seed->root.data()), seed->root.size()));
            wanted.setPerMillion(*per_million);
        },
        [&](wire::audit::Reply::Reader reply) {
            const std::string seeded = to_hex({reply.getRoot().begin(), reply.getRoot().size()});
            call.tell("Udtrukket af roden " + seeded, "Drawn by the root " + seeded);
        });
}

}  // namespace

void add_audit_sample(Menu& menu, CLI::App& noun) {
    auto options = std::make_shared<AuditSampleOptions>();
    CLI::App& verb = menu.verb(noun, "sample", "en stikprøve af læseloggen, udtrukket af en underskrevet rod; den samme for enhver, der har roden",
                               "a sample of the read log, drawn by a signed root; the same for whoever has the root",
                               {"forloeb audit sample --checkpoint reads.checkpoint --rate 0.05",
                                "forloeb audit sample --checkpoint reads.checkpoint --rate 0.05 --records export.jsonl"},
                               [options](Invocation& call) { return sample(call, *options); });
    menu.value(verb, "--checkpoint", options->checkpoint, "FILE|SIZE:ROOT", "læseloggens checkpoint, eller størrelse og rod (som den er nu)",
               "the read log's checkpoint, or size and root (as it is now)");
    menu.value(verb, "--rate", options->rate, "SHARE", "andel af opslagene (0.01)", "share of the records (0.01)");
    menu.value(verb, "--records", options->records, "FILE", "i stedet: udtræk af poster fra --format jsonl, uden server",
               "instead: draw from records that --format jsonl wrote, without a server");
    audit_format_option(menu, verb, options->audit);
}

}  // namespace forloeb
