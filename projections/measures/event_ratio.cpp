#include "projections/measures/event_ratio.hpp"

namespace forloeb {

void EventRatio::add(const facts::CaseFacts& facts, double numerator, double denominator) {
    if (facts.case_id != case_id_) {
        if (case_denominator_ > 0) shares_.push_back(case_numerator_ / case_denominator_);
        case_id_ = facts.case_id;
        case_numerator_ = case_denominator_ = 0;
    }
    case_numerator_ += numerator;
    case_denominator_ += denominator;
    numerator_.add(facts.person(), numerator);
    denominator_.add(facts.person(), denominator);
}

void EventRatio::add(const facts::CaseFacts& facts, Answer answer) {
    if (answer == Answer::UNKNOWN)
        ++missing;
    else
        add(facts, answer == Answer::YES);
}

std::vector<double> EventRatio::case_shares() const {
    std::vector<double> shares = shares_;
    if (case_denominator_ > 0) shares.push_back(case_numerator_ / case_denominator_);
    return shares;
}

void EventRatio::add_to(std::vector<Figure>& out, const std::string& code, const Words& label,
                        const std::vector<std::string_view>& recorded_by) const {
    out.push_back(pooled_ratio(code, label, numerator_, denominator_));
    out.push_back(median_of_cases(code + ".median_of_cases", {label.da + ", median af sager", label.en + ", median of cases"}, "share",
                                  case_shares(), denominator_.persons()));
    for (std::size_t i = out.size() - 2; i < out.size(); ++i) {
        out[i].missing = missing;
        out[i].imprecise = imprecise;
        out[i].recorded_by = recorded_by;
    }
}

}  // namespace forloeb
