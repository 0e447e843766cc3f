// One spelling for identifiers that people write in several ways, before they become tokens of the keyed index: a CPR
// number with or without its dash, a name in capitals or with two spaces. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace forloeb {

/// Scope "cpr": its digits. Scope "name": lower case (also æ, ø, å and their like), single spaces, none at the ends. Any
/// other scope: as it is written, for a source's own numbers mean what they say to the letter.
[[nodiscard]] std::string normal_identifier(std::string_view scope, std::string_view identifier);

}  // namespace forloeb
