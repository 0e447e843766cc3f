// `forloeb export`: a project's cases for other programs, as far as an evaluator may see them. Asked for page by page, all as
// known when the first was answered; written beside the file and given its name when all of it is there.
#include <filesystem>
#include <fstream>
#include <functional>

#include "server/http/json_text.hpp"
#include "server/protocol/texts.hpp"
#include "tools/cli/asking.hpp"
#include "tools/cli/menu.hpp"
#include "tools/cli/progress.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/export/ocel_writer.hpp"
#include "tools/export/xes_writer.hpp"

namespace forloeb {
namespace {

struct ProjectExportOptions {
    std::string file;
    std::string project;
};

/// What the pages say besides the cases.
struct ExportPages {
    std::string project;
    std::uint64_t left_out = 0;
    std::uint64_t answers_left_out = 0;
    std::uint64_t unreadable = 0;
    bool interrupted = false;
};

Result<AsOf> as_of_page(answers::AsOf::Reader said, const AsOf& asked) {
    AsOf all = asked;
    const WhenTold occurred = read_moment(said.getAsOfOccurred());
    const WhenTold known = read_moment(said.getAsKnownAt());
    all.occurred_by = occurred.at;
    all.known_at = known.is_unknown() ? read_moment(said.getAnsweredAt()).at : known.at;
    return all;
}

/// `first` is called once, with the project's code, before the first case.
Result<ExportPages> each_exported_case(Invocation& call, const std::string& project, const std::function<void(const std::string&)>& first,
                                       const std::function<void(answers::ExportedCase::Reader)>& visit) {
    ExportPages pages;
    Settings settings = call.settings();
    Progress progress(call.surroundings(), settings.language, settings.quiet, call.say("sager", "cases"));
    std::uint64_t cases = 0;
    for (std::string after;;) {
        if (call.stopped()) {
            pages.interrupted = true;
            return pages;
        }
        Query query(settings);
        auto request = (*query).initEvaluationExport();
        request.setProject(project.c_str());
        request.setAfter(after.c_str());
        FORLOEB_TRY(const Reply reply, query.ask(call, wire::Answer::EVALUATION_EXPORT));
        const auto page = reply.frame().getAnswer().getEvaluationExport();
        if (after.empty()) {
            FORLOEB_TRY(settings.as_of, as_of_page(page.getAsOf(), settings.as_of));
            pages.project = text_of(page.getProject());
            first(pages.project);
        }
        for (const auto told : page.getCases()) {
            visit(told);
            cases += told.getFrom() == 0 ? 1 : 0;
        }
        pages.left_out += page.getLeftOut();
        pages.answers_left_out += page.getAnswersLeftOut();
        pages.unreadable += page.getUnreadable();
        progress.at(cases, 0);
        after = text_of(page.getNext());
        if (after.empty()) return pages;
    }
}

/// A file that gets its name when it is whole; what was written is taken away if it never is.
class FileInTheMaking {
  public:
    explicit FileInTheMaking(std::string name) : name_(std::move(name)), part_(name_ + ".part") {
        stream_.open(part_, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
        std::error_code ignored;
        std::filesystem::permissions(part_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    }
    ~FileInTheMaking() {
        stream_.close();
        std::error_code ignored;
        std::filesystem::remove(part_, ignored);
    }
    FileInTheMaking(const FileInTheMaking&) = delete;
    FileInTheMaking& operator=(const FileInTheMaking&) = delete;

    [[nodiscard]] std::fstream& stream() { return stream_; }
    [[nodiscard]] Status keep() {
        stream_.flush();
        if (!stream_) return fail(ErrorKind::storage, "Not everything could be written to " + name_ + ". Is there space left?");
        std::error_code failed;
        std::filesystem::rename(part_, name_, failed);
        if (failed) return fail(ErrorKind::storage, "Cannot write the file " + name_ + ".");
        return {};
    }

  private:
    const std::string name_;
    const std::string part_;
    std::fstream stream_;
};

struct Exported {
    ExportPages pages;
    ExportCounts counts;
};

Result<Exported> write_xes(Invocation& call, const ProjectExportOptions& options, std::fstream& file) {
    XesLogWriter writer(file);
    FORLOEB_TRY(ExportPages pages, each_exported_case(call, options.project, [&](const std::string& project) { writer.begin(project); },
                                                      [&](answers::ExportedCase::Reader told) { writer.add(told); }));
    return Exported{std::move(pages), writer.end()};
}

Result<Exported> write_ocel(Invocation& call, const ProjectExportOptions& options, std::fstream& file) {
    FileInTheMaking objects(options.file + ".objects");
    OcelLogWriter writer(file, objects.stream());
    FORLOEB_TRY(ExportPages pages, each_exported_case(call, options.project, [&](const std::string&) { writer.begin(); },
                                                      [&](answers::ExportedCase::Reader told) { writer.add(told); }));
    const ExportCounts counts = writer.end();
    if (!objects.stream()) return fail(ErrorKind::storage, "Not everything could be written beside " + options.file + ". Is there space left?");
    return Exported{std::move(pages), counts};
}

void say_what_was_written(Invocation& call, const Exported& exported) {
    const auto& [pages, counts] = exported;
    if (call.json()) {
        JsonLine line('{');
        line.text("project", pages.project).number("cases", counts.cases).number("events", counts.events);
        if (counts.objects > 0) line.number("objects", counts.objects);
        call.print_json(line.number("eventsWithoutDay", counts.without_day)
                            .number("surveyAnswersLeftOut", pages.answers_left_out)
                            .number("fieldsLeftOut", pages.left_out)
                            .number("casesUnreadable", pages.unreadable)
                            .str());
        return;
    }
    TextPage page = call.page();
    const auto row = [&](std::string_view da, std::string_view en, std::uint64_t number) { page.field(page.say(da, en), std::to_string(number), 52); };
    row("Sager", "Cases", counts.cases);
    row("Hændelser", "Events", counts.events);
    if (counts.objects > 0) row("Objekter", "Objects", counts.objects);
    row("Udeladt: hændelser uden dag", "Left out: events without a day", counts.without_day);
    row("Udeladt: svar på spørgeskemaer", "Left out: answers to surveys", pages.answers_left_out);
    row("Udeladt: felter, der ikke er til evaluatorer", "Left out: fields that are not for evaluators", pages.left_out);
    row("Sager, der ikke kan læses", "Cases that cannot be read", pages.unreadable);
}

using WriteExport = Result<Exported> (*)(Invocation&, const ProjectExportOptions&, std::fstream&);

ExitCode export_file(Invocation& call, const ProjectExportOptions& options, std::string_view ending, WriteExport write) {
    if (!options.file.ends_with(ending))
        return call.usage_error("Filen skal ende på " + std::string(ending) + ".", "The file's name must end in " + std::string(ending) + ".");
    if (std::filesystem::exists(options.file))
        return call.usage_error("Filen " + options.file + " er der allerede.", "The file " + options.file + " is there already.");
    FileInTheMaking file(options.file);
    if (!file.stream()) return call.failed({ErrorKind::storage, "Cannot write the file " + options.file + ".", {}, {}});
    const auto exported = write(call, options, file.stream());
    if (!exported) return call.failed(exported.error());
    if (exported->pages.interrupted) {
        call.tell("Afbrudt: filen er ikke skrevet.", "Interrupted: the file was not written.");
        return ExitCode::interrupted;
    }
    if (const Status kept = file.keep(); !kept) return call.failed(kept.error());
    say_what_was_written(call, *exported);
    return exported->pages.unreadable > 0 ? ExitCode::finding : ExitCode::ok;
}

void add_format(Menu& menu, CLI::App& noun, const char* name, const char* da, const char* en, std::vector<std::string> examples, const char* ending, WriteExport write) {
    auto options = std::make_shared<ProjectExportOptions>();
    CLI::App& verb = menu.verb(noun, name, da, en, std::move(examples), [options, ending, write](Invocation& call) { return export_file(call, *options, ending, write); });
    menu.value(verb, "FILE", options->file, "FILE", std::string("filen, der skal skrives: ") + ending, std::string("the file to write: ") + ending, true);
    menu.value(verb, "--project", options->project, "PROJECT", "projektets kode; kan udelades, når der kun er ét", "the project's code; may be left out where there is one only");
}

}  // namespace

void add_export(Menu& menu) {
    CLI::App& noun = menu.noun("export", "et projekts forløb til andre programmer, pseudonymiseret", "a project's cases for other programs, pseudonymised");
    add_format(menu, noun, "xes", "XES (IEEE 1849): et forløb pr. sag, relative dage, koder og niveauer", "XES (IEEE 1849): a trace a case, relative days, codes and levels",
               {"forloeb export xes evaluering.xes --project syntetisk-evaluering"}, ".xes", write_xes);
    add_format(menu, noun, "ocel", "OCEL 2.0 (JSON): hændelser og det, de handler om", "OCEL 2.0 (JSON): events and what they are about",
               {"forloeb export ocel evaluering.json --project syntetisk-evaluering"}, ".json", write_ocel);
}

}  // namespace forloeb
