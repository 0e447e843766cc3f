#include "projections/advice/queries.hpp"
#include "server/handlers/query.hpp"

namespace forloeb {

Status answer_advice(const Engine& engine, Projections& projections, const AsOf& as_of, answers::AdviceQuery::Reader request,
                     answers::CaseAdvice::Builder out) {
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    return query_advice(engine, *runner, as_of, request, out);
}

Status answer_information_held(const Engine& engine, Projections& projections, const AsOf& as_of,
                               answers::InformationQuery::Reader request, answers::InformationHeld::Builder out) {
    FORLOEB_TRY(Runner * runner, projections.up_to_date());
    return query_information_held(engine, *runner, as_of, request, out);
}

}  // namespace forloeb
