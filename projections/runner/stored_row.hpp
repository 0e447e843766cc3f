// Reads the struct in a row's value (row_value.hpp). RocksDB's bytes are not aligned, so they are copied. Lives as long
// as it is read from.
#pragma once

#include <memory>
#include <string_view>

#include "events/codec/message.hpp"

namespace forloeb {

template <typename Struct>
class StoredRow {
  public:
    /// A value that is no row reads as an empty one: the digest tells damage, not a list of cases.
    explicit StoredRow(std::string_view value) {
        auto copied = Message::copy_of(as_bytes(value));
        if (copied) message_ = std::move(*copied);
        if (message_.empty()) return;
        reader_ = std::make_unique<MessageReader>(message_);
        root_ = reader_->root<Struct>();
    }
    [[nodiscard]] const typename Struct::Reader* operator->() const { return &root_; }

  private:
    Message message_;
    std::unique_ptr<MessageReader> reader_;
    typename Struct::Reader root_;
};

}  // namespace forloeb
