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

#include "server/protocol/problem.hpp"
#include "server/session/connection.hpp"
#include "server/session/listener.hpp"

namespace forloeb {
namespace asio = boost::asio;
namespace {

constexpr auto tick = std::chrono::seconds(1);
constexpr auto tick_while_stopping = std::chrono::milliseconds(10);

/// A copy, because a connection may leave the set while it is told something.
std::vector<std::shared_ptr<Connection>> all_connections(const LoopState& state) {
    return {state.connections.begin(), state.connections.end()};
}

void wake(const std::shared_ptr<LoopState>& state) {
    state->head_posted = false;
    const Position head{state->head};
    for (const auto& connection : all_connections(*state)) connection->on_head(head);
}

/// Whose the data are: the owner may everything where no policy says otherwise.
uid_t owner_of(const std::filesystem::path& data) {
    struct stat folder {};
    return ::stat(data.c_str(), &folder) == 0 ? folder.st_uid : ::geteuid();
}

void take_connection(const std::shared_ptr<LoopState>& state, StreamSocket socket, Visitor visitor) {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    if (state->connections.size() >= limits::connections_max) {
        const WireFrame busy = error_frame(0, {ErrorKind::overloaded, "The server has as many connections as it takes; connect again later.", {}, {}});
        socket.write_some(asio::buffer(busy.bytes().data(), busy.size()), ignored);
        return;
    }
    TlsContext tls = visitor.address.empty() ? nullptr : state->tls;
    const auto connection = std::make_shared<Connection>(state, std::move(socket), std::move(visitor), std::move(tls));
    state->connections.insert(connection);
    connection->start();
}

}  // namespace

struct Loop::Parts {
    Parts(const Handlers& handlers, DoorFigures& figures, std::size_t workers)
        : state(std::make_shared<LoopState>(handlers, figures, workers)),
          owner(owner_of(handlers.engine().options().data)),
          work(asio::make_work_guard(state->io)),
          timer(state->io) {}

    void wait_for_tick();
    void begin_stop();

    std::shared_ptr<LoopState> state;
    const uid_t owner;
    asio::executor_work_guard<asio::io_context::executor_type> work;
    asio::steady_timer timer;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::uint64_t head_listener = 0;
    std::thread thread;
    std::int64_t stop_by_ms = 0;  // 0 while running
    bool ended = false;
    std::promise<void> stopped;
};

Loop::Loop(const Handlers& handlers, DoorFigures& figures, std::size_t workers)
    : parts_(std::make_unique<Parts>(handlers, figures, workers)) {}

Loop::~Loop() { stop(); }

Result<Endpoint> Loop::listen(const Endpoint& endpoint) {
    auto listener = std::make_unique<Listener>(parts_->state->io, parts_->owner);
    FORLOEB_TRY(Endpoint bound, listener->open(endpoint));
    parts_->listeners.push_back(std::move(listener));
    return bound;
}

void Loop::use(TlsContext tls) {
    if (!parts_->thread.joinable()) {
        parts_->state->tls = std::move(tls);
        return;
    }
    asio::post(parts_->state->io, [state = parts_->state, tls = std::move(tls)]() mutable { state->tls = std::move(tls); });
}

void Loop::start() {
    auto state = parts_->state;
    Engine& engine = state->handlers.engine();
    parts_->head_listener = engine.add_head_listener([state](const LogHead& head) {
        state->head = head.next.value;
        if (state->figures.subscriptions != 0 && !state->head_posted.exchange(true)) asio::post(state->io, [state] { wake(state); });
    });
    // What was committed before the listener was there; what comes at this moment is told by it.
    std::uint64_t seen = 0;
    state->head.compare_exchange_strong(seen, engine.head().next.value);
    for (const auto& listener : parts_->listeners)
        listener->accept([state](StreamSocket socket, Visitor visitor) { take_connection(state, std::move(socket), std::move(visitor)); });
    parts_->wait_for_tick();
    parts_->thread = std::thread([state] { state->io.run(); });
}

Result<int> Loop::connect_within() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(ErrorKind::unavailable, "The operating system gives no more sockets; close something.");
    asio::post(parts_->state->io, [state = parts_->state, end = ends[0], owner = parts_->owner] {
        asio::local::stream_protocol::socket socket(state->io, asio::local::stream_protocol(), end);
        take_connection(state, StreamSocket(std::move(socket)), visitor_of(end, owner));
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
    for (const auto& listener : listeners) listener->close();
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
