// A case store in memory for tests of the importer: keeps what it is given, checks expected versions and bindings as the
// engine does, and can be told to fail.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "engine/proof/sha256.hpp"
#include "events/schema/case.capnp.h"
#include "events/schema/correction.capnp.h"
#include "tools/import/target.hpp"

namespace forloeb::testing {

/// A stored proposal with its reader.
struct StoredProposal {
    explicit StoredProposal(Message given) : message(std::move(given)), reader(message) {}
    Message message;
    MessageReader reader;
    ProposedEvent::Reader root = reader.root<ProposedEvent>();

    [[nodiscard]] std::string type() const { return {root.getType().begin(), root.getType().size()}; }
    [[nodiscard]] Envelope::Reader envelope() const { return root.getEnvelope(); }
    template <typename Payload>
    [[nodiscard]] typename Payload::Reader payload() const {
        return root.getPayload().template getAs<Payload>();
    }
    template <typename Personal>
    [[nodiscard]] typename Personal::Reader personal() const {
        return root.getPersonal()[0].getFields().template getAs<Personal>();
    }
};

class MemoryTarget final : public ImportTarget {
  public:
    Result<std::vector<std::optional<StreamId>>> find_streams(const std::string& scope,
                                                              const std::vector<std::string>& identifiers) override {
        std::vector<std::optional<StreamId>> out;
        for (const std::string& identifier : identifiers) {
            const auto found = bindings.find({scope, identifier});
            out.push_back(found == bindings.end() ? std::nullopt : std::optional(found->second));
        }
        return out;
    }
    Result<RecordedCase> recorded(StreamId stream, const std::string& system) override {
        RecordedCase out;
        out.stream = stream;
        std::uint64_t version = 0;
        for (const auto& one : streams[stream])
            out.note({++version}, *find_event_type(one->type()), one->envelope(), one->root.getPayload(), system,
                     retracted);
        return out;
    }
    Result<std::vector<std::string>> pseudonyms(const std::string& scope,
                                                const std::vector<std::string>& names) override {
        std::vector<std::string> out;
        for (const std::string& name : names)
            out.push_back("p-" + to_hex(sha256(as_bytes(scope + name))).substr(0, 16));
        return out;
    }
    Result<std::vector<std::uint64_t>> digests(const std::vector<std::string>& inputs) override {
        std::vector<std::uint64_t> out;
        for (const std::string& input : inputs)
            out.push_back(get_big_endian<std::uint64_t>(sha256(as_bytes(input)).data()));
        return out;
    }
    Uuid new_id() override { return Uuid::from_halves(0x0193000000007000, 0x8000000000000000 | ++ids_); }
    Instant now() override { return {1'767'225'600'000'000}; }

    Status append(ImportAppend given) override {
        if (appends_until_failure == 0) return fail(ErrorKind::unavailable, "The store is gone. Repeat the import.");
        --appends_until_failure;
        ++appends;
        std::size_t events = 0;
        for (const StreamWrite& write : given.writes) events += write.events.size();
        CHECK(events <= limits::append_events_max);
        CHECK(given.writes.size() <= limits::append_lookups_max);
        for (StreamWrite& write : given.writes) {
            auto& stream = streams[write.stream];
            if (write.expected) CHECK(write.expected->value == stream.size());
            if (write.binding)
                CHECK(
                    bindings.emplace(std::pair(write.binding->scope, write.binding->identifier), write.binding->stream)
                        .second);
            for (ReadyEvent& event : write.events) {
                ++stored_;
                stream.push_back(std::make_unique<StoredProposal>(std::move(event.proposal)));
                if (stream.back()->type() != "import.retracted") continue;
                const auto batch = stream.back()->payload<ImportRetracted>().getBatch();
                retracted.push_back(Uuid::from_halves(batch.getHigh(), batch.getLow()));
            }
        }
        return {};
    }
    Status drain() override { return {}; }
    std::uint64_t stored_events() const override { return stored_; }
    Result<bool> has_batch(const Uuid& batch) override {
        for (const auto& [stream, events] : streams)
            for (const auto& event : events)
                if (event->envelope().getSource().getBatch().getLow() == batch.low()) return true;
        return false;
    }
    Result<std::vector<Uuid>> retracted_batches() override { return retracted; }

    /// The events of the case with this number.
    [[nodiscard]] const std::vector<std::unique_ptr<StoredProposal>>& of_case(const std::string& source,
                                                                              const std::string& number) {
        const auto found = bindings.find({"xes:" + source, number});
        REQUIRE(found != bindings.end());
        return streams[found->second];
    }

    std::map<StreamId, std::vector<std::unique_ptr<StoredProposal>>> streams;
    std::map<std::pair<std::string, std::string>, StreamId> bindings;
    std::vector<Uuid> retracted;
    std::size_t appends = 0;
    std::size_t appends_until_failure = SIZE_MAX;

  private:
    std::uint64_t ids_ = 0;
    std::uint64_t stored_ = 0;
};

}  // namespace forloeb::testing
