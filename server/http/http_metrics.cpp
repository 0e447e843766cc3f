#include "server/http/http_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>

namespace forloeb {
namespace {

const prometheus::Histogram::BucketBoundaries duration_buckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

std::string status_class(unsigned status) { return std::to_string(status / 100).append("xx"); }

std::string known_method(std::string_view method) {
    for (const std::string_view known : {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
        if (method == known) return std::string(known);
    return "other";
}

/// Of something counted elsewhere: what came since the last scrape is added.
void bring_up(prometheus::Counter& counter, std::uint64_t counted) {
    const double more = static_cast<double>(counted) - counter.Value();
    if (more > 0) counter.Increment(more);
}

}  // namespace

struct HttpMetrics::Families {
    prometheus::Gauge& gauge(const char* name, const char* help, const prometheus::Labels& labels = {}) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels);
    }
    prometheus::Counter& counter(const char* name, const char* help, const prometheus::Labels& labels = {}) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels);
    }

    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
    std::mutex scraping;  // one scrape at a time brings the counters up

    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter().Name("forloeb_http_requests_total").Help("HTTP requests answered, by route template, method and status class.").Register(registry);
    prometheus::Family<prometheus::Histogram>& durations =
        prometheus::BuildHistogram().Name("forloeb_http_request_duration_seconds").Help("From a request read to its response made, by route template.").Register(registry);
    prometheus::Gauge& http_connections = gauge("forloeb_http_connections", "HTTP connections open.");
    prometheus::Counter& http_connections_refused = counter("forloeb_http_connections_refused_total", "HTTP connections ended at once, because there were too many or they came from nobody who may.");
    prometheus::Gauge& signed_in = gauge("forloeb_http_sign_ins", "Sign-ins at the page that are in use.");

    prometheus::Counter& log_events = counter("forloeb_log_events_total", "Durable events of the log: its head.");
    prometheus::Counter& appends_stored = counter("forloeb_appends_total", "Appends answered, by outcome.", {{"outcome", "stored"}});
    prometheus::Counter& appends_refused = counter("forloeb_appends_total", "Appends answered, by outcome.", {{"outcome", "refused"}});
    prometheus::Counter& appends_unknown = counter("forloeb_appends_total", "Appends answered, by outcome.", {{"outcome", "unknown"}});
    prometheus::Gauge& connections = gauge("forloeb_connections", "Connections open, of all doors.");
    prometheus::Gauge& subscriptions = gauge("forloeb_subscriptions", "Subscriptions and event streams open.");
    prometheus::Gauge& requests_in_flight = gauge("forloeb_requests_in_flight", "Requests without an answer yet.");
    prometheus::Gauge& free_bytes = gauge("forloeb_disk_free_bytes", "Free on the disk of the data directory.");
    prometheus::Gauge& space_floor = gauge("forloeb_disk_floor_bytes", "Below so much free space appends are refused.");
    prometheus::Counter& clock_jumps = counter("forloeb_clock_jumps_total", "Times the clock was found to have jumped since the start.");
    prometheus::Gauge& compaction_held = gauge("forloeb_compaction_held", "1 while compaction is held because it met damage.");
    prometheus::Gauge& read_log_writable = gauge("forloeb_read_log_writable", "0 while reads are refused because they could not be put on record.");
    prometheus::Family<prometheus::Gauge>& lag =
        prometheus::BuildGauge().Name("forloeb_projection_lag_events").Help("Durable events that are not in the projection's rows yet.").Register(registry);
    prometheus::Family<prometheus::Gauge>& follows =
        prometheus::BuildGauge().Name("forloeb_projection_follows").Help("0 if the projection stopped following the log.").Register(registry);
    prometheus::Gauge& build_info = gauge("forloeb_build_info", "Always 1; the label says which version runs.", {{"version", FORLOEB_VERSION}});
};

HttpMetrics::HttpMetrics() : families_(std::make_unique<Families>()) { families_->build_info.Set(1); }
HttpMetrics::~HttpMetrics() = default;

void HttpMetrics::answered(std::string_view route, std::string_view method, unsigned status, double seconds) {
    families_->requests.Add({{"route", std::string(route)}, {"method", known_method(method)}, {"status", status_class(status)}}).Increment();
    families_->durations.Add({{"route", std::string(route)}}, duration_buckets).Observe(seconds);
}

void HttpMetrics::connected(int more) { families_->http_connections.Increment(more); }
void HttpMetrics::refused_connection() { families_->http_connections_refused.Increment(); }

std::string HttpMetrics::text(const ScrapedFigures& figures) {
    Families& to = *families_;
    const std::lock_guard lock(to.scraping);
    bring_up(to.log_events, figures.head.value);
    bring_up(to.appends_stored, figures.doors.appends_stored);
    bring_up(to.appends_refused, figures.doors.appends_refused);
    bring_up(to.appends_unknown, figures.doors.appends_unknown);
    bring_up(to.clock_jumps, figures.engine.clock_jumps);
    to.connections.Set(figures.doors.connections);
    to.subscriptions.Set(figures.doors.subscriptions);
    to.requests_in_flight.Set(figures.doors.requests_in_flight);
    to.free_bytes.Set(static_cast<double>(figures.engine.free_bytes));
    to.space_floor.Set(static_cast<double>(figures.engine.space_floor));
    to.compaction_held.Set(figures.engine.compaction_held.empty() ? 0 : 1);
    to.read_log_writable.Set(figures.read_log_writable ? 1 : 0);
    to.signed_in.Set(static_cast<double>(figures.signed_in));
    for (const Probes::Lag& lag : figures.lags) {
        to.lag.Add({{"projection", lag.projection}}).Set(static_cast<double>(lag.events));
        to.follows.Add({{"projection", lag.projection}}).Set(lag.follows ? 1 : 0);
    }
    return prometheus::TextSerializer().Serialize(to.registry.Collect());
}

}  // namespace forloeb
