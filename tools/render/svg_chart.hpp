// Two graphics as inline SVG, without script, readable in black and white and by a screen reader (title and description):
// points with intervals on one axis, and a line over periods. A value that is not there leaves a gap and its sign. Pure;
// any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forloeb {

struct Axis {
    double low = 0;
    double high = 1;
    bool percent = false;           // 0.62 is written 62 %
    std::optional<double> mark;     // a line across: no change
};

struct IntervalChart {
    struct Row {
        std::string label;
        std::optional<double> value;   // a filled point
        std::optional<double> before;  // a hollow point
        std::optional<double> low, high;
        std::string sign;              // where there is no value
    };
    std::string title;
    std::string description;
    Axis axis;
    std::vector<Row> rows;
};

struct LineChart {
    struct Point {
        std::string label;
        std::optional<double> value;
        std::optional<double> low, high;
        std::string sign;
    };
    std::string title;
    std::string description;
    Axis axis;
    std::vector<Point> points;
};

[[nodiscard]] std::string svg_of(const IntervalChart& chart);
[[nodiscard]] std::string svg_of(const LineChart& chart);

/// An axis from 0, or from below it, to a round number above everything on it.
[[nodiscard]] Axis axis_around(const std::vector<double>& values, bool percent);

/// Text as it may stand in HTML and SVG, also in an attribute.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace forloeb
