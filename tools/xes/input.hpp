// Where the bytes of a log come from: a file, or memory in tests, plain or gzip, told apart by the first two bytes. One
// thread. Memory is constant whatever the size of the file. Knows nothing of XML.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "events/vocabulary/bytes.hpp"
#include "events/vocabulary/result.hpp"

namespace forloeb::xes {

class Input {
  public:
    virtual ~Input() = default;
    /// Fills at most `size` bytes and returns how many; 0 at the end. `damaged` if a compressed stream is broken or ends
    /// too early, `unavailable` if the file cannot be read.
    [[nodiscard]] virtual Result<std::size_t> read(Byte* out, std::size_t size) = 0;
};

/// What was in the file, for the import report: filled while it is read, complete after finish().
class FileInput final : public Input {
  public:
    /// `not_found` or `unavailable` with what to do.
    [[nodiscard]] static Result<std::unique_ptr<FileInput>> open(const std::filesystem::path& path);
    ~FileInput() override;
    [[nodiscard]] Result<std::size_t> read(Byte* out, std::size_t size) override;

    /// Reads what is left, so that size and digest are those of the whole file even when its content was refused.
    [[nodiscard]] Status finish();
    [[nodiscard]] std::uint64_t bytes() const;
    [[nodiscard]] const Hash& digest() const;  // SHA-256 of the file as it lies on disk; after finish()

  private:
    struct State;
    explicit FileInput(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class MemoryInput final : public Input {
  public:
    explicit MemoryInput(std::string_view bytes) : left_(bytes) {}  // the bytes must outlive this
    [[nodiscard]] Result<std::size_t> read(Byte* out, std::size_t size) override;

  private:
    std::string_view left_;
};

/// Unpacks gzip (RFC 1952, also several members after each other) and passes anything else through.
class UnpackedInput final : public Input {
  public:
    explicit UnpackedInput(Input& packed);  // must outlive this
    ~UnpackedInput() override;
    [[nodiscard]] Result<std::size_t> read(Byte* out, std::size_t size) override;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace forloeb::xes
