// Of the remembered subscriptions: their file, both ways.
#include <capnp/message.h>
#include <capnp/serialize.h>
#include <kj/exception.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "engine/proof/sha256.hpp"
#include "server/protocol/texts.hpp"
#include "server/session/subscription.hpp"
#include "server/subscriptions/remembered.hpp"

namespace forloeb {

std::string RememberedSubscriptions::encode() const {
    capnp::MallocMessageBuilder message;
    auto kept = message.initRoot<wire::subscribing::Kept>().initEntries(static_cast<capnp::uint>(entries_.size()));
    capnp::uint i = 0;
    for (const auto& [key, entry] : entries_) {
        auto out = kept[i++];
        out.setActor(key.first);
        auto subscription = out.initSubscription();
        subscription.setName(key.second);
        write_filter(subscription.initFilter(), *entry.subscription.filter);
        subscription.setNext(entry.subscription.next.value);
        subscription.setCreatedAt(entry.subscription.created.micros);
    }
    const auto words = capnp::messageToFlatArray(message);
    const ByteSpan bytes(words.asBytes().begin(), words.asBytes().size());
    return std::string(as_text(sha256(bytes))).append(as_text(bytes));
}

Status RememberedSubscriptions::load() {
    if (loaded_) return {};
    std::ifstream in(file_, std::ios::binary);
    if (in) {
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        FORLOEB_CHECK(decode(bytes));
    } else if (std::filesystem::exists(file_)) {
        return fail(ErrorKind::unavailable, "Cannot read " + file_.string() + ": check its permissions.");
    }
    loaded_ = true;
    return {};
}

Status RememberedSubscriptions::decode(const std::string& bytes) {
    const Error damaged{ErrorKind::damaged, "The file of remembered subscriptions, " + file_.string() + ", is not what was written. Move it away, and have consumers make theirs anew.", {}, {}};
    constexpr std::size_t hash_bytes = sizeof(Hash);
    if (bytes.size() < hash_bytes || (bytes.size() - hash_bytes) % sizeof(capnp::word) != 0) return tl::make_unexpected(damaged);
    const ByteSpan all = as_bytes(bytes);
    auto words = kj::heapArray<capnp::word>((bytes.size() - hash_bytes) / sizeof(capnp::word));
    std::ranges::copy(all.subspan(hash_bytes), words.asBytes().begin());
    const Hash hash = sha256(all.subspan(hash_bytes));
    if (!std::ranges::equal(hash, all.first(hash_bytes))) return tl::make_unexpected(damaged);
    std::map<Key, Entry> entries;
    try {
        capnp::ReaderOptions options;
        options.traversalLimitInWords = 8 * words.size() + 1024;
        capnp::FlatArrayMessageReader reader(words, options);
        for (const auto kept : reader.getRoot<wire::subscribing::Kept>().getEntries()) {
            const auto subscription = kept.getSubscription();
            FORLOEB_TRY(SubscriptionFilter filter, read_filter(subscription.getFilter(), "filter"));
            RememberedSubscription one{text_of(kept.getActor()), text_of(subscription.getName()), std::make_shared<const SubscriptionFilter>(std::move(filter)),
                                       {subscription.getNext()}, {subscription.getCreatedAt()}};
            const Key key(one.actor, one.name);
            entries.emplace(key, Entry{std::move(one), {}});
        }
    } catch (const kj::Exception&) {
        return tl::make_unexpected(damaged);
    }
    entries_ = std::move(entries);
    return {};
}

}  // namespace forloeb
