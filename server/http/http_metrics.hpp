// Figures for Prometheus: what the HTTP door counted, and what engine, projections and doors say when they are asked. Base
// units, names that begin with forloeb_, and no label that could name a case or a person: routes are templates.
//
// Any thread. Uses prometheus-cpp's core only: this server is scraped, it pushes nothing and opens no port of its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/handlers/handlers.hpp"
#include "server/http/probes.hpp"

namespace forloeb {

/// As they stand when they are scraped.
struct ScrapedFigures {
    Position head;
    EngineFigures engine;
    const DoorFigures& doors;
    std::vector<Probes::Lag> lags;
    bool read_log_writable = true;
    std::size_t signed_in = 0;
};

class HttpMetrics {
  public:
    HttpMetrics();
    ~HttpMetrics();

    /// `route`: a template of the table, "/livez", "page", or "none".
    void answered(std::string_view route, std::string_view method, unsigned status, double seconds);
    void connected(int more);
    void refused_connection();
    /// Everything, in Prometheus' text format.
    [[nodiscard]] std::string text(const ScrapedFigures& figures);

  private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace forloeb
