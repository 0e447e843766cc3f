// Codes as people read them. Most codes are each municipality's own and are shown as they are; these are the ones that the
// answers' closed lists use (projections/schema/answers.capnp) and those that the schemas' comments name.
#include <algorithm>
#include <array>

#include "events/catalogue/catalogue.hpp"
#include "tools/render/language.hpp"

namespace forloeb {
namespace {

struct CodeWords {
    std::string_view code;
    std::string_view da;
    std::string_view en;
};

constexpr auto known_codes = std::to_array<CodeWords>({
    // Answers and states
    {"yes", "ja", "yes"},
    {"no", "nej", "no"},
    {"unknown", "uoplyst", "unknown"},
    {"undecided", "ikke afgjort", "undecided"},
    {"open", "åben", "open"},
    {"closed", "afsluttet", "closed"},
    {"intake", "henvendelse", "intake"},
    {"empty", "uden indhold", "empty"},
    {"proposed", "foreslået", "proposed"},
    {"accepted", "modtaget", "accepted"},
    {"rejected", "afvist", "rejected"},
    {"completed", "gennemført", "completed"},
    {"waiting", "venter på svar", "waiting"},
    {"answered", "besvaret", "answered"},
    {"partly_answered", "delvist besvaret", "partly answered"},
    {"reused", "genbrugt", "reused"},
    {"withdrawn", "trukket tilbage", "withdrawn"},
    {"in_force", "gælder", "in force"},
    {"expired", "udløbet", "expired"},
    {"offered", "tilbudt", "offered"},
    {"created", "udarbejdet", "drawn up"},
    {"declined", "afslået", "declined"},
    // An evaluation's design, waves and seminars
    {"before_after", "før- og eftermåling", "before and after"},
    {"monitoring", "løbende monitorering", "running monitoring"},
    {"comparison", "sammenligning", "comparison"},
    {"baseline", "førmåling", "baseline"},
    {"after", "eftermåling", "after"},
    {"evaluation", "evaluering", "evaluation"},
    {"implementation", "implementering", "implementation"},
    {"recorded", "motorens ur", "the engine's clock"},
    {"source", "kildesystemets ur", "the source system's clock"},
    // Levels of function, progress and grades
    {"notAssessed", "ikke vurderet", "not assessed"},
    {"none", "ingen nedsat funktionsevne", "no reduction"},
    {"slight", "let nedsat", "slight reduction"},
    {"moderate", "moderat nedsat", "moderate reduction"},
    {"severe", "svært nedsat", "severe reduction"},
    {"complete", "fuldstændig nedsat", "complete reduction"},
    {"reached", "nået", "reached"},
    {"partly_reached", "delvist nået", "partly reached"},
    {"not_reached", "ikke nået", "not reached"},
    {"lav", "lav", "low"},
    {"middel", "middel", "medium"},
    {"hoej", "høj", "high"},
    // Phases and deadlines
    {"sagsaabning", "sagsåbning", "opening"},
    {"oplysning", "oplysning", "gathering information"},
    {"vurdering", "vurdering", "assessment"},
    {"bestilling", "bestilling", "ordering"},
    {"opfoelgning", "opfølgning", "follow-up"},
    {"sagsbehandlingsfrist", "sagsbehandlingsfrist", "time limit of the decision"},
    // How people meet and write
    {"in_person", "personligt", "in person"},
    {"phone", "telefon", "phone"},
    {"email", "e-mail", "e-mail"},
    {"sms", "sms", "text message"},
    {"slow", "langsomt", "slow"},
    {"joint_visit", "fælles visitationsbesøg", "joint needs-assessment visit"},
    {"coordinating", "koordinerende møde", "coordinating meeting"},
    {"network", "netværksmøde", "network meeting"},
    // Who is around the citizen
    {"mother", "mor", "mother"},
    {"father", "far", "father"},
    {"sister", "søster", "sister"},
    {"brother", "bror", "brother"},
    {"grandmother", "mormor eller farmor", "grandmother"},
    {"spouse", "ægtefælle", "spouse"},
    {"home_help", "hjemmehjælp", "home help"},
    {"assistive_devices", "hjælpemidler", "assistive devices"},
    {"training", "træning", "training"},
    {"traening", "træning", "training"},
    {"jobcentre", "jobcenter", "job centre"},
    {"brain_injury_coordinator", "hjerneskadekoordinator", "brain injury coordinator"},
    {"other_municipality", "anden kommune", "other municipality"},
    {"housing_association", "boligforening", "housing association"},
    {"payroll", "lønkontor", "payroll office"},
    {"sick_pay", "sygedagpenge", "sick pay"},
    {"bank", "bank", "bank"},
    {"psychiatry", "psykiatri", "psychiatry"},
    {"citizen", "borger", "citizen"},
    {"relative", "pårørende", "relative"},
    {"professional", "fagperson", "professional"},
    {"dagtilbud", "dagtilbud", "day offer"},
});

}  // namespace

std::string code_text(Language language, std::string_view code) {
    const auto known = std::ranges::find(known_codes, code, &CodeWords::code);
    if (known != known_codes.end()) return std::string(language == Language::da ? known->da : known->en);
    if (const EventType* type = find_event_type(code))
        return std::string(type->label(language == Language::da ? "da" : "en"));
    std::string text(code);
    std::ranges::replace(text, '_', ' ');
    return text;
}

}  // namespace forloeb
