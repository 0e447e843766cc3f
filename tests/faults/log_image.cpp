#include "tests/faults/log_image.hpp"

#include <set>

#include "engine/proof/sha256.hpp"
#include "tests/faults/workload.hpp"

namespace forloeb::faults {

Result<LogImage> read_image(const Engine& engine) {
    LogImage image;
    image.head = engine.head();
    std::set<StreamId> streams;
    for (Position from{0}; from < image.head.next;) {
        FORLOEB_TRY(const Page page, engine.read_log(from, {}));
        if (page.events.empty())
            return fail(ErrorKind::damaged, "an empty page at position " + std::to_string(from.value));
        for (const EventView& event : page.events) {
            FORLOEB_TRY(std::string text, sealed_text(engine, event));
            image.events.push_back({event.leaf(), clear_bytes(event), std::move(text), sha256(event.bytes())});
            streams.insert(event.leaf().stream);
        }
        from = page.events.back().leaf().position.next();
    }
    for (const StreamId& stream : streams) {
        FORLOEB_TRY(const std::vector<EventView> events, engine.read_whole_stream(stream));
        for (const EventView& event : events) image.streams[stream].push_back(event.leaf());
    }
    FORLOEB_TRY(image.recomputed_root, engine.recompute_root(image.head.next));
    return image;
}

Status read_bindings(const Engine& engine, std::span<const IdentifierBinding> asked, LogImage& image) {
    for (const IdentifierBinding& binding : asked) {
        FORLOEB_TRY(image.bound[Identifier(binding.scope, binding.identifier)],
                    engine.lookup(binding.scope, binding.identifier));
    }
    return {};
}

}  // namespace forloeb::faults
