// The page's files: built into the program (server/CMakeLists.txt embeds server/web/dist), or read from a folder anew at each
// request while somebody works on them. Compressed once; told apart by an ETag of their content.
//
// A file under /assets/, or whose name has a hash in it, never changes and is kept for ever; the others are asked for again
// each time. There are no listings, and nothing outside the folder. Immutable after it is made; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "server/http/http_message.hpp"

namespace forloeb {

class WebFiles {
  public:
    /// `folder`: empty = the files that are built in.
    explicit WebFiles(std::filesystem::path folder);

    /// 200, 304 or 404; GET only.
    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

  private:
    struct File {
        std::string bytes, compressed, etag;
    };
    [[nodiscard]] static File prepare(std::string bytes);
    [[nodiscard]] HttpResponse give(const File& file, const std::string& path, const HttpRequest& request) const;

    const std::filesystem::path folder_;
    std::map<std::string, File, std::less<>> built_in_;  // by path, "/index.html"
};

}  // namespace forloeb
