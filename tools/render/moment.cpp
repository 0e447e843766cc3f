#include "tools/render/moment.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

namespace forloeb {
namespace {

constexpr std::array<std::string_view, 12> months_da = {"jan.", "feb.", "mar.", "apr.", "maj",  "jun.",
                                                        "jul.", "aug.", "sep.", "okt.", "nov.", "dec."};
constexpr std::array<std::string_view, 12> months_en = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The digits of a moment on a Danish clock, cut out of its ISO form.
struct Digits {
    std::string year, month, day, hour, minute;

    explicit Digits(const WhenTold& when) {
        const std::string date = format_date(local_date(when));
        year = date.substr(0, 4);
        month = date.substr(5, 2);
        day = date.substr(8, 2);
        if (when.precision != Precision::INSTANT) return;
        const std::string time = format_when(in_local_time(when.at));
        hour = time.substr(11, 2);
        minute = time.substr(14, 2);
    }
    [[nodiscard]] std::string_view month_name(Language language) const {
        const auto index = static_cast<std::size_t>(std::atoi(month.c_str())) - 1;
        return (language == Language::da ? months_da : months_en).at(index);
    }
    [[nodiscard]] std::string short_day() const { return day.front() == '0' ? day.substr(1) : day; }
};

std::string long_date(Language language, const WhenTold& when) {
    const Digits digits(when);
    std::string text(digits.month_name(language));
    if (when.precision != Precision::MONTH) text = digits.short_day() + (language == Language::da ? ". " : " ") + text;
    return text + " " + digits.year;
}

}  // namespace

std::string moment_text(Language language, const WhenTold& when) {
    if (when.is_unknown()) return std::string(say(language, "uoplyst", "unknown"));
    std::string text = long_date(language, when);
    if (when.precision != Precision::INSTANT) return text;
    const Digits digits(when);
    return text + (language == Language::da ? " kl. " + digits.hour + "." : " " + digits.hour + ":") + digits.minute;
}

std::string moment_text(Language language, Moment::Reader moment) { return moment_text(language, read_moment(moment)); }

std::string date_text(Language language, Moment::Reader moment) {
    const WhenTold when = read_moment(moment);
    return when.is_unknown() ? moment_text(language, when) : long_date(language, when);
}

std::string date_text(Language language, LocalDate date) {
    return long_date(language, {end_of_day(date), 0, Precision::INSTANT});
}

std::string date_cell(Language language, Moment::Reader moment) {
    const WhenTold when = read_moment(moment);
    if (when.is_unknown()) return "-";
    const Digits digits(when);
    if (language == Language::en)
        return digits.year + "-" + digits.month + (when.precision == Precision::MONTH ? "" : "-" + digits.day);
    return (when.precision == Precision::MONTH ? "" : digits.day + ".") + digits.month + "." + digits.year;
}

std::string moment_cell(Language language, Moment::Reader moment) {
    const WhenTold when = read_moment(moment);
    std::string text = date_cell(language, moment);
    if (when.precision != Precision::INSTANT) return text;
    const Digits digits(when);
    return text + " " + digits.hour + (language == Language::da ? "." : ":") + digits.minute;
}

std::string days_text(Language language, std::int32_t days_left) {
    if (days_left == 0) return std::string(say(language, "i dag", "today"));
    const std::int64_t size = std::abs(std::int64_t{days_left});
    const std::string days = std::to_string(size);
    if (language == Language::da) {
        const std::string unit = size == 1 ? " dag" : " dage";
        return days_left > 0 ? "om " + days + unit : "for " + days + unit + " siden";
    }
    const std::string unit = size == 1 ? " day" : " days";
    return days_left > 0 ? "in " + days + unit : days + unit + " ago";
}

}  // namespace forloeb
