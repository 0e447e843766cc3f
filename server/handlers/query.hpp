// Questions: the requests that projections answer. One function per question, each in the file of its name; `query`
// chooses. What opens personal text takes the passage, which has the receipt. Malformed requests may throw kj::Exception, as everywhere in this folder. Any thread but the append thread.
#pragma once

#include "server/handlers/gate.hpp"
#include "server/handlers/projections.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

[[nodiscard]] Status query(const Engine& engine, const Passage& passage, Projections& projections, wire::Query::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status projection_status(Projections& projections, wire::ProjectionStatus::Reader request, wire::Frame::Builder reply);
/// Returns when the rebuilt rows have taken the place of the old ones.
[[nodiscard]] Status projection_rebuild(Projections& projections, wire::ProjectionRebuild::Reader request, wire::Frame::Builder reply);

[[nodiscard]] Status answer_case_list(const Engine& engine, Projections& projections, const AsOf& as_of, wire::Query::CaseList::Reader request,
                                      answers::CaseList::Builder out);
[[nodiscard]] Status answer_case_timeline(const Engine& engine, const Passage& passage, const AsOf& as_of, wire::Query::CaseTimeline::Reader request,
                                          answers::CaseTimeline::Builder out);
[[nodiscard]] Status answer_partner_map(const Engine& engine, const Passage& passage, const AsOf& as_of, wire::Query::PartnerMap::Reader request,
                                        answers::PartnerMap::Builder out);
[[nodiscard]] Status answer_case_view(const Engine& engine, const Passage& passage, const AsOf& as_of, answers::CaseViewQuery::Reader request,
                                      answers::CaseView::Builder out);
[[nodiscard]] Status answer_coordinator(const Engine& engine, const Passage& passage, Projections& projections, const AsOf& as_of,
                                        answers::CoordinatorQuery::Reader request, answers::CoordinatorView::Builder out);
[[nodiscard]] Status answer_advice(const Engine& engine, Projections& projections, const AsOf& as_of, answers::AdviceQuery::Reader request,
                                   answers::CaseAdvice::Builder out);
[[nodiscard]] Status answer_information_held(const Engine& engine, Projections& projections, const AsOf& as_of,
                                             answers::InformationQuery::Reader request, answers::InformationHeld::Builder out);
[[nodiscard]] Status answer_derived_handovers(const Engine& engine, Projections& projections, const AsOf& as_of,
                                              wire::Query::DerivedHandovers::Reader request, answers::DerivedHandovers::Builder out);
[[nodiscard]] Status answer_case_handovers(const Engine& engine, const AsOf& as_of, wire::Query::CaseHandovers::Reader request,
                                           answers::CaseHandovers::Builder out);

}  // namespace forloeb
