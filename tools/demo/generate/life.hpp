// One case while it is lived: what case_life.cpp, life_arrival.cpp, life_decision.cpp, life_weeks.cpp and
// life_learning.cpp tell together. What happens on a day is told in the order it happens, so that the case rules see a
// course that could be. Internal to the generator; one thread.
#pragma once

#include <optional>

#include "server/http/json_text.hpp"
#include "tools/demo/generate/dice.hpp"
#include "tools/demo/generate/town.hpp"

namespace forloeb::made {

inline JsonLine object() { return JsonLine('{'); }
[[nodiscard]] std::string list(const std::vector<std::string>& words);
[[nodiscard]] std::string law(const std::string& name, const std::string& paragraph);

class Life {
  public:
    Life(const Town& town, std::uint64_t seed, std::uint32_t number);
    [[nodiscard]] Diary live(LocalDate first);

  private:
    /// The day so many days on, moved to a working day.
    [[nodiscard]] LocalDate day_of(int days) const;
    /// On to that day; false if the town's years are over.
    bool go(int days, int minute);
    [[nodiscard]] const Staff& coordinator() const;
    void live_week(int week);
    void enter_phase(const std::string& phase, const Staff& by);

    // life_arrival.cpp
    bool arrive(LocalDate first);
    void meet_around();
    void add_party(const Staff& who);
    void assess();
    void coordinate();
    void assign(int who);
    void hand_over();
    std::string handover(const std::string& name) const;
    // life_decision.cpp
    void decide();
    void agree_goal();
    void issue(const std::string& service, LocalDate due);
    // life_weeks.cpp
    void contact();
    void correct(Ref told, const std::string& held);
    void register_time(int week);
    void meet();
    void promise();
    void settle();
    void ask_for_information();
    void friction();
    void change_coordinator();
    void close();
    // life_learning.cpp
    void relations();
    void network_changes();
    void learn();
    void advise();
    void revise(int week);
    [[nodiscard]] std::string service_now(int minutes) const;

    struct Promise {
        std::string name;
        LocalDate due;
        int fate;  // of a hundred
    };

    const Town& town_;
    Dice dice_;
    const Unit unit_;
    StreamId person_;
    Diary diary_;
    std::string number_;
    Ref intake_;
    bool moving_ = false;
    int moving_weeks_ = 0;
    std::string handover_ = "o1";
    std::vector<Staff> around_;
    bool represented_ = false;
    bool team_ = false;
    bool substituted_ = false;  // a substitute was appointed and has not ended: the story was over before
    bool consent_ = false;
    bool needed_ = false;
    int coordinator_ = -1;  // of the unit's; -1 = none
    bool goal_ = false;
    bool plan_ = false;
    std::string service_type_;
    bool running_ = false;
    bool closed_ = false;
    std::vector<Promise> open_;
    std::optional<Ref> provided_;  // the newest answer that is held on funktionsevne
    int meetings_ = 0;  // here and below: told of so far, for their references
    int promises_ = 0;
    int requests_ = 0;
    int frictions_ = 0;
    int documents_ = 0;
    int advised_ = 0;
};

}  // namespace forloeb::made
