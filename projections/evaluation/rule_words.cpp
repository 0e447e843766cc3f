#include "projections/evaluation/rule_words.hpp"

namespace forloeb {

Words rule_of(const Figure& figure) {
    const bool share = figure.unit == "share";
    if (figure.test == DisclosureTest::quantile && figure.quantile > 0)
        return {"Fraktil af én værdi pr. forløb eller hændelse; hvor noget venter, efter Kaplan-Meier med de ventende censureret.",
                "Quantile of one value per case or event; where something waits, by Kaplan-Meier with those waiting censored."};
    if (share && figure.test == DisclosureTest::mean)
        return {"Tæller: sum af hændelser eller dage, der opfylder det. Nævner: sum af alle, der kunne. Summerne deles; nævner 0 giver intet tal.",
                "Numerator: sum of events or days that meet it. Denominator: sum of all that could. The sums are divided; denominator 0 gives no figure."};
    if (share)
        return {"Tæller: dem, der opfylder det. Nævner: dem, måltallet omfatter og ved det om; uoplyste er uden for begge og tælles for sig.",
                "Numerator: those who meet it. Denominator: those the measure covers and knows it of; unknown ones are outside both and counted apart."};
    if (figure.unit == "count") return {"Antal, der opfylder det.", "How many meet it."};
    if (figure.unit == "p") return {"Sandsynlighed for mindst så stor en forskel, hvis intet var ændret.", "Probability of a difference at least as large if nothing had changed."};
    return {"Middel eller rate: sum delt med antal eller med tid.", "Mean or rate: a sum divided by a number or by time."};
}

Words test_of(const Figure& figure) {
    switch (figure.test) {
        case DisclosureTest::open: return {"Handler ikke om personer.", "Is about no person."};
        case DisclosureTest::count:
            return {"Vises, når mindst fem personer opfylder det og mindst fem ikke gør, eller ingen eller alle gør.",
                    "Shown if at least five persons meet it and at least five do not, or none or all do."};
        case DisclosureTest::answers:
            return {"Vises, når mindst fem personer svarede sådan og mindst fem ikke gjorde.", "Shown if at least five persons answered so and at least five did not."};
        case DisclosureTest::quantile:
            return {"Vises, når n gange den mindste hale er mindst fem: median fra 10 personer, 90 %-fraktil fra 50.",
                    "Shown if n times the smaller tail is at least five: the median from 10 persons, the 90th percentile from 50."};
        case DisclosureTest::mean:
            return {"Vises fra fem personer, når ingen af dem er mere end 85 % af summen.", "Shown from five persons, if none of them is more than 85 % of the sum."};
    }
    return {};
}

}  // namespace forloeb
