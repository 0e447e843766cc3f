// Everybody else on a server: connections that are idle, that ask now and then, that never say hello, that take nothing of
// what they asked for, that send a byte at a time, and that send noise. Whoever is cut off comes again.
//
// Held by a thread of its own from gather() to the destructor; cheap, for the machine is shared with what is measured.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tools/bench/connect.hpp"

namespace forloeb::bench {

struct CrowdSize {
    std::size_t idle = 0;
    std::size_t active = 0;  // each sends a ping a second
    std::size_t silent = 0;
    std::size_t slow = 0;
    std::size_t trickling = 0;
    std::size_t hostile = 0;

    [[nodiscard]] std::size_t all() const { return idle + active + silent + slow + trickling + hostile; }
};

class Crowd {
  public:
    explicit Crowd(Endpoint server) : server_(std::move(server)) {}
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    /// Idle ones, greeted: they only stand there.
    [[nodiscard]] Status add_idle(std::size_t count);
    /// All others, and begins.
    [[nodiscard]] Status begin(const CrowdSize& size);
    /// Pings of the active that were answered so far.
    [[nodiscard]] std::uint64_t answered() const { return answered_; }
    /// How many times one of them was cut off or refused so far.
    [[nodiscard]] std::uint64_t cut_off() const { return cut_off_; }

  private:
    using Member = void (Crowd::*)(Descriptor& socket);
    struct Group {
        std::vector<Descriptor> sockets;
        Member behave;
        std::size_t turn = 0;  // whose turn it is
    };

    [[nodiscard]] Result<Descriptor> greeted() const;
    [[nodiscard]] Status add(std::size_t count, Member behave);
    void run();
    void ask(Descriptor& socket);
    void say_nothing(Descriptor& socket);
    void take_nothing(Descriptor& socket);
    void trickle(Descriptor& socket);
    void make_noise(Descriptor& socket);
    /// Reads what is there; false once the server has ended it.
    bool drain(Descriptor& socket, std::uint64_t* frames);
    void come_again(Descriptor& socket);

    const Endpoint server_;
    std::vector<Descriptor> idle_;
    std::vector<Group> groups_;
    std::atomic<std::uint64_t> answered_{0};
    std::atomic<std::uint64_t> cut_off_{0};
    std::atomic<bool> over_{false};
    std::thread thread_;
};

}  // namespace forloeb::bench
