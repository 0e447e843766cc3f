#include <algorithm>
#include <array>

#include "events/schema/access.capnp.h"
#include "events/vocabulary/limits.hpp"
#include "server/access/access_events.hpp"
#include "server/access/access_orders.hpp"
#include "server/access/refusals.hpp"

namespace forloeb {
namespace {

constexpr std::array<std::string_view, 4> categories = {"acute_danger", "cover", "complaint", "other"};
constexpr std::array<std::string_view, 3> outcomes = {"justified", "unjustified", "referred_on"};
constexpr std::size_t reason_bytes_min = 10;
constexpr std::int64_t micros_a_minute = 60'000'000;

/// The longest that one of the principal's roles may; 0 = none of them may at all.
std::int64_t minutes_allowed(const Policy& policy, const Principal& principal) {
    if (policy.built_in) return limits::break_glass_minutes_max;
    std::int64_t minutes = 0;
    for (const std::string& name : principal.roles)
        if (const Role* const role = policy.role(name)) minutes = std::max(minutes, role->break_glass_minutes);
    return minutes;
}

}  // namespace

Result<BrokenGlass> break_glass(AccessControl& access, const Principal& by, const BreakGlassOrder& order) {
    const Principal principal = access.current(by);
    if (principal.actor.empty())
        return refuse_access("access.actor", {"Nobody knows who you are: break the glass through the Unix socket, with a token or a certificate.",
                                              "Ingen ved, hvem du er: tag nødadgang gennem Unix-soklen, med en adgangsnøgle eller et certifikat."});
    const std::int64_t allowed = minutes_allowed(*access.policy(), principal);
    if (allowed == 0) return refuse_access("access.break_glass", {"None of your roles may break the glass.", "Ingen af dine roller må tage nødadgang."});
    if (order.minutes > allowed)
        return fail(ErrorKind::invalid, "Broken glass lasts at most " + std::to_string(allowed) + " minutes.", "minutes");
    if (std::ranges::find(categories, order.category) == categories.end())
        return fail(ErrorKind::invalid, "The category is acute_danger, cover, complaint or other.", "category");
    if (order.reason.size() < reason_bytes_min) return fail(ErrorKind::invalid, "Say in words why: somebody else will review it.", "reason");
    Engine& engine = access.engine();
    const StreamId case_stream{StreamKind::case_, order.case_id};
    FORLOEB_TRY(const StreamVersion version, engine.stream_version(case_stream));
    if (version.value == 0) return fail(ErrorKind::not_found, "There is no such case.", "caseId");
    FORLOEB_TRY(const CaseAccess about, access.about(case_stream));
    FORLOEB_TRY(const Uuid citizen, engine.subject_of(case_stream));

    BrokenGlass broken;
    const Instant now = engine.now();
    broken.right = {"g-" + engine.new_id().text().substr(24), principal.actor, order.case_id,
                    {now.micros + (order.minutes == 0 ? allowed : order.minutes) * micros_a_minute}};
    broken.unit = about.unit;
    broken.category = order.category;
    broken.opened = in_local_time(now);
    AccessEvent event(engine, "break_glass.opened", principal.actor);
    auto payload = event.payload<BreakGlassOpened>();
    payload.setRight(broken.right.id);
    payload.setHolder(principal.actor);
    payload.setUnit(broken.unit);
    payload.initCaseStream().setHigh(order.case_id.high());
    payload.getCaseStream().setLow(order.case_id.low());
    payload.setCategory(order.category);
    write_moment(payload.initUntil(), in_local_time(broken.right.until));
    event.personal<BreakGlassOpenedPersonal>(citizen.is_nil() ? order.case_id : citizen).setReason(order.reason);
    FORLOEB_CHECK(std::move(event).store());
    return broken;
}

Status review_broken_glass(AccessControl& access, const Principal& by, const ReviewOrder& order) {
    const Principal principal = access.current(by);
    FORLOEB_TRY(const auto known, access.access_register());
    const BrokenGlass* const broken = known->broken(order.id);
    if (broken == nullptr) return fail(ErrorKind::not_found, "There is no broken glass of that id; see forloeb access reviews.", "id");
    if (!broken->outcome.empty()) return fail(ErrorKind::conflict, "It has been reviewed already.", "id");
    if (broken->right.actor == principal.actor)
        return refuse_access("access.own_review", {"Somebody else than who broke it reviews it.", "En anden end den, der tog nødadgang, gennemgår den."});
    if (std::ranges::find(outcomes, order.outcome) == outcomes.end())
        return fail(ErrorKind::invalid, "The outcome is justified, unjustified or referred_on.", "outcome");
    Engine& engine = access.engine();
    AccessEvent event(engine, "break_glass.reviewed", principal.actor);
    auto payload = event.payload<BreakGlassReviewed>();
    payload.setRight(order.id);
    payload.setOutcome(order.outcome);
    if (!order.note.empty()) {
        FORLOEB_TRY(const Uuid citizen, engine.subject_of({StreamKind::case_, broken->right.case_id}));
        event.personal<BreakGlassReviewedPersonal>(citizen.is_nil() ? broken->right.case_id : citizen).setNote(order.note);
    }
    return std::move(event).store();
}

}  // namespace forloeb
