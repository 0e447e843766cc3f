// Small pieces of filling an answer: lists from any range of facts, and a legal basis. Pure; any thread.
#pragma once

#include "projections/case_facts/network_facts.hpp"

namespace forloeb {

/// Fills the list that `init` makes, one element an item: `fill(out, item)`.
template <typename Items, typename Init, typename Fill>
void fill_list(const Items& items, const Init& init, const Fill& fill) {
    auto list = init(static_cast<unsigned>(items.size()));
    unsigned i = 0;
    for (const auto& item : items) fill(list[i++], item);
}

/// The same for lists of texts and of enumerants.
template <typename Items, typename Init>
void set_list(const Items& items, const Init& init) {
    auto list = init(static_cast<unsigned>(items.size()));
    unsigned i = 0;
    for (const auto& item : items) list.set(i++, item);
}

inline void write_legal_basis(LegalBasis::Builder out, const facts::LegalBasis& basis) {
    out.setLaw(basis.law);
    out.setParagraph(basis.paragraph);
    out.setSubsection(basis.subsection);
    write_moment(out.initValidFrom(), basis.from);
}

}  // namespace forloeb
