// The newest connection to one server, and new ones as they are wanted: what ReconnectingClient and its feeds share. A
// thread of its own makes them, for that takes time, and runs what waits for one.
//
// Threads: every call from any thread. A connection that is lost is replaced when somebody wants one, not before.
#pragma once

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "tools/client/client.hpp"

namespace forloeb {

struct Persistence {
    std::chrono::milliseconds patience = std::chrono::seconds(60);  // of one request, all tries together; 0 = once
    std::chrono::milliseconds first_pause{100};                     // bound of the first wait between tries
    std::chrono::milliseconds longest_pause{5000};
    std::function<void(bool connected, const std::string& why)> on_state = {};  // on the thread that makes connections
};

class Connections {
  public:
    using Clock = std::chrono::steady_clock;
    using TimePoint = Clock::time_point;
    /// Gets a live connection, or why there is none.
    using Task = std::function<void(const Result<std::shared_ptr<Client>>&)>;

    /// `unavailable` if the server cannot be reached now.
    [[nodiscard]] static Result<std::shared_ptr<Connections>> open(Endpoint endpoint, ClientIdentity identity, Persistence persistence);
    ~Connections() { end(); }

    /// Runs the task once there is a connection and it is `due`; with an error at `limit`.
    void run(Task task, TimePoint due, TimePoint limit);
    /// The same, waiting.
    [[nodiscard]] Result<std::shared_ptr<Client>> wait(TimePoint limit);
    /// Closes the connection; tasks and requests under way end with an error. When it returns nothing runs any more.
    void end();

    /// No connection will be made any more.
    [[nodiscard]] bool has_ended();

    /// A random wait before try `tries` + 1; at least what the server asked for.
    [[nodiscard]] std::chrono::milliseconds pause(unsigned tries, const Error& error);
    [[nodiscard]] std::chrono::milliseconds patience() const { return persistence_.patience; }
    [[nodiscard]] Greeting greeting();

  private:
    struct Waiting {
        Task task;
        TimePoint due, limit;
    };

    Connections(Endpoint endpoint, ClientIdentity identity, Persistence persistence);
    [[nodiscard]] bool is_live() const { return client_ && !client_->is_lost(); }
    void work();
    void connect(std::unique_lock<std::mutex>& lock);
    void run_ready(std::unique_lock<std::mutex>& lock);
    [[nodiscard]] TimePoint next_time() const;

    const Endpoint endpoint_;
    const ClientIdentity identity_;
    const Persistence persistence_;
    const std::shared_ptr<ClientLoop> loop_ = std::make_shared<ClientLoop>();

    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::minstd_rand random_{std::random_device{}()};
    std::shared_ptr<Client> client_;
    std::vector<Waiting> waiting_;
    std::optional<Error> ended_;  // for good: closed here, or refused by the server
    unsigned tries_ = 0;          // to connect, since the last connection
    TimePoint next_try_{};
    std::thread worker_;
};

}  // namespace forloeb
