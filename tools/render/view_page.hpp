// Any view of projections/schema/views.capnp and caseload.capnp for a person to read, from its schema alone: labelled
// fields in their order, lists of structs as sections, risks so that they are seen. A view that is added needs no page of
// its own. Prints; decides nothing. One thread.
#pragma once

#include <capnp/dynamic.h>

#include "projections/schema/caseload.capnp.h"
#include "projections/schema/views.capnp.h"
#include "tools/render/text_page.hpp"

namespace forloeb {

void print_case_view(TextPage& page, answers::CaseView::Reader view);
void print_caseload(TextPage& page, answers::Caseload::Reader caseload);
void print_day(TextPage& page, answers::MyDay::Reader day);
void print_news(TextPage& page, answers::News::Reader news);
void print_partner_cases(TextPage& page, answers::PartnerCases::Reader partner);
void print_lessons(TextPage& page, answers::LessonIndex::Reader lessons);

/// The labelled fields of a struct: numbers as lines, lists of structs as sections. False if there was nothing to print.
bool print_labelled(TextPage& page, capnp::DynamicStruct::Reader view);
/// One element of a list: what it is, what to look at, and the rest of what is said about it.
void print_element(TextPage& page, capnp::DynamicStruct::Reader element);

}  // namespace forloeb
