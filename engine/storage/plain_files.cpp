#include "engine/storage/plain_files.hpp"

#include <algorithm>
#include <memory>

#include "engine/storage/wal_scan.hpp"

namespace forloeb {

rocksdb::EnvOptions plain_files() {
    rocksdb::EnvOptions options;
    options.use_mmap_writes = false;
    return options;
}

rocksdb::Status sync_folder(rocksdb::Env& disk, const std::filesystem::path& folder) {
    std::unique_ptr<rocksdb::Directory> directory;
    rocksdb::Status status = disk.NewDirectory(folder.string(), &directory);
    if (status.ok()) status = directory->Fsync();
    return status;
}

rocksdb::Status write_file(rocksdb::Env& disk, const std::filesystem::path& file, const std::string& text) {
    std::unique_ptr<rocksdb::WritableFile> out;
    rocksdb::Status status = disk.NewWritableFile(file.string(), &out, plain_files());
    if (status.ok()) status = out->Append(text);
    if (status.ok()) status = out->Sync();
    if (status.ok()) status = out->Close();
    return status;
}

rocksdb::Status read_blocks(rocksdb::Env& disk, const std::filesystem::path& file, const std::function<rocksdb::Status(std::string_view)>& visit) {
    std::unique_ptr<rocksdb::SequentialFile> in;
    rocksdb::Status status = disk.NewSequentialFile(file.string(), &in, plain_files());
    std::string scratch(WalScan::block_bytes, '\0');
    for (bool at_end = false; status.ok() && !at_end;) {
        std::string block;
        while (status.ok() && !at_end && block.size() < WalScan::block_bytes) {
            rocksdb::Slice piece;
            status = in->Read(WalScan::block_bytes - block.size(), &piece, scratch.data());
            at_end = piece.empty();
            block.append(piece.data(), piece.size());
        }
        if (status.ok() && !block.empty()) status = visit(block);
    }
    return status;
}

rocksdb::Status copy_file(rocksdb::Env& disk, const std::filesystem::path& from, const std::filesystem::path& to, std::uint64_t bytes) {
    std::unique_ptr<rocksdb::WritableFile> out;
    rocksdb::Status status = disk.NewWritableFile(to.string(), &out, plain_files());
    if (status.ok())
        status = read_blocks(disk, from, [&](std::string_view block) {
            block = block.substr(0, std::min<std::uint64_t>(bytes, block.size()));
            bytes -= block.size();
            return block.empty() ? rocksdb::Status::OK() : out->Append(rocksdb::Slice(block.data(), block.size()));
        });
    if (status.ok()) status = out->Sync();
    if (status.ok()) status = out->Close();
    return status;
}

}  // namespace forloeb
