// F2: what it takes to learn the work, by months of experience.
#include <map>

#include "events/vocabulary/vocabulary.hpp"
#include "projections/measures/definitions.hpp"

namespace forloeb {
namespace {

/// Its persons are staff, not citizens: n counts them (G12).
struct LearningTime {
    PersonSum minutes;
    std::int64_t not_told = 0;

    void add(const Uuid& person, std::int32_t told) {
        if (told < 0)
            ++not_told;
        else
            minutes.add(person, told);
    }
    /// Parts of one partition add up to all of it, so that none of them alone is hidden.
    [[nodiscard]] Figure per_person(const std::string& code, const Words& label, const std::string& partition) const {
        Figure figure = mean_of_cases(code, label, "minutes", minutes, minutes.persons());
        figure.missing = not_told;
        figure.partition = partition;
        return figure;
    }
};

/// A band in the words of the shipped vocabulary, else its code.
Words band_words(const std::string& band) {
    if (band.empty()) return {"erfaring uoplyst", "experience not told"};
    const Vocabulary* bands = find_vocabulary(shipped_vocabularies(), "experience_band");
    const VocabularyCode* code = bands != nullptr ? bands->find(band) : nullptr;
    return code != nullptr ? Words{code->da, code->en} : Words{band, band};
}

Words topic_words(const std::string& topic) {
    if (topic == "procedure") return {"arbejdsgange", "procedures"};
    if (topic == "method") return {"metoder", "methods"};
    if (topic == "tool") return {"redskaber", "tools"};
    return topic.empty() ? Words{"emne uoplyst", "topic not told"} : Words{topic, topic};
}

struct F2Sample {
    Tally cases;  // its persons are the staff who learnt
    LearningTime all;
    std::map<std::string, LearningTime> bands;
    std::map<std::string, LearningTime> topics;

    [[nodiscard]] std::vector<Figure> figures() const {
        std::vector<Figure> out = {all.per_person("minutes", {"minutter pr. medarbejder, middel", "minutes per member of staff, mean"}, {})};
        for (const auto& [band, time] : bands) {
            const Words words = band_words(band);
            out.push_back(time.per_person((band.empty() ? "band_unknown" : band) + ".minutes", {words.da + ": minutter pr. medarbejder, middel", words.en + ": minutes per member of staff, mean"}, "bands"));
        }
        for (const auto& [topic, time] : topics) {
            const Words words = topic_words(topic);
            out.push_back(time.per_person((topic.empty() ? "topic_unknown" : topic) + ".minutes", {words.da + ": minutter pr. medarbejder, middel", words.en + ": minutes per member of staff, mean"}, "topics"));
        }
        return out;
    }
};

class OnboardingMeasure : public SampledMeasure<F2Sample> {
  public:
    using SampledMeasure::SampledMeasure;

    void add(const facts::CaseFacts& facts) override {
        for (const facts::Onboarding& onboarding : facts.onboardings) {
            if (onboarding.person.empty()) continue;
            const Uuid person = staff_as_person(onboarding.person);
            for (F2Sample* sample : samples_when(facts, onboarding.at)) {
                if (!sample->cases.persons.contains(person)) sample->cases.add(person);
                sample->all.add(person, onboarding.minutes);
                sample->bands[onboarding.experience_band].add(person, onboarding.minutes);
                sample->topics[onboarding.topic].add(person, onboarding.minutes);
            }
        }
    }

    /// What stands on a project belongs to no unit's cases.
    void add_project(const facts::ProjectFacts& facts) override { add(facts.said); }
};

}  // namespace

MeasureDefinition f2_onboarding() {
    return {"F2",
            1,
            {"Oplæring", "Onboarding"},
            {"Minutter, der i perioden er registreret til at sætte sig ind i arbejdsgange, metoder og redskaber, pr. medarbejder, der "
             "har registreret nogen: alle, efter måneders erfaring ved registreringen og efter emne. Minutterne lægges aldrig til "
             "tidsregistreringen (G11). Registreringer uden minutter tælles. n er medarbejdere, ikke borgere; færre end fem er "
             "skjult, og ingen nævnes. Måltallet er vores eget.",
             "Minutes registered in the period for learning procedures, methods and tools, per member of staff who registered any: "
             "all, by months of experience when it was registered, and by topic. The minutes are never added to time registered "
             "(G11). Registrations without minutes are counted. n counts staff, not citizens; fewer than five are hidden, and "
             "nobody is named. The measure is ours."},
            {},
            false,
            [](const MeasureInput& input) -> std::unique_ptr<Measure> { return std::make_unique<OnboardingMeasure>(input); },
            true};
}

}  // namespace forloeb
