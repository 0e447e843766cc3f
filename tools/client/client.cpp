#include "tools/client/client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <future>

#include "tools/client/wire.hpp"

namespace forloeb {
namespace asio = boost::asio;

ClientLoop::ClientLoop() : parts_(std::make_unique<Parts>()) {
    parts_->thread = std::thread([this] { parts_->io.run(); });
}

ClientLoop::~ClientLoop() {
    parts_->work.reset();
    parts_->thread.join();
}

struct Client::Parts {
    std::shared_ptr<const void> keeper;  // goes last
    std::shared_ptr<ClientLoop> loop;
    std::shared_ptr<Wire> wire;
    Greeting greeting;
};

namespace {

constexpr const char* client_name = "forloeb " FORLOEB_VERSION;
constexpr auto hello_timeout = std::chrono::seconds(5);
constexpr auto silence_after_deadline = std::chrono::seconds(1);  // the answer's way back, and a busy machine

tl::unexpected<Error> cannot_reach(const Endpoint& endpoint, const boost::system::error_code& error) {
    return fail(ErrorKind::unavailable, "Cannot reach a server at " + endpoint.text() + " (" + error.message() + "). Is it running? Start one with: forloeb serve");
}

Result<Wire::Socket> open_socket(const Endpoint& endpoint, asio::io_context& io) {
    boost::system::error_code error;
    if (endpoint.is_unix()) {
        asio::local::stream_protocol::socket socket(io);
        socket.connect(asio::local::stream_protocol::endpoint(endpoint.path), error);
        if (error) return cannot_reach(endpoint, error);
        return Wire::Socket(std::move(socket));
    }
    asio::ip::tcp::resolver resolver(io);
    const auto places = resolver.resolve(endpoint.host, std::to_string(endpoint.port), error);
    asio::ip::tcp::socket socket(io);
    if (!error) asio::connect(socket, places, error);
    if (!error) socket.set_option(asio::ip::tcp::no_delay(true), error);
    if (error) return cannot_reach(endpoint, error);
    return Wire::Socket(std::move(socket));
}

std::string text(capnp::Text::Reader reader) { return {reader.begin(), reader.size()}; }

}  // namespace

Client::Client(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Client::~Client() { parts_->wire->close(); }

Result<std::unique_ptr<Client>> Client::connect(const Endpoint& endpoint, std::shared_ptr<ClientLoop> loop, const ClientIdentity& identity) {
    const bool encrypted = identity.tls.any() && !endpoint.is_unix();
    if (!encrypted && !endpoint.is_loopback())
        return fail(ErrorKind::invalid, "To reach " + endpoint.text() + ", beyond this machine, needs TLS: --tls-authority, --tls-certificate and --tls-key.", "server");
    TlsContext tls;
    if (encrypted) {
        FORLOEB_TRY(tls, client_context(identity.tls));
    }
    auto parts = std::make_unique<Parts>();
    parts->loop = loop ? std::move(loop) : std::make_shared<ClientLoop>();
    FORLOEB_TRY(auto socket, open_socket(endpoint, parts->loop->parts().io));
    parts->wire = std::make_shared<Wire>(parts->loop->parts().io, std::move(socket), std::move(tls));
    if (const Status shaken = parts->wire->shake_hands(endpoint.host); !shaken) {
        parts->wire->close();
        return tl::make_unexpected(shaken.error());
    }
    return greet(std::move(parts), identity.token);
}

Result<std::unique_ptr<Client>> Client::adopt(int socket, std::shared_ptr<const void> keeper, const ClientIdentity& identity) {
    auto parts = std::make_unique<Parts>();
    parts->keeper = std::move(keeper);
    parts->loop = std::make_shared<ClientLoop>();
    parts->wire = std::make_shared<Wire>(parts->loop->parts().io, Wire::Socket(asio::local::stream_protocol::socket(parts->loop->parts().io, asio::local::stream_protocol(), socket)));
    return greet(std::move(parts), identity.token);
}

Result<std::unique_ptr<Client>> Client::greet(std::unique_ptr<Parts> parts, const std::string& token) {
    std::unique_ptr<Client> client(new Client(std::move(parts)));
    client->parts_->wire->start();
    FrameBuilder request;
    auto hello = request.frame().initHello();
    hello.setProtocolVersion(wire::PROTOCOL_VERSION);
    hello.setClient(client_name);
    if (!token.empty()) hello.setToken(token);
    const auto promise = std::make_shared<std::promise<Result<Reply>>>();
    auto answered = promise->get_future();
    client->send(request, [promise](Result<Reply> came) { promise->set_value(std::move(came)); });
    if (answered.wait_for(hello_timeout) != std::future_status::ready)
        return fail(ErrorKind::unavailable, "What listens at this address did not answer hello in time. Is it a Forløb server?");
    FORLOEB_TRY(const Reply reply, answered.get());
    if (!reply.frame().isHelloReply()) return fail(ErrorKind::unsupported, "What answers at this address does not speak Forløb's protocol.");
    const auto said = reply.frame().getHelloReply();
    client->parts_->greeting = {said.getProtocolVersion(), text(said.getServer()), text(said.getController()), text(said.getOrigin()), {said.getHead()}};
    return client;
}

Result<Reply> Client::call(FrameBuilder& request, std::optional<std::chrono::milliseconds> deadline) {
    if (deadline) request.frame().setDeadlineMs(static_cast<std::uint32_t>(std::max<std::int64_t>(1, deadline->count())));
    const bool append = request.frame().isAppend();
    // Kept by the callback, which may come after nobody waits any more.
    const auto promise = std::make_shared<std::promise<Result<Reply>>>();
    auto answered = promise->get_future();
    const std::uint64_t corr = send(request, [promise](Result<Reply> reply) { promise->set_value(std::move(reply)); });
    if (deadline && answered.wait_for(*deadline + silence_after_deadline) != std::future_status::ready) {
        cancel(corr);
        return tl::make_unexpected(lost_error(append, "no answer in time"));
    }
    return answered.get();
}

std::uint64_t Client::send(FrameBuilder& request, Done done) { return parts_->wire->send(request, std::move(done)); }

void Client::cancel(std::uint64_t request) {
    FrameBuilder frame(request, 16);
    frame.frame().setCancel();
    parts_->wire->tell(frame);
}

void Client::close() { parts_->wire->close(); }

bool Client::is_lost() const { return parts_->wire->is_lost(); }

Result<std::unique_ptr<Feed>> Client::subscribe(FrameBuilder& request, std::uint32_t window) {
    request.frame().getSubscribe().setCredits(window);
    auto inbox = std::make_shared<FeedInbox>();
    inbox->wire = parts_->wire;
    inbox->window = window;
    std::promise<Result<Reply>> promise;
    auto answered = promise.get_future();
    parts_->wire->send(request, [&promise](Result<Reply> reply) { promise.set_value(std::move(reply)); }, inbox);
    FORLOEB_TRY(const Reply reply, answered.get());
    inbox->position = {reply.frame().getSubscribed().getPosition()};  // nobody takes from it yet
    return std::make_unique<Feed>(std::move(inbox));
}

const Greeting& Client::greeting() const { return parts_->greeting; }

Result<EventView> open_record(wire::EventRecord::Reader record) {
    const auto encoded = record.getLeaf();
    FORLOEB_TRY(const LeafRecord leaf, decode_leaf({encoded.begin(), encoded.size()}));
    const auto stored = record.getStored();
    return EventView::open(leaf, {stored.begin(), stored.size()});
}

}  // namespace forloeb
