#include "engine/privacy/key_files.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace forloeb {
namespace {

constexpr std::string_view master_magic = "FLk1", epoch_magic = "FLe1", keys_magic_v1 = "FLs1", keys_magic = "FLs2";
constexpr std::size_t record_bytes_v1 = 16 + 1 + 4 + 32;
constexpr std::size_t record_fixed_bytes = 1 + 16 + 1 + 4 + 16 + 4;
constexpr std::size_t header_bytes = 4 + 4 + 4;
constexpr std::size_t batch_bytes_max = std::size_t{64} << 20;  // no batch is longer: what says so is no batch
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

std::uint32_t checksum(std::string_view bytes) { return static_cast<std::uint32_t>(crc32_z(0, as_bytes(bytes).data(), bytes.size())); }

Error cannot(const std::string& verb, const std::filesystem::path& file) {
    return Error{ErrorKind::storage, "Cannot " + verb + " " + file.string() + ": check permissions and free space.", {}, {}};
}

tl::unexpected<Error> damaged(const std::filesystem::path& file) {
    return fail(ErrorKind::damaged, file.string() + " is damaged. Restore the key folder from its backup.");
}

bool is_checked(std::string_view content, std::string_view magic, std::size_t bytes) {
    return content.size() == bytes && content.starts_with(magic) &&
           checksum(content.substr(0, bytes - 4)) == get_big_endian<std::uint32_t>(as_bytes(content).data() + bytes - 4);
}

bool is_version_1(std::string_view content) { return content.starts_with(keys_magic_v1); }

// How many bytes the length in front of a batch says its records have; more than there can be if it says nonsense.
std::size_t announced(std::string_view batch, bool version_1) {
    const std::size_t number = get_big_endian<std::uint32_t>(as_bytes(batch).data());
    return version_1 ? number * record_bytes_v1 : number;
}

// The length of the intact batch at the front; 0 if there is none.
std::size_t intact_batch(std::string_view rest, bool version_1) {
    if (rest.size() < 8) return 0;
    const std::size_t records = announced(rest, version_1);
    if (records == 0 || records > rest.size() - 8 || records > batch_bytes_max) return 0;
    const std::size_t body = 4 + records;
    return checksum(rest.substr(0, body)) == get_big_endian<std::uint32_t>(as_bytes(rest).data() + body) ? body + 4 : 0;
}

// Is `rest`, which does not begin with an intact batch, what a cut-off write leaves? Not if it is as long as it announces,
// or would be intact with the length that it has, or if an intact batch lies behind it: keys must not be dropped for a
// flipped bit.
bool is_torn(std::string_view rest, bool version_1) {
    const std::size_t unit = version_1 ? record_bytes_v1 : 1;
    if (rest.size() > 8 && (rest.size() - 8) % unit == 0) {
        std::string told;
        put_big_endian(told, static_cast<std::uint32_t>((rest.size() - 8) / unit));
        const bool as_announced = rest.starts_with(told);
        told.append(rest.substr(4));
        const bool only_length_is_wrong = intact_batch(told, version_1) > 0;
        sodium_memzero(told.data(), told.size());
        if (as_announced || only_length_is_wrong) return false;
    }
    for (std::size_t at = 1; at < rest.size(); ++at)
        if (intact_batch(rest.substr(at), version_1) > 0) return false;
    return true;
}

std::string clear_part(const KeyRecord& record) {
    std::string out;
    put_big_endian(out, static_cast<std::uint8_t>(record.state));
    out.append(as_text(record.subject.bytes));
    put_big_endian(out, static_cast<std::uint8_t>(record.sensitivity));
    put_big_endian(out, record.generation);
    out.append(as_text(record.id));
    return out;
}

std::string binding(const KeyRecord& record, std::uint32_t epoch) {
    std::string out = "forloeb subject key v2";
    put_big_endian(out, epoch);
    return out + clear_part(record);
}

void put_record(std::string& out, const KeyRecord& record, const EpochKey& key, const EntropySource& entropy) {
    out.append(clear_part(record));
    if (record.state == KeyRecordState::destroyed) return put_big_endian(out, std::uint32_t{0});
    const std::size_t box = nonce_bytes + record.plain.size() + tag_bytes;
    put_big_endian(out, static_cast<std::uint32_t>(box));
    const std::size_t at = out.size();
    out.resize(at + box);
    Byte* const nonce = reinterpret_cast<Byte*>(out.data() + at);
    entropy(nonce, nonce_bytes);
    const std::string bound = binding(record, key.epoch);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, as_bytes(record.plain).data(), record.plain.size(), as_bytes(bound).data(), bound.size(),
                                               nullptr, nonce, key.secret.data());
}

KeyRecord record_v1(ByteSpan bytes) {
    KeyRecord record;
    record.state = KeyRecordState::whole_segment_key;
    std::copy_n(bytes.begin(), 16, record.subject.bytes.begin());
    record.sensitivity = static_cast<SensitivityClass>(bytes[16]);
    record.generation = get_big_endian<std::uint32_t>(bytes.data() + 17);
    Secret secret;
    std::copy_n(bytes.begin() + 21, secret.size(), secret.begin());
    record.id = subject_key_id(secret);
    record.plain = EventKeys(secret).encode();
    sodium_memzero(secret.data(), secret.size());
    return record;
}

// The record at the front, which is then taken away; nothing if it does not open.
std::optional<KeyRecord> take_record(ByteSpan& rest, const EpochKey& key) {
    if (rest.size() < record_fixed_bytes) return std::nullopt;
    KeyRecord record;
    record.state = static_cast<KeyRecordState>(rest[0]);
    std::copy_n(rest.begin() + 1, 16, record.subject.bytes.begin());
    record.sensitivity = static_cast<SensitivityClass>(rest[17]);
    record.generation = get_big_endian<std::uint32_t>(rest.data() + 18);
    std::copy_n(rest.begin() + 22, 16, record.id.begin());
    const std::size_t bytes = get_big_endian<std::uint32_t>(rest.data() + 38);
    rest = rest.subspan(record_fixed_bytes);
    if (bytes > rest.size()) return std::nullopt;
    const ByteSpan box = rest.first(bytes);
    rest = rest.subspan(bytes);
    if (record.state == KeyRecordState::destroyed) return box.empty() ? std::optional(std::move(record)) : std::nullopt;
    if (box.size() < nonce_bytes + tag_bytes) return std::nullopt;
    record.plain.resize(box.size() - nonce_bytes - tag_bytes);
    const std::string bound = binding(record, key.epoch);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<Byte*>(record.plain.data()), nullptr, nullptr, box.data() + nonce_bytes, box.size() - nonce_bytes,
                                                   as_bytes(bound).data(), bound.size(), box.data(), key.secret.data()) != 0)
        return std::nullopt;
    return record;
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::array<Byte, 16> subject_key_id(const Secret& secret) {
    static constexpr std::string_view label = "forloeb subject key id v1";
    std::array<Byte, 16> id;
    crypto_generichash(id.data(), id.size(), as_bytes(label).data(), label.size(), secret.data(), secret.size());
    return id;
}

std::string encode_master(const Secret& master) {
    std::string content(master_magic);
    content.append(as_text(master));
    put_big_endian(content, checksum(content));
    return content;
}

Result<Secret> decode_master(const std::filesystem::path& file, std::string_view content) {
    if (!is_checked(content, master_magic, 4 + 32 + 4)) return damaged(file);
    Secret master;
    std::copy_n(as_bytes(content).begin() + 4, master.size(), master.begin());
    return master;
}

std::string encode_epoch_key(const EpochKey& key) {
    std::string content(epoch_magic);
    put_big_endian(content, key.epoch);
    content.append(as_text(key.secret));
    put_big_endian(content, checksum(content));
    return content;
}

Result<EpochKey> decode_epoch_key(const std::filesystem::path& file, std::string_view content) {
    if (!is_checked(content, epoch_magic, 4 + 4 + 32 + 4)) return damaged(file);
    EpochKey key{get_big_endian<std::uint32_t>(as_bytes(content).data() + 4), {}};
    std::copy_n(as_bytes(content).begin() + 8, key.secret.size(), key.secret.begin());
    return key;
}

std::string encode_keys_header(std::uint32_t epoch) {
    std::string content(keys_magic);
    put_big_endian(content, epoch);
    put_big_endian(content, checksum(content));
    return content;
}

std::string encode_batch(const std::vector<KeyRecord>& records, const EpochKey& key, const EntropySource& entropy) {
    std::string batch(4, '\0');
    for (const KeyRecord& record : records) put_record(batch, record, key, entropy);
    std::string length;
    put_big_endian(length, static_cast<std::uint32_t>(batch.size() - 4));
    batch.replace(0, 4, length);
    put_big_endian(batch, checksum(batch));
    return batch;
}

Result<std::uint32_t> epoch_of_keys(const std::filesystem::path& file, std::string_view content) {
    if (is_version_1(content)) return 0;
    if (!is_checked(content.substr(0, header_bytes), keys_magic, header_bytes)) return fail(ErrorKind::damaged, file.string() + " is not a key file of this version.");
    return get_big_endian<std::uint32_t>(as_bytes(content).data() + 4);
}

Result<std::size_t> whole_batches(const std::filesystem::path& file, std::string_view content) {
    FORLOEB_CHECK(epoch_of_keys(file, content));
    const bool version_1 = is_version_1(content);
    // Each batch is synced before the next is written, so only the last can be torn, and no durable group used its keys.
    std::size_t at = version_1 ? keys_magic_v1.size() : header_bytes;
    while (at < content.size()) {
        const std::size_t batch = intact_batch(content.substr(at), version_1);
        if (batch == 0 && is_torn(content.substr(at), version_1)) break;
        if (batch == 0)
            return fail(ErrorKind::damaged, file.string() + " is damaged at byte " + std::to_string(at) + ". Restore the key folder from its backup.");
        at += batch;
    }
    return at;
}

Status for_each_record(const std::filesystem::path& file, std::string_view whole, const EpochKey& key, const std::function<void(KeyRecord)>& visit) {
    const bool version_1 = is_version_1(whole);
    whole.remove_prefix(version_1 ? keys_magic_v1.size() : header_bytes);
    while (!whole.empty()) {
        const std::size_t bytes = announced(whole, version_1);
        ByteSpan records = as_bytes(whole).subspan(4, bytes);
        while (!records.empty()) {
            if (version_1) {
                visit(record_v1(records.first(record_bytes_v1)));
                records = records.subspan(record_bytes_v1);
                continue;
            }
            auto record = take_record(records, key);
            if (!record) return damaged(file);
            visit(std::move(*record));
        }
        whole.remove_prefix(4 + bytes + 4);
    }
    return {};
}

Result<std::string> read_key_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) return tl::make_unexpected(cannot("read", file));
    return std::move(content).str();
}

Status append_durably(const std::filesystem::path& file, std::string_view bytes) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return tl::make_unexpected(cannot("open", file));
    bool ok = write_all(fd, bytes) && ::fdatasync(fd) == 0;
    ok = ::close(fd) == 0 && ok;
    if (!ok) return tl::make_unexpected(cannot("write", file));
    return {};
}

Status sync_folder(const std::filesystem::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!ok) return tl::make_unexpected(cannot("sync", folder));
    return {};
}

Status overwrite(const std::filesystem::path& file) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    if (error) return {};
    const int fd = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return tl::make_unexpected(cannot("open", file));
    bool ok = write_all(fd, std::string(bytes, '\0')) && ::fdatasync(fd) == 0;
    ok = ::close(fd) == 0 && ok;
    if (!ok) return tl::make_unexpected(cannot("overwrite", file));
    return {};
}

}  // namespace forloeb
