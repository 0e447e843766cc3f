#include "server/session/loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "server/http/http_connection.hpp"
#include "server/http/http_door.hpp"
#include "server/protocol/problem.hpp"
#include "server/session/connection.hpp"
#include "server/session/listener.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr auto tick = std::chrono::seconds(1);
constexpr auto tick_while_stopping = std::chrono::milliseconds(10);
constexpr mode_t owner_only = S_IRUSR | S_IWUSR;
constexpr mode_t everybody = owner_only | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;

/// A copy, because a connection may leave the set while it is told something.
std::vector<std::shared_ptr<AnyConnection>> all_connections(const LoopState& state) {
    return {state.connections.begin(), state.connections.end()};
}

void look(const std::shared_ptr<LoopState>& state);

/// Tells all that follow of the head; of what is in the events up to it, if that is known.
void tell(const std::shared_ptr<LoopState>& state, const std::shared_ptr<const Committed>& committed) {
    const Position head{state->head};
    state->told = committed ? committed->to() : head;
    for (const auto& connection : state->all_following()) {
        if (committed)
            connection->on_committed(*committed);
        else
            connection->on_head(head);
    }
    if (state->told < head) look(state);
}

/// What is in the events since the head that was told: read once, for all subscriptions that want part of the log only.
void look(const std::shared_ptr<LoopState>& state) {
    if (state->looking) return;
    state->looking = true;
    asio::post(state->quick, [state, from = state->told] {
        auto committed = state->handlers.committed(from);
        asio::post(state->io, [loop = std::weak_ptr(state), committed = std::move(committed)] {
            const auto told = loop.lock();
            if (!told) return;
            told->looking = false;
            tell(told, committed);
        });
    });
}

void wake(const std::shared_ptr<LoopState>& state) {
    state->head_posted = false;
    if (state->filtered != 0) return look(state);
    if (!state->looking) tell(state, nullptr);
}

/// `http`: it speaks HTTP; none = the house's own protocol.
void take_connection(const std::shared_ptr<LoopState>& state, HttpDoor* http, StreamSocket socket, Visitor visitor) {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    TlsContext tls = visitor.address.empty() ? nullptr : http == nullptr ? state->tls : state->http_tls;
    if (state->connections.size() >= state->connections_max) {
        if (http != nullptr) return;  // a browser tries again by itself
        const WireFrame busy = error_frame(0, {ErrorKind::overloaded, "The server has as many connections as it takes; connect again later.", {}, {}});
        socket.write_some(asio::buffer(busy.bytes().data(), busy.size()), ignored);
        return;
    }
    std::shared_ptr<AnyConnection> connection;
    if (http != nullptr)
        connection = std::make_shared<HttpConnection>(state, *http, std::move(socket), std::move(visitor), std::move(tls));
    else
        connection = std::make_shared<Connection>(state, std::move(socket), std::move(visitor), std::move(tls));
    state->connections.insert(connection);
    if (http != nullptr) state->follow(connection, true);
    connection->start();
}

}  // namespace

struct Loop::Parts {
    Parts(const Handlers& handlers, DoorFigures& figures, std::size_t workers)
        : state(std::make_shared<LoopState>(handlers, figures, workers)),
          owner(data_owner(handlers.engine().options().data)),
          work(asio::make_work_guard(state->io)),
          timer(state->io) {}

    void wait_for_tick();
    void begin_stop();

    std::shared_ptr<LoopState> state;
    const uid_t owner;
    asio::executor_work_guard<asio::io_context::executor_type> work;
    asio::steady_timer timer;
    struct ListeningDoor {
        std::unique_ptr<Listener> listener;
        HttpDoor* http = nullptr;  // none = the house's own protocol
    };
    [[nodiscard]] Result<Endpoint> open(const Endpoint& endpoint, HttpDoor* http, mode_t mode);

    std::vector<ListeningDoor> listeners;
    std::uint64_t head_listener = 0;
    std::thread thread;
    std::int64_t stop_by_ms = 0;  // 0 while running
    bool ended = false;
    std::promise<void> stopped;
};

Loop::Loop(const Handlers& handlers, DoorFigures& figures, std::size_t workers)
    : parts_(std::make_unique<Parts>(handlers, figures, workers)) {}

Loop::~Loop() { stop(); }

Result<Endpoint> Loop::Parts::open(const Endpoint& endpoint, HttpDoor* http, mode_t mode) {
    auto listener = std::make_unique<Listener>(state->io, owner, mode);
    FORLOEB_TRY(Endpoint bound, listener->open(endpoint));
    listeners.push_back({std::move(listener), http});
    return bound;
}

Result<Endpoint> Loop::listen(const Endpoint& endpoint) { return parts_->open(endpoint, nullptr, owner_only); }

Result<Endpoint> Loop::listen(const Endpoint& endpoint, HttpDoor& door) {
    return parts_->open(endpoint, &door, door.has_proxy() ? everybody : owner_only);
}

void Loop::use(TlsContext tls, TlsContext http_tls) {
    const auto take = [state = parts_->state, tls = std::move(tls), http_tls = std::move(http_tls)] {
        state->tls = tls;
        state->http_tls = http_tls;
        for (const auto& connection : all_connections(*state)) connection->on_certificates();
    };
    if (!parts_->thread.joinable()) return take();
    asio::post(parts_->state->io, take);
}

void Loop::take_at_most(std::uint64_t connections) { parts_->state->connections_max = connections; }

std::function<void(std::function<void()>)> Loop::workers() {
    return [state = std::weak_ptr(parts_->state)](std::function<void()> work) {
        if (const auto loop = state.lock()) asio::post(loop->readers, std::move(work));
    };
}

void Loop::start() {
    auto state = parts_->state;
    Engine& engine = state->handlers.engine();
    parts_->head_listener = engine.add_head_listener([state](const LogHead& head) {
        state->head = head.next.value;
        if (state->followers != 0 && !state->head_posted.exchange(true)) asio::post(state->io, [state] { wake(state); });
    });
    // What was committed before the listener was there; what comes at this moment is told by it.
    std::uint64_t seen = 0;
    state->head.compare_exchange_strong(seen, engine.head().next.value);
    for (const auto& door : parts_->listeners)
        door.listener->accept([state, http = door.http](StreamSocket socket, Visitor visitor) {
            take_connection(state, http, std::move(socket), std::move(visitor));
        });
    parts_->wait_for_tick();
    parts_->thread = std::thread([state] { state->io.run(); });
}

Result<int> Loop::connect_within() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(ErrorKind::unavailable, "The operating system gives no more sockets; close something.");
    asio::post(parts_->state->io, [state = parts_->state, end = ends[0], owner = parts_->owner] {
        asio::local::stream_protocol::socket socket(state->io, asio::local::stream_protocol(), end);
        take_connection(state, nullptr, StreamSocket(std::move(socket)), visitor_of(end, owner));
    });
    return ends[1];
}

void Loop::Parts::wait_for_tick() {
    timer.expires_after(stop_by_ms == 0 ? std::chrono::milliseconds(tick) : tick_while_stopping);
    timer.async_wait([this](boost::system::error_code error) {
        if (error || ended) return;
        const SteadyMs now = LoopState::now();
        for (const auto& connection : all_connections(*state)) connection->on_time(now);
        if (stop_by_ms != 0 && (state->connections.empty() || now.value >= stop_by_ms)) {
            for (const auto& connection : all_connections(*state)) connection->drop("the server is stopping");
            ended = true;
            stopped.set_value();
            return;
        }
        wait_for_tick();
    });
}

void Loop::Parts::begin_stop() {
    stop_by_ms = LoopState::now().value + limits::stop_timeout_ms;
    state->stopping = true;
    for (const auto& door : listeners) door.listener->close();
    for (const auto& connection : all_connections(*state)) connection->on_stop();
    timer.cancel();
    wait_for_tick();
}

void Loop::stop() {
    if (!parts_->thread.joinable()) return;
    asio::post(parts_->state->io, [parts = parts_.get()] { parts->begin_stop(); });
    parts_->stopped.get_future().wait();
    parts_->state->handlers.engine().remove_head_listener(parts_->head_listener);
    parts_->state->quick.join();
    parts_->state->readers.join();
    // Not stopped but left to run dry: what is still queued holds connections, and they hold this state.
    parts_->work.reset();
    parts_->thread.join();
    parts_->listeners.clear();
}

}  // namespace forloeb
