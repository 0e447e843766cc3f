// C10 and C11 over every kind of file and every kind of damage: the right answer, or an error with a name.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/faults/kept_directory.hpp"
#include "tests/faults/scale.hpp"
#include "tests/faults/sst_regions.hpp"

using namespace forloeb;
using namespace forloeb::faults;
namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

void write(const fs::path& file, const std::string& content) { std::ofstream(file, std::ios::binary | std::ios::trunc) << content; }

std::vector<fs::path> files_in(const fs::path& folder, const std::function<bool(const fs::path&)>& wanted) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && wanted(entry.path())) found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> named(const fs::path& folder, const std::string& beginning) {
    return files_in(folder, [&](const fs::path& file) { return file.filename().string().starts_with(beginning); });
}
std::vector<fs::path> with_extension(const fs::path& folder, const std::string& extension) {
    return files_in(folder, [&](const fs::path& file) { return file.extension() == extension; });
}

/// Somewhere in the copy that may be damaged; empty if there is no such place.
struct Spot {
    fs::path file;
    Extent extent;
};
using Aim = std::function<std::optional<Spot>(const Copy&, Dice&)>;

Aim whole_file(const std::function<std::vector<fs::path>(const Copy&)>& candidates) {
    return [candidates](const Copy& copy, Dice& dice) -> std::optional<Spot> {
        const auto files = candidates(copy);
        if (files.empty()) return std::nullopt;
        const fs::path file = files[dice.below(files.size())];
        return Spot{file, {0, fs::file_size(file)}};
    };
}

Aim region(const std::string& table, Extent SstRegions::*part) {
    return [table, part](const Copy& copy, Dice& dice) -> std::optional<Spot> {
        std::vector<Spot> spots;
        for (const fs::path& file : with_extension(copy.log(), ".sst")) {
            const auto regions = regions_of(content_of(file));
            if (regions && (table.empty() || regions->table == table) && !((*regions).*part).empty()) spots.push_back({file, (*regions).*part});
        }
        if (spots.empty()) return std::nullopt;
        return spots[dice.below(spots.size())];
    };
}

struct Tally {
    std::size_t runs = 0, refused = 0, told = 0, harmless = 0, neighbours = 0;
    void add(const Aftermath& aftermath, std::size_t streams) {
        ++runs;
        refused += aftermath.refused;
        told += !aftermath.refused && aftermath.errors > 0;
        harmless += !aftermath.refused && aftermath.errors == 0;
        neighbours += !aftermath.refused && aftermath.errors > 0 && aftermath.served > 0;
        CHECK(aftermath.served <= streams);
    }
    void print(const std::string& kind) const {
        std::printf("%4zu damaged files: %-28s %4zu refused at start, %4zu told by a reader (%zu with neighbours served), %4zu without effect\n", runs, kind.c_str(), refused, told, neighbours, harmless);
    }
};

const KeptDirectory& kept() {
    static const KeptDirectory directory;
    return directory;
}

enum class When : std::uint8_t { at_rest, while_running };

// Damages `count` copies and asks each everything.
Tally damage(const std::string& kind, std::uint32_t count, const std::function<bool(const Copy&, Dice&)>& strike, When when = When::at_rest) {
    const Scale scale = Scale::chosen();
    Tally tally;
    for (std::uint32_t run = 0; run < count; ++run) {
        Dice dice(scale.seed * 1'000'003 + run);
        const Copy copy;
        kept().copy_to(copy);
        bool struck = false;
        const auto strike_once = [&] { struck = strike(copy, dice); };
        if (when == When::at_rest) strike_once();
        const Aftermath aftermath = when == When::at_rest ? kept().ask(copy) : kept().ask(copy, strike_once);
        REQUIRE_MESSAGE(struck, kind << ": nothing to damage");
        CHECK_MESSAGE(aftermath.violations.empty(), kind << ", run " << run << ", " << replay_words(scale.seed) << "\n" << told(aftermath.violations));
        tally.add(aftermath, kept().streams());
    }
    tally.print(kind);
    return tally;
}

bool flip_a_bit(const Aim& aim, const Copy& copy, Dice& dice) {
    const auto spot = aim(copy, dice);
    if (!spot) return false;
    std::string content = content_of(spot->file);
    const std::uint64_t at = dice.between(spot->extent.begin, spot->extent.end - 1);
    content[at] = static_cast<char>(content[at] ^ (1 << dice.below(8)));
    write(spot->file, content);
    return true;
}

Tally flip(const std::string& kind, const Aim& aim, When when = When::at_rest) {
    return damage("bit flip, " + kind, Scale::chosen().flips, [&aim](const Copy& copy, Dice& dice) { return flip_a_bit(aim, copy, dice); }, when);
}

std::vector<fs::path> any_file(const Copy& copy) {
    std::vector<fs::path> all = files_in(copy.log(), [](const fs::path& file) { return file.filename() != "LOCK" && fs::file_size(file) > 0; });
    for (const fs::path& file : files_in(copy.data(), [](const fs::path& one) { return fs::file_size(one) > 0; })) all.push_back(file);
    return all;
}

}  // namespace

TEST_CASE("damage: bit flips in table files at rest are told") {
    for (const char* table : {"log", "streams", "appends", "identifiers"}) flip(std::string("data of ") + table, region(table, &SstRegions::data));
    CHECK(flip("filter", region("appends", &SstRegions::filter)).runs > 0);
    flip("index", region("", &SstRegions::index));
    flip("properties and footer", region("", &SstRegions::tail));
}

TEST_CASE("damage: a bit flipped in table files under a running engine is told, and the other cases are served") {
    flip("log, running", region("log", &SstRegions::data), When::while_running);
    const Tally streams = flip("streams, running", region("streams", &SstRegions::data), When::while_running);
    CHECK(streams.told > 0);
    CHECK(streams.neighbours == streams.told);
    flip("appends, running", region("appends", &SstRegions::data), When::while_running);
    flip("identifiers, running", region("identifiers", &SstRegions::data), When::while_running);
}

TEST_CASE("damage: bit flips in the write-ahead log, MANIFEST, CURRENT, marker, OPTIONS, IDENTITY, FORMAT and keys") {
    flip("write-ahead log", whole_file([](const Copy& copy) { return files_in(copy.log(), [](const fs::path& file) { return file.extension() == ".log" && fs::file_size(file) > 0; }); }));
    flip("MANIFEST", whole_file([](const Copy& copy) { return named(copy.log(), "MANIFEST"); }));
    CHECK(flip("CURRENT", whole_file([](const Copy& copy) { return named(copy.log(), "CURRENT"); })).refused > 0);
    flip("HEAD-MARKER", whole_file([](const Copy& copy) { return named(copy.data(), "HEAD-MARKER"); }));
    flip("OPTIONS", whole_file([](const Copy& copy) { return named(copy.log(), "OPTIONS"); }));
    flip("IDENTITY", whole_file([](const Copy& copy) { return named(copy.log(), "IDENTITY"); }));
    const Tally format = flip("FORMAT", whole_file([](const Copy& copy) { return named(copy.data(), "FORMAT"); }));
    CHECK(format.refused == format.runs);
    const Tally master = flip("master.key", whole_file([](const Copy& copy) { return named(copy.keys(), "master.key"); }));
    CHECK(master.refused == master.runs);
    const Tally epoch = flip("epoch-key", whole_file([](const Copy& copy) { return named(copy.keys(), "epoch-key"); }));
    CHECK(epoch.refused == epoch.runs);
    flip("subject-keys", whole_file([](const Copy& copy) { return named(copy.keys(), "subject-keys"); }));
}

TEST_CASE("damage: truncated, zeroed, exchanged, stale and missing files") {
    const std::uint32_t count = Scale::chosen().other_damage;
    const Aim any = whole_file(any_file);
    const auto table_files = [](const Copy& copy) { return with_extension(copy.log(), ".sst"); };
    damage("truncated file", count, [&any](const Copy& copy, Dice& dice) {
        const auto spot = any(copy, dice);
        fs::resize_file(spot->file, dice.below(spot->extent.end));
        return true;
    });
    constexpr std::size_t page = 4096;
    damage("zeroed page", count, [&any](const Copy& copy, Dice& dice) {
        const auto spot = any(copy, dice);
        std::string content = content_of(spot->file);
        const std::size_t at = dice.below((content.size() + page - 1) / page) * page;
        std::fill(content.begin() + static_cast<std::ptrdiff_t>(at), content.begin() + static_cast<std::ptrdiff_t>(std::min(at + page, content.size())), '\0');
        write(spot->file, content);
        return true;
    });
    damage("exchanged pages", count, [&](const Copy& copy, Dice& dice) {
        const auto files = files_in(copy.log(), [](const fs::path& file) { return file.extension() == ".sst" && fs::file_size(file) > 3 * page; });
        if (files.empty()) return false;
        const fs::path& file = files[dice.below(files.size())];
        std::string content = content_of(file);
        const std::size_t pages = content.size() / page;
        const std::size_t a = dice.below(pages), b = (a + 1 + dice.below(pages - 1)) % pages;
        for (std::size_t i = 0; i < page; ++i) std::swap(content[a * page + i], content[b * page + i]);
        write(file, content);
        return true;
    });
    damage("exchanged table files", count, [&](const Copy& copy, Dice& dice) {
        const auto files = table_files(copy);
        if (files.size() < 2) return false;
        const std::size_t a = dice.below(files.size()), b = (a + 1 + dice.below(files.size() - 1)) % files.size();
        const std::string one = content_of(files[a]), other = content_of(files[b]);
        write(files[a], other);
        write(files[b], one);
        return true;
    });
    damage("stale file", count, [](const Copy& copy, Dice& dice) {
        std::vector<std::pair<fs::path, fs::path>> stale;  // now, earlier
        for (const char* folder : {"data", "data/log"})
            for (const auto& entry : fs::directory_iterator(kept().earlier() / folder)) {
                const fs::path now = copy.directory.path() / folder / entry.path().filename();
                if (entry.is_regular_file() && fs::exists(now) && content_of(entry.path()) != content_of(now)) stale.emplace_back(now, entry.path());
            }
        if (stale.empty()) return false;
        const auto& [now, earlier] = stale[dice.below(stale.size())];
        fs::copy_file(earlier, now, fs::copy_options::overwrite_existing);
        return true;
    });
    damage("missing file", count, [&any](const Copy& copy, Dice& dice) { return fs::remove(any(copy, dice)->file); });
}
