// A second opinion about JSON: Cap'n Proto's own codec, told how the house writes ids, times and bytes. It goes another way
// (a tree of values, then text) than JsonWriter, whose bytes must be the same.
#pragma once

#include <capnp/compat/json.h>
#include <kj/encoding.h>

#include <string>

#include "events/codec/id16.hpp"
#include "events/vocabulary/time.hpp"

namespace forloeb::test {

// The library's handlers have no virtual destructor and are never deleted through their base.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

class LibraryJson {
  public:
    explicit LibraryJson(capnp::HasMode fields) {
        codec_.setHasMode(fields);
        codec_.addTypeHandler(ids_);
        codec_.addTypeHandler(times_);
        codec_.addTypeHandler(bytes_);
    }
    std::string encode(capnp::DynamicStruct::Reader value) { return codec_.encode(value).cStr(); }

  private:
    struct Ids final : capnp::JsonCodec::Handler<Id16> {
        using Handler::decode;
        void encode(const capnp::JsonCodec&, Id16::Reader id, capnp::json::Value::Builder out) const override {
            out.setString(read_id(id).is_nil() ? kj::str() : kj::str(read_id(id).text().c_str()));
        }
        void decode(const capnp::JsonCodec&, capnp::json::Value::Reader, Id16::Builder) const override {}
    };
    struct Times final : capnp::JsonCodec::Handler<Moment> {
        using Handler::decode;
        void encode(const capnp::JsonCodec&, Moment::Reader moment, capnp::json::Value::Builder out) const override { out.setString(format_when(read_moment(moment))); }
        void decode(const capnp::JsonCodec&, capnp::json::Value::Reader, Moment::Builder) const override {}
    };
    struct Bytes final : capnp::JsonCodec::Handler<capnp::Data> {
        void encode(const capnp::JsonCodec&, capnp::Data::Reader bytes, capnp::json::Value::Builder out) const override { out.setString(kj::encodeHex(bytes)); }
        capnp::Orphan<capnp::Data> decode(const capnp::JsonCodec&, capnp::json::Value::Reader, capnp::Orphanage orphanage) const override { return orphanage.newOrphan<capnp::Data>(0); }
    };

    Ids ids_;
    Times times_;
    Bytes bytes_;
    capnp::JsonCodec codec_;
};

#pragma GCC diagnostic pop

}  // namespace forloeb::test
