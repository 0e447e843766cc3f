#include "tools/render/view_page.hpp"

#include "tools/render/answer_text.hpp"
#include "tools/render/case_pages.hpp"
#include "tools/render/moment.hpp"
#include "tools/render/view_text.hpp"

namespace forloeb {
namespace {

using answers::CaseView;

capnp::DynamicStruct::Reader dynamic(CaseView::Reader view) { return capnp::DynamicStruct::Reader(view); }

std::string audience_text(const TextPage& page, Audience audience) {
    switch (audience) {
        case Audience::CITIZEN: return std::string(page.say("Det, borgeren ser.", "What the citizen sees."));
        case Audience::PARTNER: return std::string(page.say("Det, samarbejdsparter ser.", "What partners see."));
        case Audience::EVALUATOR: return std::string(page.say("Det, evaluator ser.", "What evaluators see."));
        case Audience::INTERNAL: break;
    }
    return {};
}

void print_heading(TextPage& page, CaseView::Reader view) {
    std::string title;
    KJ_IF_MAYBE (which, dynamic(view).which()) title = field_label(page.language(), *which).value_or("");
    page.title(join_facts({title, personal_text(page.language(), view.getName())}));
    page.paragraph(join_facts({std::string(page.say("Forløb ", "Case ")) + id_text(view.getCaseId()), audience_text(page, view.getAudience())}));
}

/// Of people an extract says only what its topics allow.
void print_extract_people(TextPage& page, answers::Extract::Reader extract) {
    const Language language = page.language();
    const auto overview = extract.getOverview();
    const auto coordinator = overview.getCoordinator();
    if (coordinator.getAssigned())
        page.field(page.say("Koordinator", "Coordinator"),
                   join_facts({std::string(forloeb::view(coordinator.getPseudonym())), personal_text(language, coordinator.getName()),
                               code_text(language, forloeb::view(coordinator.getKind())), std::string(forloeb::view(coordinator.getUnit()))}));
    if (overview.hasCommunication()) print_communication(page, overview.getCommunication());
    if (extract.getPartners().size() > 0) page.section(page.say("Parter omkring borgeren", "Parties around the citizen"));
    for (const auto partner : extract.getPartners())
        page.item(join_facts({std::string(forloeb::view(partner.getParty())), personal_text(language, partner.getName()),
                              code_text(language, forloeb::view(partner.getKind())), std::string(forloeb::view(partner.getUnit())),
                              code_text(language, forloeb::view(partner.getRole()))}));
    if (overview.getHealth().size() > 0) page.section(page.say("Helbred", "Health"));
    for (const auto text : overview.getHealth())
        if (is_said(text)) page.item(personal_text(language, text));
}

/// The fields that say what an element is: those without a label of their own, before the first that has one.
std::string headline(const TextPage& page, capnp::DynamicStruct::Reader element, unsigned& next) {
    std::vector<std::string> facts;
    const auto fields = element.getSchema().getNonUnionFields();
    for (next = 0; next < fields.size(); ++next) {
        const auto label = field_label(page.language(), fields[next]);
        if (!label) continue;
        const std::string fact = fact_text(page.language(), *label, element.get(fields[next]));
        const bool enough = !join_facts(facts).empty();
        if (enough && !label->empty()) break;
        facts.push_back(fact);
    }
    return join_facts(facts);
}

}  // namespace

void print_element(TextPage& page, capnp::DynamicStruct::Reader element) {
    const Language language = page.language();
    unsigned next = 0;
    page.item(headline(page, element, next));
    const auto fields = element.getSchema().getNonUnionFields();
    std::vector<std::string> facts;
    std::vector<std::string> lists;
    for (; next < fields.size(); ++next) {
        const auto label = field_label(language, fields[next]);
        if (!label) continue;
        std::string fact = fact_text(language, *label, element.get(fields[next]));
        if (fact.empty()) continue;
        if (is_list_of_risks(fields[next]))
            page.paragraph(fact, 4, Tone::warning);
        else
            (is_list_of_structs(fields[next]) ? lists : facts).push_back(std::move(fact));
    }
    page.paragraph(join_facts(facts), 4, Tone::dim);
    for (const std::string& list : lists) page.paragraph(list, 4);
}

bool print_labelled(TextPage& page, capnp::DynamicStruct::Reader view) {
    bool said = false;
    for (const auto field : view.getSchema().getNonUnionFields()) {
        const auto label = field_label(page.language(), field);
        if (!label) continue;
        if (!is_list_of_structs(field)) {
            const std::string text = value_text(page.language(), view.get(field));
            if (text.empty()) continue;
            page.field(*label, text);
            said = true;
            continue;
        }
        const auto list = view.get(field).as<capnp::DynamicList>();
        if (list.size() == 0) continue;
        said = true;
        page.section(*label + " (" + std::to_string(list.size()) + ")");
        for (const auto element : list) {
            const auto item = element.as<capnp::DynamicStruct>();
            print_element(page, item);
        }
    }
    return said;
}

void print_case_view(TextPage& page, CaseView::Reader view) {
    if (view.isOverview()) {
        const std::string audience = audience_text(page, view.getAudience());
        if (!audience.empty()) page.paragraph(audience);
        return print_case_overview(page, view.getOverview());
    }
    print_heading(page, view);
    if (view.isExtract()) print_extract_people(page, view.getExtract());
    KJ_IF_MAYBE (which, dynamic(view).which()) {
        const auto content = dynamic(view).get(*which).as<capnp::DynamicStruct>();
        if (!print_labelled(page, content) && !view.isExtract()) page.paragraph(page.say("Intet registreret.", "Nothing recorded."));
    }
    if (view.isDossier()) {
        page.blank();
        return print_case_overview(page, view.getDossier().getOverview());
    }
    print_as_of(page, view.getAsOf());
}

}  // namespace forloeb
