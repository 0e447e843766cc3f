// The server's own keeping of the read log: at once at the start, and an end in good order while it waits for the next day.
#include <doctest/doctest.h>

#include <future>

#include "server/scrub/read_keeper.hpp"

namespace forloeb::testing {

TEST_CASE("what the read log has kept long enough is let go when a server starts, and a failure does not end the keeper") {
    for (const bool fails : {false, true}) {
        std::promise<void> asked;
        int times = 0;
        ReadKeeper keeper([&]() -> Result<RetentionReport> {
            if (++times == 1) asked.set_value();
            if (fails) return fail(ErrorKind::unavailable, "the disk of the read log is gone");
            return RetentionReport();
        });
        keeper.start();
        CHECK(asked.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
        keeper.stop();
        CHECK(times == 1);
    }
}

}  // namespace forloeb::testing
