#include "projections/measures/disclosed_output.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "projections/measures/statistics/disclosure.hpp"

namespace forloeb {
namespace {

using disclosure::Cell;
using disclosure::Line;

/// There is no figure, so there is nobody in it.
bool says_nothing(const Figure& figure) { return figure.state == FigureState::empty || figure.state == FigureState::not_recorded; }

bool is_count(const Figure& figure) {
    return (figure.test == DisclosureTest::count || figure.test == DisclosureTest::answers) && !says_nothing(figure);
}

class Disclosure {
  public:
    explicit Disclosure(MeasureOutput& output) : output_(output) {
        samples_.push_back(&output.whole);
        for (SampleFigures& stratum : output.strata) samples_.push_back(&stratum);
    }

    Suppression apply() {
        hide_strata();
        hide_counts();
        for (SampleFigures* sample : samples_) hide_others(*sample);
        return suppression_;
    }

  private:
    /// The place of a total, and by which dimension it is split -> the places of its parts, in samples_. Units and kinds add up to
    /// the same whole, each by themselves: a hidden unit is not safe because a kind is hidden too.
    using Sums = std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>>;

    [[nodiscard]] Sums sums() const {
        Sums sums;
        for (std::size_t i = 1; i < samples_.size(); ++i)
            for (const std::size_t total : totals_of(i)) sums[{total, cross_dimension(samples_[i]->stratum)}].push_back(i);
        return sums;
    }
    /// Where the totals stand that this stratum adds up to. "" is the whole, and only that: a stratum may be called "" too.
    [[nodiscard]] std::vector<std::size_t> totals_of(std::size_t stratum) const {
        std::vector<std::size_t> totals;
        for (const std::optional<std::string>& name : {samples_[stratum]->part_of, samples_[stratum]->and_part_of})
            for (std::size_t i = 0; name && i < samples_.size(); ++i)
                if (samples_[i]->stratum == *name) {
                    totals.push_back(i);
                    break;
                }
        return totals;
    }
    /// Of no total: enough persons, or none. Of each total: enough others as well.
    [[nodiscard]] bool stratum_may_show(std::size_t stratum) const {
        const std::uint64_t persons = samples_[stratum]->persons;
        const auto totals = totals_of(stratum);
        if (totals.empty()) return persons == 0 || persons >= disclosure::persons_min;
        return std::all_of(totals.begin(), totals.end(), [&](std::size_t total) { return disclosure::count_may_show(persons, samples_[total]->persons); });
    }

    /// Strata of too few persons go whole, and the ones by which they could be found.
    void hide_strata() {
        std::vector<Cell> cells(samples_.size());
        for (std::size_t i = 1; i < samples_.size(); ++i) {
            const SampleFigures& sample = *samples_[i];
            const bool shown = stratum_may_show(i);
            cells[i] = {sample.stratum, sample.persons, !shown};
            if (!shown) suppression_.primary += sample.figures.size();
        }
        std::vector<bool> primary;
        for (const Cell& cell : cells) primary.push_back(cell.hidden);
        std::vector<Line> lines;
        for (const auto& [total, parts] : sums()) lines.push_back(parts);
        disclosure::hide_secondary(cells, lines);
        for (std::size_t i = 1; i < samples_.size(); ++i) {
            const auto totals = totals_of(i);
            samples_[i]->hidden = cells[i].hidden || std::any_of(totals.begin(), totals.end(), [&](std::size_t total) { return samples_[total]->hidden; });
            if (samples_[i]->hidden && !primary[i]) suppression_.secondary += samples_[i]->figures.size();
        }
    }

    void hide_counts() {
        std::vector<Cell> cells;
        std::vector<std::pair<std::size_t, Figure*>> at;               // a cell's sample and figure
        std::map<std::pair<std::size_t, std::string>, std::size_t> by_code;  // sample and code -> cell
        std::map<std::pair<std::size_t, std::string>, Line> partitions;
        for (std::size_t i = 0; i < samples_.size(); ++i)
            for (Figure& figure : samples_[i]->figures) {
                if (!is_count(figure)) continue;
                if (!figure.partition.empty()) partitions[{i, figure.partition}].push_back(cells.size());
                by_code[{i, figure.code}] = cells.size();
                at.emplace_back(i, &figure);
                cells.push_back({samples_[i]->stratum + '\n' + figure.code, figure.counted, samples_[i]->hidden || !may_show(figure)});
            }
        std::vector<Line> lines;
        for (const auto& [name, line] : partitions)
            if (!samples_[name.first]->hidden) lines.push_back(line);
        for (const auto& [total, parts] : sums()) add_columns(total.first, parts, cells, by_code, lines);
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            if (cells[cell].hidden && !samples_[at[cell].first]->hidden) ++suppression_.primary;
        suppression_.secondary += disclosure::hide_secondary(cells, lines);
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            if (cells[cell].hidden) hide(*at[cell].second);
    }

    /// One column per count that the total shows.
    void add_columns(std::size_t total, const std::vector<std::size_t>& parts, const std::vector<Cell>& cells,
                     const std::map<std::pair<std::size_t, std::string>, std::size_t>& by_code, std::vector<Line>& lines) const {
        for (const auto& [key, cell] : by_code) {
            if (key.first != total || cells[cell].hidden) continue;
            Line line;
            for (std::size_t part : parts)
                if (const auto found = by_code.find({part, key.second}); found != by_code.end()) line.push_back(found->second);
            lines.push_back(std::move(line));
        }
    }

    void hide_others(SampleFigures& sample) {
        if (sample.hidden) {
            sample.figures.clear();
            return;
        }
        const auto fails = [](const Figure& figure) { return !is_count(figure) && !says_nothing(figure) && !may_show(figure); };
        std::set<std::string> broken;  // partitions with a figure that is hidden, or will be
        for (const Figure& figure : sample.figures)
            if (!figure.partition.empty() && (figure.state == FigureState::hidden || fails(figure))) broken.insert(figure.partition);
        for (Figure& figure : sample.figures) {
            hide_small_counts(figure);
            if (figure.state == FigureState::hidden || says_nothing(figure)) continue;
            const bool primary = fails(figure);
            const bool part_of_broken = !is_count(figure) && broken.contains(figure.partition);
            if (!primary && !part_of_broken && !broken.contains(figure.hidden_with)) continue;
            hide(figure);
            ++(primary ? suppression_.primary : suppression_.secondary);
        }
    }

    MeasureOutput& output_;
    std::vector<SampleFigures*> samples_;  // the whole first
    Suppression suppression_;
};

}  // namespace

Suppression disclose(MeasureOutput& output) { return Disclosure(output).apply(); }

}  // namespace forloeb
