#include "tools/import/client_target.hpp"

#include <kj/exception.h>

#include <functional>

#include "events/codec/id16.hpp"
#include "events/schema/correction.capnp.h"
#include "tools/import/flight.hpp"

namespace forloeb {
namespace {

void write_stream(wire::StreamRef::Builder out, const StreamId& stream) {
    out.setKind(static_cast<wire::StreamKind>(stream.kind));
    write_id(out.initId(), stream.id);
}
StreamId read_stream(wire::StreamRef::Reader stream) {
    return {static_cast<StreamKind>(stream.getKind()), read_id(stream.getId())};
}

void write_texts(capnp::List<capnp::Text>::Builder out, const std::vector<std::string>& texts) {
    for (unsigned i = 0; i < out.size(); ++i) out.set(i, texts[i]);
}

tl::unexpected<Error> malformed() {
    return fail(ErrorKind::unsupported,
                "The server's answer cannot be read. Are server and client of the same version?");
}

/// Asks, and reads the reply where it belongs to be read.
template <typename T>
Result<T> ask(Client& client, FrameBuilder& request, const std::function<Result<T>(wire::Frame::Reader)>& read) {
    FORLOEB_TRY(Reply reply, client.call(request));
    try {
        return read(reply.frame());
    } catch (const kj::Exception&) {
        return malformed();
    }
}

/// Calls `each` for the events of one page; returns where the next page starts, or nothing at the end.
using Each = std::function<void(const EventView&)>;
Result<std::optional<std::uint64_t>> read_page(Client& client, FrameBuilder& request, const Each& each) {
    return ask<std::optional<std::uint64_t>>(client, request,
                                             [&](wire::Frame::Reader frame) -> Result<std::optional<std::uint64_t>> {
                                                 const auto page = frame.getPage();
                                                 for (const auto record : page.getEvents()) {
                                                     FORLOEB_TRY(const EventView event, open_record(record));
                                                     each(event);
                                                 }
                                                 return page.getAtEnd() ? std::nullopt : std::optional(page.getNext());
                                             });
}

Status read_whole_stream(Client& client, const StreamId& stream, const Each& each) {
    for (std::uint64_t from = 1;;) {
        FrameBuilder request;
        auto read = request.frame().initReadStream();
        write_stream(read.initStream(), stream);
        read.setFrom(from);
        FORLOEB_TRY(const auto next, read_page(client, request, each));
        if (!next) return {};
        from = *next;
    }
}

/// One stream's part of an append.
void write_events(wire::StreamEvents::Builder out, const StreamWrite& write) {
    write_stream(out.initStream(), write.stream);
    auto events = out.initEvents(static_cast<unsigned>(write.events.size()));
    for (unsigned i = 0; i < events.size(); ++i) {
        MessageReader reader(write.events[i].proposal);
        events.setWithCaveats(i, reader.root<ProposedEvent>());
    }
}

void write_append(wire::Append::Builder out, const ImportAppend& append) {
    write_id(out.initAppendId(), append.append_id);
    out.setImported(true);
    unsigned expected = 0, bound = 0;
    for (const StreamWrite& write : append.writes) {
        expected += write.expected ? 1 : 0;
        bound += write.binding ? 1 : 0;
    }
    auto streams = out.initStreams(static_cast<unsigned>(append.writes.size()));
    auto expectations = out.initExpectations(expected);
    auto bindings = out.initBindings(bound);
    for (unsigned i = 0; i < streams.size(); ++i) {
        const StreamWrite& write = append.writes[i];
        write_events(streams[i], write);
        if (write.expected) {
            write_stream(expectations[--expected].initStream(), write.stream);
            expectations[expected].setExact(write.expected->value);
        }
        if (write.binding) {
            auto binding = bindings[--bound];
            binding.setScope(write.binding->scope);
            binding.setIdentifier(write.binding->identifier);
            write_stream(binding.initStream(), write.binding->stream);
        }
    }
}

AppendOutcome read_outcome(Result<Reply> reply) {
    if (!reply) return tl::make_unexpected(std::move(reply.error()));
    try {
        const auto appended = reply->frame().getAppended();
        return Stored{{appended.getPosition()}, appended.getCount(), appended.getRepeated(), {}};
    } catch (const kj::Exception&) {
        return malformed();
    }
}

}  // namespace

ClientTarget::ClientTarget(Client& client, Environment environment)
    : client_(client), environment_(std::move(environment)), flight_(std::make_shared<Flight>()) {}
ClientTarget::~ClientTarget() { static_cast<void>(drain()); }

Result<std::vector<std::optional<StreamId>>> ClientTarget::find_streams(const std::string& scope,
                                                                        const std::vector<std::string>& identifiers) {
    using Streams = std::vector<std::optional<StreamId>>;
    FrameBuilder request;
    auto lookup = request.frame().initLookup();
    lookup.setScope(scope);
    write_texts(lookup.initIdentifiers(static_cast<unsigned>(identifiers.size())), identifiers);
    return ask<Streams>(client_, request, [](wire::Frame::Reader frame) -> Result<Streams> {
        Streams out;
        for (const auto stream : frame.getLookupReply().getStreams())
            out.push_back(stream.getKind() == wire::StreamKind::UNSET ? std::nullopt
                                                                      : std::optional(read_stream(stream)));
        return out;
    });
}

Result<RecordedCase> ClientTarget::recorded(StreamId stream, const std::string& system) {
    if (!retracted_) {
        FORLOEB_TRY(retracted_, retracted_batches());
    }
    RecordedCase out;
    out.stream = stream;
    FORLOEB_CHECK(read_whole_stream(client_, stream, [&](const EventView& event) {
        out.note(event.leaf().version, event.type(), event.envelope(), event.payload(), system, *retracted_);
    }));
    return out;
}

Result<std::vector<std::string>> ClientTarget::pseudonyms(const std::string& scope,
                                                          const std::vector<std::string>& names) {
    using Names = std::vector<std::string>;
    FrameBuilder request;
    auto asked = request.frame().initPseudonyms();
    asked.setScope(scope);
    write_texts(asked.initNames(static_cast<unsigned>(names.size())), names);
    return ask<Names>(client_, request, [](wire::Frame::Reader frame) -> Result<Names> {
        Names out;
        for (const auto name : frame.getPseudonymsReply()) out.emplace_back(name.begin(), name.size());
        return out;
    });
}

Result<std::vector<std::uint64_t>> ClientTarget::digests(const std::vector<std::string>& inputs) {
    using Digests = std::vector<std::uint64_t>;
    FrameBuilder request;
    auto asked = request.frame().initDigests(static_cast<unsigned>(inputs.size()));
    for (unsigned i = 0; i < asked.size(); ++i) {
        const ByteSpan bytes = as_bytes(inputs[i]);
        asked.set(i, capnp::Data::Reader(bytes.data(), bytes.size()));
    }
    return ask<Digests>(client_, request, [](wire::Frame::Reader frame) -> Result<Digests> {
        Digests out;
        for (const std::uint64_t digest : frame.getDigestsReply()) out.push_back(digest);
        return out;
    });
}

Uuid ClientTarget::new_id() {
    std::array<Byte, 10> entropy;
    environment_.entropy(entropy.data(), entropy.size());
    return Uuid::v7(static_cast<std::uint64_t>(now().micros / 1000), entropy);
}

Instant ClientTarget::now() { return environment_.now(); }

Status ClientTarget::append(ImportAppend append) {
    const std::size_t bytes = append.bytes();
    FORLOEB_CHECK(flight_->begin(bytes));
    for (const StreamWrite& write : append.writes)
        if (write.stream.kind == StreamKind::governance) retracted_.reset();
    FrameBuilder request(0, bytes / sizeof(capnp::word) + 1024);
    write_append(request.frame().initAppend(), append);
    client_.send(request, [flight = flight_, bytes](Result<Reply> reply) {
        flight->land(read_outcome(std::move(reply)), bytes);
    });
    return flight_->status();
}

Status ClientTarget::drain() { return flight_->wait_for_all(); }

std::uint64_t ClientTarget::stored_events() const { return flight_->stored_events(); }

Result<bool> ClientTarget::has_batch(const Uuid& batch) {
    bool found = false;
    for (std::uint64_t from = 0;;) {
        FrameBuilder request;
        request.frame().initReadLog().setFrom(from);
        FORLOEB_TRY(const auto next, read_page(client_, request, [&](const EventView& event) {
                        found = found || read_id(event.envelope().getSource().getBatch()) == batch;
                    }));
        if (found || !next) return found;
        from = *next;
    }
}

Result<std::vector<Uuid>> ClientTarget::retracted_batches() {
    FrameBuilder request;
    request.frame().initListStreams().setKind(wire::StreamKind::GOVERNANCE);
    FORLOEB_TRY(const auto streams,
                ask<std::vector<Uuid>>(client_, request, [](wire::Frame::Reader frame) -> Result<std::vector<Uuid>> {
                    std::vector<Uuid> out;
                    for (const auto id : frame.getStreams().getStreams()) out.push_back(read_id(id));
                    return out;
                }));
    std::vector<Uuid> out;
    for (const Uuid& stream : streams) {
        FORLOEB_CHECK(read_whole_stream(client_, {StreamKind::governance, stream}, [&](const EventView& event) {
            if (event.is<ImportRetracted>()) out.push_back(read_id(event.as<ImportRetracted>().getBatch()));
        }));
    }
    return out;
}

}  // namespace forloeb
