// The verbs below `forloeb person`, and what every order of theirs carries: who approved, why, by which law. One thread.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"

namespace forloeb {

/// What an order says for itself; each verb shows the options it needs.
struct OrderOptions {
    std::string reason, law, paragraph, archive, no_archive;
    std::vector<std::string> approved_by;
};

void reason_options(Menu& menu, CLI::App& verb, OrderOptions& order, bool law_needed);
void approval_options(Menu& menu, CLI::App& verb, OrderOptions& order);
void archive_options(Menu& menu, CLI::App& verb, OrderOptions& order);
/// The positional that names the person, the same for all of them.
void person_argument(Menu& menu, CLI::App& verb, std::string& target);

/// Fills in a fresh id and what the options say.
void write_order(wire::lifecycle::Order::Builder out, const OrderOptions& order);
/// A person stream's id, or what `case list --citizen` takes.
[[nodiscard]] Result<StreamId> find_person(Invocation& call, const std::string& text);
/// "narrative" and its like; `invalid` naming them all.
[[nodiscard]] Result<std::vector<SensitivityClass>> parse_classes(const std::vector<std::string>& names);

/// Sends an order and prints its receipt.
[[nodiscard]] ExitCode give_order(Invocation& call, FrameBuilder& request);

void add_person_state(Menu& menu, CLI::App& noun);
void add_person_restrict(Menu& menu, CLI::App& noun);  // restrict, unrestrict
void add_person_hold(Menu& menu, CLI::App& noun);      // hold, unhold
void add_person_archive(Menu& menu, CLI::App& noun);   // archive-export, archive-receipt
void add_person_erase(Menu& menu, CLI::App& noun);     // shred, purge

}  // namespace forloeb
