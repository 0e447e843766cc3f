#include "projections/evaluation/limits.hpp"

namespace forloeb {
namespace {

Words on_evaluator(const facts::ProjectFacts& project) {
    Words words;
    switch (project.evaluator_is_partner) {
        case Answer::YES:
            words = {"Evaluator er partner i projektet og ikke en udenforstående.", "The evaluator is a partner in the project, not an outsider."};
            break;
        case Answer::NO: words = {"Evaluator er oplyst ikke at være partner i projektet.", "The evaluator is said not to be a partner in the project."}; break;
        case Answer::UNKNOWN:
            words = {"Det er ikke oplyst, om evaluator er partner i projektet.", "It is not told whether the evaluator is a partner in the project."};
            break;
    }
    words.da += " Sådan var det også, hvor metoden kommer fra: i Den Koordinerende Kontaktperson (Københavns Kommune) var Socialt "
                "Udviklingscenter SUS projektets samarbejdspartner, som selv stod for monitorering og spørgeskemaer.";
    words.en += " Compare where the method comes from: in Den Koordinerende Kontaktperson (City of Copenhagen), Socialt "
                "Udviklingscenter SUS was the project's partner in evaluation, not an outsider, and itself made the monitoring and the surveys.";
    return words;
}

}  // namespace

std::vector<Words> limits_of(const facts::ProjectFacts& project, const EvaluationCircumstances& circumstances) {
    std::vector<Words> limits;
    if (circumstances.synthetic)
        limits.push_back({"Alt i denne rapport er syntetisk: ingen af personerne findes, og tallene siger intet om nogen kommune.",
                          "Everything in this report is synthetic: nobody in it exists, and the figures say nothing about any municipality."});
    limits.push_back({"Evalueringen bygger særligt på sagsbehandlernes egen vurdering. De bedømmer deres eget arbejde og en metode, de selv har "
                      "været med til at udvikle, og det trækker som regel opad: svarene viser, hvordan de oplever den, ikke hvad den virkede.",
                      "The evaluation rests above all on caseworkers' own rating. They judge their own work and a method they helped to "
                      "develop, which as a rule pulls upwards: the answers show how they experience it, not what it caused."});
    limits.push_back(on_evaluator(project));
    limits.push_back({"Borgere og pårørende hørt gennem en sagsbehandler (andenhånds) står for sig. Respondentgrupper lægges aldrig sammen.",
                      "Citizens and relatives heard through a caseworker (second-hand) stand apart. Respondent groups are never pooled."});
    limits.push_back({"En måling før og efter uden sammenligningsgruppe viser ændring, ikke virkning: tid, andre tiltag og tilbagefald mod "
                      "gennemsnittet kan ligge bag.",
                      "A measurement before and after without a comparison group shows change, not effect: time, other efforts and "
                      "regression to the mean may be behind it."});
    limits.push_back({"Ændring regnes kun på dem, der svarede begge gange. De, der faldt fra, kan være anderledes; se fastholdelsen.",
                      "Change is computed on those who answered both times only. Those who dropped out may differ; see retention."});
    limits.push_back({"Der er mange test; de er ikke korrigeret for deres antal, som står ved tallene.",
                      "There are many tests; they are not corrected for their number, which stands beside the figures."});
    limits.push_back({"Forløbstallene viser, hvad der er skrevet ned. Hvor noget ikke er registreret, står der det og ikke 0.",
                      "The figures on practice show what was written down. Where something is not recorded it says so, and not 0."});
    if (circumstances.whole_cohort)
        limits.push_back({"Forløbstallene dækker hele kommunen, ikke kun projektets enheder.", "The figures on practice cover the whole municipality, not the project's units alone."});
    if (circumstances.unreadable > 0)
        limits.push_back({std::to_string(circumstances.unreadable) + " forløb kunne ikke læses og er udeladt.",
                          std::to_string(circumstances.unreadable) + " cases could not be read and are left out."});
    limits.push_back({"Tal om færre end fem personer er skjult, og med dem det, de kunne regnes ud af.",
                      "Figures about fewer than five persons are hidden, and with them whatever they could be worked out from."});
    return limits;
}

}  // namespace forloeb
