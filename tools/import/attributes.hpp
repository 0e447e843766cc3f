// XES attributes as the stored Attribute (events/schema/case.capnp), nothing lost: type, nesting, order, and the written
// form where the value alone could not tell it back. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "events/schema/case.capnp.h"
#include "tools/import/zone.hpp"
#include "tools/xes/attribute.hpp"

namespace forloeb {

/// Values that are not what their type says, met on the way.
struct IllegalToken {
    std::uint64_t line = 0;
    xes::AttributeType type = xes::AttributeType::string;
};

class AttributeWriter {
  public:
    explicit AttributeWriter(const Zone& zone) : zone_(zone) {}

    /// Writes `source` with everything in it.
    void write(const xes::Attribute& source, Attribute::Scope scope, Attribute::Builder out) const;
    void write_all(const std::vector<const xes::Attribute*>& source, Attribute::Scope scope,
                   capnp::List<Attribute>::Builder out) const;

  private:
    void write_value(const xes::Attribute& source, Attribute::Scope scope, Attribute::Builder out) const;
    const Zone& zone_;
};

/// Every value in the attribute and below it that is not of its type: kept as it was written, and counted.
void find_illegal_tokens(const xes::Attribute& source, std::vector<IllegalToken>& out);

/// Can the attribute, with everything in it, stand in a clear struct? Long texts and what looks like a CPR number cannot.
[[nodiscard]] bool fits_in_clear(const xes::Attribute& attribute);

/// The bytes a digest of a source element is taken over: all attributes with their nesting, sorted by key at every level
/// but within lists. Two exports of the same element in another attribute order give the same bytes.
[[nodiscard]] std::string digest_input(const std::vector<xes::Attribute>& attributes);

}  // namespace forloeb
