// A row's value: a struct of projections/schema/rows.capnp in canonical form, so that the same row has the same bytes.
#pragma once

#include <string>

#include "events/codec/message.hpp"

namespace forloeb {

template <typename Reader>
[[nodiscard]] std::string row_value(Reader reader) {
    return std::string(as_text(canonical(reader).bytes()));
}

}  // namespace forloeb
