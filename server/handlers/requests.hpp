// One function per request, each in the file of its name. They fill `reply` or say why not; reading a malformed request
// may throw kj::Exception, which Handlers::handle turns into `invalid`. What opens personal text takes the passage, which
// has the receipt. Those with large answers take the whole builder, to
// say how large. Any thread but the append thread.
#pragma once

#include "engine/engine.hpp"
#include "server/handlers/gate.hpp"
#include "server/protocol/frame.hpp"

namespace forloeb {

[[nodiscard]] Status read_stream(const Engine& engine, const Passage& passage, wire::ReadStream::Reader request, FrameBuilder& reply);
[[nodiscard]] Status read_log(const Engine& engine, wire::ReadLog::Reader request, FrameBuilder& reply);
[[nodiscard]] Status read_history(const Engine& engine, const Passage& passage, wire::ReadHistory::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status lookup(const Engine& engine, wire::Lookup::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status list_streams(const Engine& engine, wire::ListStreams::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status pseudonyms(const Engine& engine, wire::Pseudonyms::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status digests(const Engine& engine, capnp::List<capnp::Data>::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status export_log(const Engine& engine, wire::ExportLog::Reader request, wire::Frame::Builder reply);
[[nodiscard]] Status log_root(const Engine& engine, wire::LogRoot::Reader request, wire::Frame::Builder reply);

}  // namespace forloeb
