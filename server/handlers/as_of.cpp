#include "server/handlers/as_of.hpp"

namespace forloeb {

Result<std::optional<Instant>> read_bound(Moment::Reader moment, const char* field) {
    const WhenTold when = read_moment(moment);
    switch (when.precision) {
        case Precision::UNKNOWN: return std::optional<Instant>();
        case Precision::INSTANT: return std::optional<Instant>(when.at);
        case Precision::DAY: return std::optional<Instant>(end_of_day(local_date(when)));
        case Precision::MONTH: break;
    }
    return fail(ErrorKind::invalid, "Give a day or a time: a month is too vague to look back from.", field);
}

Result<AsOf> read_as_of(wire::AsOf::Reader as_of) {
    AsOf out;
    FORLOEB_TRY(out.occurred_by, read_bound(as_of.getOccurredBy(), "asOf.occurredBy"));
    FORLOEB_TRY(out.known_at, read_bound(as_of.getKnownAt(), "asOf.knownAt"));
    switch (as_of.getClock()) {
        case wire::Clock::RECORDED: out.clock = Clock::recorded; return out;
        case wire::Clock::SOURCE: out.clock = Clock::source; return out;
    }
    return fail(ErrorKind::unsupported, "This server knows the clocks recorded and source.", "asOf.clock");
}

}  // namespace forloeb
