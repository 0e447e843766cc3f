#include "tools/render/answer_text.hpp"

#include "events/vocabulary/ids.hpp"
#include "tools/render/moment.hpp"

namespace forloeb {

bool is_said(answers::PersonalText::Reader personal) { return personal.getText().size() > 0 || personal.getWithheld(); }

std::string personal_text(Language language, answers::PersonalText::Reader personal) {
    if (personal.getWithheld()) return std::string(say(language, "[ikke vist]", "[not shown]"));
    return std::string(view(personal.getText()));
}

std::string quoted(Language language, std::string_view text) {
    const std::string inner(text);
    return language == Language::da ? "»" + inner + "«" : "“" + inner + "”";
}

std::string legal_basis_text(Language language, LegalBasis::Reader basis) {
    std::string text(view(basis.getLaw()));
    if (basis.getParagraph().size() > 0) {
        if (!text.empty()) text += ' ';
        text += "§\u00A0" + std::string(view(basis.getParagraph()));  // a line must not end in §
    }
    if (basis.getSubsection().size() > 0)
        text += std::string(say(language, ", stk. ", "(")) + std::string(view(basis.getSubsection())) +
                std::string(say(language, "", ")"));
    return text;
}

std::string answer_text(Language language, Answer answer) {
    switch (answer) {
        case Answer::YES: return std::string(say(language, "ja", "yes"));
        case Answer::NO: return std::string(say(language, "nej", "no"));
        case Answer::UNKNOWN: break;
    }
    return std::string(say(language, "uoplyst", "unknown"));
}

std::string id_text(Id16::Reader id) { return Uuid::from_halves(id.getHigh(), id.getLow()).text(); }

bool is_nil(Id16::Reader id) { return id.getHigh() == 0 && id.getLow() == 0; }

std::string join_words(Language language, const std::vector<std::string>& words) {
    std::string text;
    std::string pending;
    for (const std::string& word : words) {
        if (word.empty()) continue;
        if (!pending.empty()) text += (text.empty() ? "" : ", ") + pending;
        pending = word;
    }
    if (text.empty()) return pending;
    return text + std::string(say(language, " og ", " and ")) + pending;
}

std::string join_facts(const std::vector<std::string>& facts) {
    std::string text;
    for (const std::string& fact : facts) {
        if (fact.empty()) continue;
        if (!text.empty()) text += " · ";
        text += fact;
    }
    return text;
}

void print_as_of(TextPage& page, answers::AsOf::Reader as_of) {
    const Language language = page.language();
    std::string text(page.say("Set ", "Seen "));
    const WhenTold occurred = read_moment(as_of.getAsOfOccurred());
    const WhenTold known = read_moment(as_of.getAsKnownAt());
    if (!occurred.is_unknown())
        text += std::string(page.say("pr. ", "as of ")) + moment_text(language, occurred) + ", ";
    text += known.is_unknown()
                ? std::string(page.say("som det vides nu", "as it is known now"))
                : std::string(page.say("som det vidstes ", "as it was known ")) + moment_text(language, known);
    if (as_of.getClock() == "source") text += page.say(" efter kildesystemets ur", " by the source system's clock");
    text += std::string(page.say(". Bygger på loggens første ", ". Rests on the first ")) +
            count_text(as_of.getKnown(), page.say("hændelse.", "event of the log."),
                       page.say("hændelser.", "events of the log."));
    page.blank();
    page.paragraph(text, 0, Tone::dim);
}

}  // namespace forloeb
