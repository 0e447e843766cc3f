#include "tools/import/instrument_file.hpp"

#include <capnp/message.h>

#include <fstream>
#include <sstream>

#include "tools/import/toml_section.hpp"

namespace forloeb {
namespace {

using Kind = ::forloeb::InstrumentDefined::Kind;

constexpr const char* importer_pseudonym = "forloeb-import";

template <typename Enum>
std::optional<Enum> word_of(const std::string& word) {
    KJ_IF_MAYBE (found, capnp::Schema::from<Enum>().findEnumerantByName(word))
        if (found->getOrdinal() != 0) return static_cast<Enum>(found->getOrdinal());
    return std::nullopt;
}

InstrumentFileItem read_item(TomlSection section) {
    InstrumentFileItem out;
    section.need("item", out.item);
    section.need("wording", out.wording);
    std::string kind = "rating";
    section.read("kind", kind);
    if (const auto known = word_of<Kind>(kind))
        out.kind = *known;
    else
        section.wrong(section.at("kind"), "\"kind\" must be rating, number or choice.");
    if (out.kind != Kind::RATING) out.minimum = out.maximum = 0;
    section.read("scale", out.scale);
    section.read("minimum", out.minimum);
    section.read("maximum", out.maximum);
    section.read("reversed", out.reversed);
    section.read("choices", out.choices);
    if (!is_code(out.item)) section.wrong(section.at("item"), "\"item\" must be a code of letters, digits and . _ -");
    if (out.kind != Kind::CHOICE && out.maximum <= out.minimum)
        section.wrong(section.at("maximum"), "\"maximum\" must be greater than \"minimum\".");
    if (out.kind == Kind::CHOICE && out.choices.empty()) section.wrong(section.at("choices"), "name the choices of this item.");
    section.refuse_unknown();
    return out;
}

Result<InstrumentFile> read_instrument(const toml::table& file, const std::string& name) {
    std::optional<Error> error;
    InstrumentFile out;
    TomlSection top(file, "", name, error);
    top.need("instrument", out.instrument);
    top.need("version", out.version);
    top.need("language", out.language);
    top.need("title", out.title);
    top.read("attribution", out.attribution);
    std::vector<std::string> groups;
    top.read("groups", groups);
    for (const std::string& group : groups) {
        if (const auto known = parse_respondent_group(group))
            out.groups.push_back(*known);
        else
            top.wrong(top.at("groups"), "\"" + group + "\" is no group: citizen, relative, secondHand, municipalCaseworker, regionalCaseworker or leader.");
    }
    for (const toml::table* one : top.tables("item")) {
        InstrumentFileItem item = read_item(TomlSection(*one, "item", name, error));
        if (out.find(item.item) != nullptr) top.wrong(*one, "the item \"" + item.item + "\" is there twice.");
        out.items.push_back(std::move(item));
    }
    if (!is_code(out.instrument) || !is_code(out.version))
        top.wrong(top.at("instrument"), "\"instrument\" and \"version\" must be codes of letters, digits and . _ -");
    if (out.items.empty()) top.wrong(file, "an instrument has at least one [[item]].");
    top.refuse_unknown();
    if (error) return tl::make_unexpected(std::move(*error));
    return out;
}

}  // namespace

std::optional<RespondentGroup> parse_respondent_group(const std::string& word) { return word_of<RespondentGroup>(word); }

Result<InstrumentFile> InstrumentFile::load(const std::filesystem::path& path) {
    FORLOEB_TRY(const std::string text, read_toml_text(path));
    return parse(text, path.filename().string());
}

Result<InstrumentFile> InstrumentFile::parse(std::string_view text, const std::string& file_name) {
    return with_toml(text, file_name, read_instrument);
}

const InstrumentFileItem* InstrumentFile::find(std::string_view item) const {
    const auto found = std::find_if(items.begin(), items.end(), [&](const InstrumentFileItem& each) { return each.item == item; });
    return found == items.end() ? nullptr : &*found;
}

Result<ReadyEvent> InstrumentFile::defined(const WhenTold& occurred, const std::string& system, std::uint64_t digest,
                                           std::uint32_t position) const {
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType("instrument.defined");
    auto envelope = proposal.initEnvelope();
    write_moment(envelope.initOccurredAt(), occurred);
    envelope.initActor().setPseudonym(importer_pseudonym);
    if (!system.empty()) {
        auto source = envelope.initSource();
        source.setSystem(system);
        source.setDigest(digest);
        source.setPosition(position);
    }
    auto payload = proposal.getPayload().initAs<InstrumentDefined>();
    payload.setInstrument(instrument);
    payload.setVersion(version);
    payload.setLanguage(language);
    payload.setTitle(title);
    payload.setAttribution(attribution);
    auto group_list = payload.initGroups(static_cast<capnp::uint>(groups.size()));
    for (capnp::uint i = 0; i < group_list.size(); ++i) group_list.set(i, groups[i]);
    auto list = payload.initItems(static_cast<capnp::uint>(items.size()));
    for (capnp::uint i = 0; i < list.size(); ++i) {
        list[i].setItem(items[i].item);
        list[i].setWording(items[i].wording);
        list[i].setKind(items[i].kind);
        list[i].setScale(items[i].scale);
        list[i].setMinimum(items[i].minimum);
        list[i].setMaximum(items[i].maximum);
        list[i].setReversed(items[i].reversed);
        auto choices = list[i].initChoices(static_cast<capnp::uint>(items[i].choices.size()));
        for (capnp::uint c = 0; c < choices.size(); ++c) choices.set(c, items[i].choices[c].c_str());
    }
    ReadyEvent out;
    out.proposal = canonical(proposal.asReader());
    MessageReader reader(out.proposal);
    FORLOEB_TRY(out.checked, check_proposal(reader.root<ProposedEvent>(), StreamKind::project));
    return out;
}

}  // namespace forloeb
