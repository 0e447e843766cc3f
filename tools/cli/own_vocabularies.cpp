#include "tools/cli/own_vocabularies.hpp"

namespace forloeb {

namespace fs = std::filesystem;

fs::path vocabulary_folder(const Settings& settings) {
    if (!settings.vocabulary.empty()) return settings.vocabulary;
    if (settings.data.empty()) return {};
    const fs::path beside = settings.data.string() + ".vocabulary";
    std::error_code error;
    return fs::is_directory(beside, error) ? beside : fs::path();
}

Result<std::vector<Vocabulary>> vocabularies_of(const Settings& settings) { return vocabularies_with(vocabulary_folder(settings)); }

}  // namespace forloeb
