// The stored projections of the product: the one line a new projection needs outside its own folder is in the .cpp.
#pragma once

#include <memory>
#include <vector>

#include "projections/projection.hpp"

namespace forloeb {

[[nodiscard]] std::vector<std::unique_ptr<Projection>> standard_projections();

}  // namespace forloeb
