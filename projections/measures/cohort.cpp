#include "projections/measures/cohort.hpp"

#include <algorithm>
#include <array>

namespace forloeb {
namespace {

constexpr std::array<std::string_view, 7> strata_names = {"", "unit", "kind", "targetGroup", "methodVersion", "month", "quarter"};
constexpr std::int32_t days_by_period_max = 20 * 366;  // as many parts as anybody reads

std::string text_of(capnp::Text::Reader text) { return {text.begin(), text.size()}; }

LocalDate date_or(Moment::Reader moment, LocalDate otherwise) {
    const WhenTold when = read_moment(moment);
    return when.is_unknown() ? otherwise : local_date(when);
}

void write_date(Moment::Builder out, LocalDate date) {
    if (date == first_day || date == after_last_day) return;
    if (const auto when = parse_when(format_date(date))) write_moment(out, *when);
}

}  // namespace

Result<Cohort> Cohort::read(answers::Cohort::Reader reader) {
    Cohort cohort;
    cohort.from = date_or(reader.getFrom(), first_day);
    cohort.to = date_or(reader.getTo(), after_last_day);
    cohort.at = date_or(reader.getAt(), after_last_day);
    if (cohort.to <= cohort.from)
        return fail(ErrorKind::invalid, "The period ends before it begins: `from` is its first day, `to` the day after its last.",
                    "cohort.to");
    cohort.unit = text_of(reader.getUnit());
    cohort.kind = text_of(reader.getKind());
    cohort.target_group = text_of(reader.getTargetGroup());
    cohort.method_version = text_of(reader.getMethodVersion());
    cohort.source_system = text_of(reader.getSourceSystem());
    cohort.by = text_of(reader.getBy());
    if (std::find(strata_names.begin(), strata_names.end(), cohort.by) == strata_names.end())
        return fail(ErrorKind::invalid, "Unknown strata: use unit, kind, targetGroup, methodVersion, month or quarter.", "cohort.by");
    const bool beside_unit = cohort.by == "kind" || cohort.by == "targetGroup" || cohort.by == "methodVersion";
    if ((cohort.kind.empty() ? 0 : 1) + (cohort.target_group.empty() ? 0 : 1) + (cohort.method_version.empty() ? 0 : 1) + (beside_unit ? 1 : 0) > 1)
        return fail(ErrorKind::invalid, "A cohort is narrowed or split by the unit and one more: kind, target group or method version.", "cohort");
    if (cohort.by_period() && (cohort.from == first_day || cohort.to == after_last_day || cohort.to.days - cohort.from.days > days_by_period_max))
        return fail(ErrorKind::invalid, "By month or quarter needs `from` and `to`, at most twenty years apart.", "cohort.by");
    return cohort;
}

void Cohort::write(answers::Cohort::Builder out) const {
    write_date(out.initFrom(), from);
    write_date(out.initTo(), to);
    write_date(out.initAt(), at);
    out.setUnit(unit);
    out.setKind(kind);
    out.setTargetGroup(target_group);
    out.setMethodVersion(method_version);
    out.setSourceSystem(source_system);
    out.setBy(by);
}

std::string Cohort::as_options() const {
    std::string options;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) options += std::string(" --") + name + " " + shell_word(value);
    };
    add("from", from == first_day ? "" : format_date(from));
    add("to", to == after_last_day ? "" : format_date(to));
    add("at", at == after_last_day ? "" : format_date(at));
    add("unit", unit);
    add("kind", kind);
    add("target-group", target_group);
    add("method-version", method_version);
    add("source", source_system);
    add("by", by);
    return options;
}

namespace {
constexpr char cross_mark = '\x1f';  // in no code and no unit's name
}

std::string cross_unit(const std::string& unit) { return std::string("unit") + cross_mark + unit; }
std::string cross_second(const std::string& value) { return std::string("second") + cross_mark + value; }
std::string cross_name(const std::string& unit, const std::string& value) { return std::string("cell") + cross_mark + unit + cross_mark + value; }

std::string cross_dimension(const std::string& name) {
    const std::size_t mark = name.find(cross_mark);
    return mark == std::string::npos ? std::string() : name.substr(0, mark);
}

std::optional<std::pair<std::string, std::string>> cross_cell(const std::string& name) {
    const std::string begins = std::string("cell") + cross_mark;
    if (!name.starts_with(begins)) return std::nullopt;
    const std::size_t mark = name.find(cross_mark, begins.size());
    return std::pair(name.substr(begins.size(), mark - begins.size()), name.substr(mark + 1));
}

std::string shell_word(const std::string& value) {
    constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:=,";
    if (!value.empty() && value.find_first_not_of(harmless) == std::string::npos) return value;
    std::string out = "'";
    for (char c : value) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

LocalDate Cohort::stock_date(const Observed& observed) const {
    LocalDate date = at;
    if (date == after_last_day && to != after_last_day) date = LocalDate{to.days - 1};
    return std::min(date, LocalDate{observed.days_end.days - 1});
}

}  // namespace forloeb
