#include "tools/client/reconnecting_client.hpp"

#include <future>

#include "server/protocol/problem.hpp"

namespace forloeb {
namespace {

/// One request on its way to an answer, over as many tries as it takes.
class PersistentRequest : public std::enable_shared_from_this<PersistentRequest> {
  public:
    PersistentRequest(Connections& connections, wire::Frame::Reader frame, Client::Done done)
        : connections_(connections), kept_(frame), done_(std::move(done)), limit_(Connections::Clock::now() + connections.patience()) {}

    void try_at(Connections::TimePoint due) {
        connections_.run([self = shared_from_this()](const Result<std::shared_ptr<Client>>& client) {
            if (!client) return self->give_up(client.error());
            FrameBuilder request(0, self->kept_.words());
            self->kept_.copy_to(request);
            (*client)->send(request, [self](Result<Reply> reply) { self->settle(std::move(reply)); });
        }, due, std::max(limit_, due));
    }

  private:
    void settle(Result<Reply> reply) {
        if (reply) return done_(std::move(reply));
        const Error& error = reply.error();
        if (error.kind == ErrorKind::unknown) unknown_ = error;
        const wire::Retry advice = retry_advice(error.kind);
        const auto due = Connections::Clock::now() + connections_.pause(tries_++, error);
        if ((advice == wire::Retry::LATER || advice == wire::Retry::SAME_ID) && kept_.may_repeat() && due < limit_) return try_at(due);
        give_up(error);
    }
    /// An append that was sent may be stored, whatever is said of later tries.
    void give_up(const Error& error) {
        done_(tl::make_unexpected(unknown_ && retry_advice(error.kind) == wire::Retry::LATER ? *unknown_ : error));
    }

    Connections& connections_;  // ends before it goes
    KeptFrame kept_;
    const Client::Done done_;
    const Connections::TimePoint limit_;
    unsigned tries_ = 0;
    std::optional<Error> unknown_;
};

}  // namespace

Result<std::unique_ptr<ReconnectingClient>> ReconnectingClient::connect(Endpoint endpoint, ClientIdentity identity, Persistence persistence) {
    FORLOEB_TRY(auto connections, Connections::open(std::move(endpoint), std::move(identity), std::move(persistence)));
    return std::unique_ptr<ReconnectingClient>(new ReconnectingClient(std::move(connections)));
}

ReconnectingClient::~ReconnectingClient() { connections_->end(); }

void ReconnectingClient::send(FrameBuilder& request, Client::Done done) {
    std::make_shared<PersistentRequest>(*connections_, request.frame().asReader(), std::move(done))->try_at(Connections::Clock::now());
}

Result<Reply> ReconnectingClient::call(FrameBuilder& request) {
    std::promise<Result<Reply>> promise;
    auto answered = promise.get_future();
    send(request, [&promise](Result<Reply> reply) { promise.set_value(std::move(reply)); });
    return answered.get();
}

Result<std::unique_ptr<ReconnectingFeed>> ReconnectingClient::subscribe(FrameBuilder& request, std::uint32_t window) {
    auto feed = std::make_unique<ReconnectingFeed>(connections_, request.frame().asReader(), window);
    FORLOEB_CHECK(feed->begin(Connections::Clock::now() + connections_->patience()));
    return feed;
}

Greeting ReconnectingClient::greeting() const { return connections_->greeting(); }

}  // namespace forloeb
