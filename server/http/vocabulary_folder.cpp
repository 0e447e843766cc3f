#include "server/http/vocabulary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace forloeb {

Result<Vocabulary> read_vocabulary_file(const std::filesystem::path& file, std::vector<VocabularyFinding>& findings) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail(ErrorKind::not_found, "Cannot read the vocabulary file " + file.string() + ".");
    std::ostringstream text;
    text << stream.rdbuf();
    return parse_vocabulary(text.str(), findings);
}

Result<std::vector<Vocabulary>> vocabularies_with(const std::filesystem::path& folder) {
    std::vector<Vocabulary> all(shipped_vocabularies().begin(), shipped_vocabularies().end());
    if (folder.empty()) return all;
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (error) return fail(ErrorKind::not_found, "Cannot read the vocabulary folder " + folder.string() + ".");
    std::ranges::sort(files);
    for (const std::filesystem::path& file : files) {
        std::vector<VocabularyFinding> findings;
        FORLOEB_TRY(const Vocabulary own, read_vocabulary_file(file, findings));
        if (!findings.empty())
            return fail(ErrorKind::invalid, file.string() + ":" + std::to_string(findings.front().line) + ":" +
                                                std::to_string(findings.front().column) + ": " + findings.front().what);
        if (Status added = extend_vocabularies(all, own); !added)
            return fail(ErrorKind::invalid, file.string() + ": " + added.error().message);
    }
    return all;
}

}  // namespace forloeb
