#include "tools/bench/appends.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "events/schema/case.capnp.h"
#include "events/schema/contact.capnp.h"
#include "server/protocol/ids.hpp"
#include "tools/client/client.hpp"

namespace forloeb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t events_per_case = 12;
constexpr std::int64_t first_occurred_micros = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z
constexpr std::int64_t micros_per_hour = 3'600'000'000;
constexpr const char* note =
    "Aftalt med borgeren, at koordinatoren skriver igen i næste uge, og at visitationen deltager i mødet.";

/// Ids that no other load of the directory has, the same in every run (splitmix64).
Uuid made_up_id(std::uint64_t seed, std::uint64_t client, std::uint64_t number, std::uint64_t use) {
    const auto mix = [](std::uint64_t value) {
        value += 0x9e3779b97f4a7c15ULL;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
        return value ^ (value >> 31);
    };
    const std::uint64_t high = mix(mix(mix(seed) ^ client) ^ use);
    return Uuid::from_halves(high, mix(high ^ number));
}

void write_event(ProposedEvent::Builder event, std::uint64_t number) {
    auto envelope = event.initEnvelope();
    write_moment(envelope.initOccurredAt(),
                 in_local_time({first_occurred_micros + static_cast<std::int64_t>(number % 4096) * micros_per_hour}));
    auto actor = envelope.initActor();
    actor.setPseudonym("koord-1");
    actor.setRole("coordinator");
    actor.setUnit("Voksenhandicap");
    envelope.setPurpose("bench");
    if (number % events_per_case == 0) {
        event.setType("case.opened");
        event.getPayload().initAs<CaseOpened>().setMunicipality("demo");
        return;
    }
    event.setType("contact.held");
    auto contact = event.getPayload().initAs<ContactHeld>();
    contact.initWith(1).set(0, "borger");
    contact.setChannel("sms");
    contact.setMinutes(10);
    event.initPersonal(1)[0].getFields().initAs<ContactHeldPersonal>().setNote(note);
}

/// All loads' shared end.
struct Finish {
    std::mutex mutex;  // guards what follows
    std::condition_variable done;
    std::size_t clients_left = 0;
    std::optional<Error> failure;
    Timing timing;
};

/// Keeps one connection's number of requests in flight. Its answers come on the client's I/O thread and keep it alive: the
/// last of them may still be returning when the load is over.
class Sender : public std::enable_shared_from_this<Sender> {
  public:
    Sender(Client& client, std::uint64_t number, std::uint64_t appends, const AppendLoad& load, const Stop& stop,
           Finish& finish)
        : number_(number), appends_(appends), seed_(load.seed), stop_(stop), finish_(finish), client_(client) {
        microseconds_.reserve(appends);
    }
    void start(std::size_t in_flight) {
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < in_flight && next_ < appends_; ++i) send_next();
        if (under_way_ == 0) end();
    }

  private:
    void send_next() {
        const std::uint64_t number = next_++;
        ++under_way_;
        FrameBuilder request;
        auto append = request.frame().initAppend();
        write_id(append.initAppendId(), made_up_id(seed_, number_, number, 1));
        auto stream = append.initStreams(1)[0];
        write_stream_ref(stream.initStream(),
                         {StreamKind::case_, made_up_id(seed_, number_, number / events_per_case, 2)});
        write_event(stream.initEvents(1)[0], number);
        client_.send(request, [self = shared_from_this(), sent = Clock::now()](Result<Reply> reply) {
            self->take(std::move(reply), sent);
        });
    }

    void take(Result<Reply> reply, Clock::time_point sent) {
        const std::lock_guard lock(mutex_);
        --under_way_;
        if (!reply) {
            const std::lock_guard finish_lock(finish_.mutex);
            if (!finish_.failure) finish_.failure = reply.error();
            next_ = appends_;
        } else {
            microseconds_.push_back(std::chrono::duration<double, std::micro>(Clock::now() - sent).count());
        }
        if (next_ < appends_ && !stop_()) send_next();
        if (under_way_ == 0) end();
    }

    void end() {
        const std::lock_guard lock(finish_.mutex);
        auto& all = finish_.timing.microseconds;
        all.insert(all.end(), microseconds_.begin(), microseconds_.end());
        if (--finish_.clients_left == 0) finish_.done.notify_all();
    }

    const std::uint64_t number_;
    const std::uint64_t appends_;
    const std::uint64_t seed_;
    const Stop& stop_;
    Finish& finish_;
    std::mutex mutex_;  // start() runs on the caller's thread while the first answers come: guards what follows
    std::uint64_t next_ = 0;
    std::size_t under_way_ = 0;
    std::vector<double> microseconds_;
    Client& client_;
};

}  // namespace

Result<Timing> timed_appends(const Endpoint& server, const AppendLoad& load, const Stop& stop) {
    const auto loop = std::make_shared<ClientLoop>();
    Finish finish;
    finish.clients_left = load.clients;
    std::vector<std::unique_ptr<Client>> clients;
    std::vector<std::shared_ptr<Sender>> senders;
    for (std::size_t i = 0; i < load.clients; ++i) {
        FORLOEB_TRY(auto client, Client::connect(server, loop));
        const std::uint64_t share = load.appends / load.clients + (i < load.appends % load.clients ? 1 : 0);
        senders.push_back(std::make_shared<Sender>(*client, i, share, load, stop, finish));
        clients.push_back(std::move(client));
    }
    const auto start = Clock::now();
    for (const auto& sender : senders) sender->start(load.in_flight);
    std::unique_lock lock(finish.mutex);
    finish.done.wait(lock, [&] { return finish.clients_left == 0; });
    finish.timing.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    finish.timing.operations = finish.timing.microseconds.size();
    if (finish.failure) return tl::make_unexpected(*finish.failure);
    return finish.timing;
}

}  // namespace forloeb::bench
