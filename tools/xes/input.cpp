#include "tools/xes/input.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "engine/proof/sha256.hpp"

namespace forloeb::xes {
namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;

}  // namespace

struct FileInput::State {
    std::FILE* file = nullptr;
    Sha256 sha256;
    Hash digest{};
    std::uint64_t bytes = 0;
    bool finished = false;

    ~State() {
        if (file != nullptr) std::fclose(file);
    }
};

FileInput::FileInput(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileInput::~FileInput() = default;

Result<std::unique_ptr<FileInput>> FileInput::open(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return fail(ErrorKind::not_found, "There is no file " + path.string() + ". Check the name.");
    if (std::filesystem::is_directory(path, code))
        return fail(ErrorKind::invalid, path.string() + " is a directory. Name the log file in it.");
    auto state = std::make_unique<State>();
    state->file = std::fopen(path.c_str(), "rb");
    if (state->file == nullptr)
        return fail(ErrorKind::unavailable, "Cannot open " + path.string() + ": " + std::strerror(errno) + ".");
    return std::unique_ptr<FileInput>(new FileInput(std::move(state)));
}

Result<std::size_t> FileInput::read(Byte* out, std::size_t size) {
    const std::size_t got = std::fread(out, 1, size, state_->file);
    if (got < size && std::ferror(state_->file) != 0)
        return fail(ErrorKind::unavailable, std::string("Cannot read the file: ") + std::strerror(errno) + ".");
    state_->sha256.update({out, got});
    state_->bytes += got;
    return got;
}

Status FileInput::finish() {
    if (state_->finished) return {};
    std::array<Byte, chunk_bytes> rest;
    for (std::size_t got = 1; got != 0;) {
        FORLOEB_TRY(got, read(rest.data(), rest.size()));
    }
    state_->digest = state_->sha256.finish();
    state_->finished = true;
    return {};
}

std::uint64_t FileInput::bytes() const { return state_->bytes; }
const Hash& FileInput::digest() const { return state_->digest; }

Result<std::size_t> MemoryInput::read(Byte* out, std::size_t size) {
    const std::size_t count = std::min(size, left_.size());
    std::copy_n(left_.data(), count, out);
    left_.remove_prefix(count);
    return count;
}

struct UnpackedInput::State {
    Input& packed;
    std::array<Byte, chunk_bytes> chunk{};
    z_stream stream{};
    bool started = false;
    bool gzip = false;
    bool in_member = false;  // between a gzip header and its trailer

    explicit State(Input& source) : packed(source) {}
    ~State() {
        if (gzip) inflateEnd(&stream);
    }

    /// Reads the next packed bytes into `chunk`; false at the end.
    Result<bool> refill() {
        FORLOEB_TRY(const std::size_t got, packed.read(chunk.data(), chunk.size()));
        stream.next_in = chunk.data();
        stream.avail_in = static_cast<uInt>(got);
        return got != 0;
    }
    Status start();
    Result<std::size_t> inflate_into(Byte* out, std::size_t size);
    Result<bool> next_member();
};

Status UnpackedInput::State::start() {
    started = true;
    FORLOEB_TRY(const bool some, refill());
    gzip = some && stream.avail_in >= 2 && chunk[0] == 0x1f && chunk[1] == 0x8b;
    if (!gzip) return {};
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream, gzip_only) != Z_OK) {
        gzip = false;
        return fail(ErrorKind::overloaded, "Not enough memory to unpack the file. Close something, then try again.");
    }
    in_member = true;
    return {};
}

/// After a gzip trailer: true if another member follows, false at the end of the file. Zeros in between are padding, as
/// block devices leave it.
Result<bool> UnpackedInput::State::next_member() {
    for (;;) {
        if (stream.avail_in == 0) {
            FORLOEB_TRY(const bool some, refill());
            if (!some) return false;
        }
        if (*stream.next_in != 0) break;
        ++stream.next_in;
        --stream.avail_in;
    }
    inflateReset(&stream);
    in_member = true;
    return true;
}

Result<std::size_t> UnpackedInput::State::inflate_into(Byte* out, std::size_t size) {
    stream.next_out = out;
    stream.avail_out = static_cast<uInt>(size);
    while (stream.avail_out == size) {
        if (!in_member) {
            FORLOEB_TRY(const bool more, next_member());
            if (!more) return std::size_t{0};
        }
        if (stream.avail_in == 0) {
            FORLOEB_TRY(const bool some, refill());
            if (!some)
                return fail(ErrorKind::damaged,
                            "The compressed file ends too early: it was cut off on its way. Fetch it again and repeat "
                            "the import.");
        }
        const int code = ::inflate(&stream, Z_NO_FLUSH);
        if (code == Z_STREAM_END) {
            in_member = false;
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            return fail(
                ErrorKind::damaged,
                "The compressed file is broken: its bytes do not unpack. Fetch it again and repeat the import.");
        }
    }
    return size - stream.avail_out;
}

UnpackedInput::UnpackedInput(Input& packed) : state_(std::make_unique<State>(packed)) {}
UnpackedInput::~UnpackedInput() = default;

Result<std::size_t> UnpackedInput::read(Byte* out, std::size_t size) {
    if (size == 0) return std::size_t{0};
    if (!state_->started) FORLOEB_CHECK(state_->start());
    if (state_->gzip) return state_->inflate_into(out, size);
    if (state_->stream.avail_in == 0) {
        FORLOEB_TRY(const bool some, state_->refill());
        if (!some) return std::size_t{0};
    }
    const std::size_t count = std::min<std::size_t>(size, state_->stream.avail_in);
    std::copy_n(state_->stream.next_in, count, out);
    state_->stream.next_in += count;
    state_->stream.avail_in -= static_cast<uInt>(count);
    return count;
}

}  // namespace forloeb::xes
