#include "engine/privacy/event_keys.hpp"

#include <sodium.h>

#include <algorithm>

namespace forloeb {
namespace {

constexpr std::uint8_t leaf_depth = 8;
constexpr std::uint32_t digits = 16;
constexpr std::size_t node_bytes = 1 + 4 + 32;
constexpr std::string_view label = "forloeb node";

std::uint32_t path_of(const Uuid& event) { return static_cast<std::uint32_t>(event.low()); }

std::uint32_t digit_at(std::uint32_t path, std::uint8_t depth) { return path >> (28 - 4 * depth) & 15; }

std::uint32_t prefix_of(std::uint32_t path, std::uint8_t depth) { return depth == 0 ? 0 : path & ~std::uint32_t{0} << (32 - 4 * depth); }

Secret child_of(const Secret& node, std::uint8_t depth, std::uint32_t digit) {
    std::array<Byte, 16> input{};
    std::copy(label.begin(), label.end(), input.begin());
    input[12] = depth;
    input[13] = static_cast<Byte>(digit);
    Secret child;
    crypto_core_hchacha20(child.data(), input.data(), node.data(), nullptr);
    return child;
}

}  // namespace

EventKeys::EventKeys(const Secret& root) : nodes_{Node{0, 0, root}} {}

EventKeys::~EventKeys() {
    for (Node& node : nodes_) sodium_memzero(node.secret.data(), node.secret.size());
}

std::vector<EventKeys::Node>::const_iterator EventKeys::above(std::uint32_t path) const {
    return std::ranges::find_if(nodes_, [path](const Node& node) { return prefix_of(path, node.depth) == node.path; });
}

std::optional<Secret> EventKeys::of(const Uuid& event) const {
    const std::uint32_t path = path_of(event);
    const auto from = above(path);
    if (from == nodes_.end()) return std::nullopt;
    Secret secret = from->secret;
    for (std::uint8_t depth = from->depth; depth < leaf_depth; ++depth) secret = child_of(secret, depth, digit_at(path, depth));
    return secret;
}

bool EventKeys::take_out(const Uuid& event) {
    const std::uint32_t path = path_of(event);
    const auto from = above(path);
    if (from == nodes_.end()) return false;
    const auto index = static_cast<std::size_t>(from - nodes_.begin());
    Node node = *from;
    for (; node.depth < leaf_depth; ++node.depth) {
        const std::uint32_t taken = digit_at(path, node.depth);
        for (std::uint32_t digit = 0; digit < digits; ++digit)
            if (digit != taken)
                nodes_.push_back({static_cast<std::uint8_t>(node.depth + 1), node.path | digit << (28 - 4 * node.depth), child_of(node.secret, node.depth, digit)});
        node.secret = child_of(node.secret, node.depth, taken);
        node.path |= taken << (28 - 4 * node.depth);
    }
    sodium_memzero(node.secret.data(), node.secret.size());
    sodium_memzero(nodes_[index].secret.data(), nodes_[index].secret.size());
    nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(index));
    return true;
}

std::optional<Secret> EventKeys::root() const {
    if (nodes_.size() != 1 || nodes_.front().depth != 0) return std::nullopt;
    return nodes_.front().secret;
}

std::string EventKeys::encode() const {
    std::string out;
    out.reserve(nodes_.size() * node_bytes);
    for (const Node& node : nodes_) {
        put_big_endian(out, node.depth);
        put_big_endian(out, node.path);
        out.append(as_text(node.secret));
    }
    return out;
}

Result<EventKeys> EventKeys::decode(ByteSpan bytes) {
    if (bytes.size() % node_bytes != 0) return fail(ErrorKind::damaged, "A subject key has the wrong length.");
    EventKeys keys;
    for (; !bytes.empty(); bytes = bytes.subspan(node_bytes)) {
        Node node{bytes[0], get_big_endian<std::uint32_t>(bytes.data() + 1), {}};
        if (node.depth > leaf_depth) return fail(ErrorKind::damaged, "A subject key has no such depth.");
        std::copy_n(bytes.begin() + 5, node.secret.size(), node.secret.begin());
        keys.nodes_.push_back(node);
    }
    return keys;
}

}  // namespace forloeb
