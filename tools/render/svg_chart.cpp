#include "tools/render/svg_chart.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tools/render/text.hpp"

namespace forloeb {
namespace {

constexpr double label_width = 250;
constexpr double plot_width = 420;
constexpr double row_height = 22;
constexpr double line_height = 150;
constexpr double step_width = 46;
constexpr double margin = 24;
constexpr int ticks = 5;
constexpr const char* ink = "#14507a";
constexpr const char* grey = "#8a8a8a";

/// One decimal is finer than any printer.
std::string at(double coordinate) {
    char buffer[32];
    std::snprintf(buffer, sizeof(buffer), "%.1f", coordinate);
    return buffer;
}

std::string tick_text(double value, bool percent) {
    char buffer[32];
    std::snprintf(buffer, sizeof(buffer), "%.4g", percent ? value * 100 : value);
    return percent ? std::string(buffer) + " %" : buffer;
}

class Drawing {
  public:
    Drawing(double width, double height, const std::string& title, const std::string& description) {
        svg_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + at(width) + " " + at(height) + "\" width=\"" + at(width) +
               "\" height=\"" + at(height) + "\" font-family=\"sans-serif\" font-size=\"12\">\n<title>" + html_text(title) + "</title>\n<desc>" +
               html_text(description) + "</desc>\n";
    }
    void line(double x1, double y1, double x2, double y2, const char* colour, const char* more = "") {
        svg_ += "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\" stroke=\"" + colour + "\" " + more + "/>\n";
    }
    void point(double x, double y, bool hollow) {
        svg_ += "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"4\" stroke=\"" + ink + "\" fill=\"" + (hollow ? "#ffffff" : ink) + "\"/>\n";
    }
    void text(double x, double y, std::string_view words, const char* anchor, const char* colour = "#000000") {
        svg_ += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\" fill=\"" + colour + "\">" + html_text(words) + "</text>\n";
    }
    [[nodiscard]] std::string take() { return svg_ + "</svg>\n"; }

  private:
    std::string svg_;
};

double along(const Axis& axis, double value, double length) {
    const double span = axis.high - axis.low;
    return span > 0 ? std::clamp((value - axis.low) / span, 0.0, 1.0) * length : 0;
}

/// As much of a label as there is room for.
std::string shortened(const std::string& label) {
    constexpr std::size_t columns = 36;
    if (text_width(label) <= columns) return label;
    std::string kept = wrap_text(label, columns - 1).front();
    return kept + "…";
}

}  // namespace

std::string html_text(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    return out;
}

Axis axis_around(const std::vector<double>& values, bool percent) {
    Axis axis{0, percent ? 1.0 : 0.0, percent, std::nullopt};
    for (const double value : values) {
        axis.low = std::min(axis.low, value);
        axis.high = std::max(axis.high, value);
    }
    if (percent) return axis;
    const double span = std::max(axis.high - axis.low, 1e-9);
    const double step = std::pow(10, std::floor(std::log10(span)));
    const double part = span / step > 5 ? step : span / step > 2 ? step / 2 : step / 5;
    axis.low = std::floor(axis.low / part) * part;
    axis.high = std::ceil(axis.high / part) * part;
    if (axis.high <= axis.low) axis.high = axis.low + 1;
    return axis;
}

std::string svg_of(const IntervalChart& chart) {
    const double height = static_cast<double>(chart.rows.size()) * row_height + 2 * margin;
    const double bottom = height - margin;
    Drawing drawing(label_width + plot_width + 2 * margin, height, chart.title, chart.description);
    const auto x = [&](double value) { return label_width + along(chart.axis, value, plot_width); };
    for (int tick = 0; tick <= ticks; ++tick) {
        const double value = chart.axis.low + (chart.axis.high - chart.axis.low) * tick / ticks;
        drawing.line(x(value), margin / 2, x(value), bottom, "#dddddd");
        drawing.text(x(value), bottom + 16, tick_text(value, chart.axis.percent), "middle", grey);
    }
    if (chart.axis.mark) drawing.line(x(*chart.axis.mark), margin / 2, x(*chart.axis.mark), bottom, "#000000");
    double y = margin;
    for (const IntervalChart::Row& row : chart.rows) {
        drawing.text(label_width - 10, y + 4, shortened(row.label), "end");
        if (row.low && row.high) drawing.line(x(*row.low), y, x(*row.high), y, ink, "stroke-width=\"2\"");
        if (row.before && row.value) drawing.line(x(*row.before), y, x(*row.value), y, grey);
        if (row.before) drawing.point(x(*row.before), y, true);
        if (row.value)
            drawing.point(x(*row.value), y, false);
        else
            drawing.text(label_width + 4, y + 4, row.sign, "start", grey);
        y += row_height;
    }
    return drawing.take();
}

std::string svg_of(const LineChart& chart) {
    const double left = 56;
    const double width = left + static_cast<double>(chart.points.size()) * step_width + margin;
    const double bottom = margin + line_height;
    Drawing drawing(width, bottom + margin, chart.title, chart.description);
    const auto y = [&](double value) { return bottom - along(chart.axis, value, line_height); };
    for (int tick = 0; tick <= ticks; ++tick) {
        const double value = chart.axis.low + (chart.axis.high - chart.axis.low) * tick / ticks;
        drawing.line(left, y(value), width - margin, y(value), "#dddddd");
        drawing.text(left - 6, y(value) + 4, tick_text(value, chart.axis.percent), "end", grey);
    }
    double x = left + step_width / 2;
    const LineChart::Point* before = nullptr;
    for (const LineChart::Point& point : chart.points) {
        drawing.text(x, bottom + 16, point.label, "middle", grey);
        if (point.low && point.high) drawing.line(x, y(*point.low), x, y(*point.high), ink);
        if (point.value) {
            if (before != nullptr && before->value) drawing.line(x - step_width, y(*before->value), x, y(*point.value), ink, "stroke-width=\"2\"");
            drawing.point(x, y(*point.value), false);
        } else {
            drawing.text(x, bottom - 6, point.sign, "middle", grey);
        }
        before = &point;
        x += step_width;
    }
    return drawing.take();
}

}  // namespace forloeb
