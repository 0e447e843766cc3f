#include "tools/import/retract.hpp"

#include <algorithm>

#include "events/schema/correction.capnp.h"

namespace forloeb {

StreamId governance_stream() {
    StreamId stream{StreamKind::governance, {}};
    stream.id.bytes.fill(1);
    return stream;
}

Result<Retraction> retract_import(ImportTarget& target, const Uuid& batch, const std::string& actor,
                                  const std::string& reason) {
    FORLOEB_TRY(const std::vector<Uuid> retracted, target.retracted_batches());
    if (std::find(retracted.begin(), retracted.end(), batch) != retracted.end()) return Retraction::was_retracted;
    FORLOEB_TRY(const bool known, target.has_batch(batch));
    if (!known)
        return fail(ErrorKind::not_found,
                    "No event carries the import batch " + batch.text() + ". The batch stands in the import's report.",
                    "batch");

    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType("import.retracted");
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), {target.now(), 0, Precision::INSTANT});
    envelope.initActor().setPseudonym(actor);
    auto payload = proposal.getPayload().initAs<ImportRetracted>();
    payload.initBatch().setHigh(batch.high());
    payload.getBatch().setLow(batch.low());
    payload.setReason(reason);

    ReadyEvent event;
    event.proposal = canonical(proposal.asReader());
    MessageReader reader(event.proposal);
    FORLOEB_TRY(event.checked, check_proposal(reader.root<ProposedEvent>(), StreamKind::governance));
    ImportAppend append{target.new_id(), {}};
    append.writes.push_back({governance_stream(), std::nullopt, std::nullopt, {}});
    append.writes.back().events.push_back(std::move(event));
    FORLOEB_CHECK(target.append(std::move(append)));
    FORLOEB_CHECK(target.drain());
    return Retraction::done;
}

}  // namespace forloeb
