#include "tools/cli/audit_asking.hpp"

#include <vector>

#include "server/http/audit_export.hpp"
#include "tools/render/audit_page.hpp"

namespace forloeb {
namespace {

constexpr std::uint32_t page_entries = 1000;

Result<Reply> ask_page(Invocation& call, const AuditOptions& options, const FillAudit& fill, const std::string& after, std::uint32_t limit) {
    FrameBuilder request;
    auto audit = request.frame().initAudit();
    if (!options.from.empty()) FORLOEB_CHECK(write_date(audit.initFrom(), options.from, "--from"));
    if (!options.to.empty()) FORLOEB_CHECK(write_date(audit.initTo(), options.to, "--to"));
    audit.setNames(options.names);
    audit.setLimit(limit);
    audit.setAfter(kj::arrayPtr(reinterpret_cast<const kj::byte*>(after.data()), after.size()));
    fill(audit);
    return ask(call, request, wire::Frame::AUDIT_REPLY);
}

}  // namespace

void audit_format_option(Menu& menu, CLI::App& verb, AuditOptions& options) {
    menu.value(verb, "--format", options.format, "text|csv|jsonl|fhir", "tekst (standard), CSV, JSON Lines eller FHIR AuditEvent, en pr. linje",
               "text (default), CSV, JSON Lines, or FHIR AuditEvent, one a line");
    menu.flag(verb, "--with-names", options.names, "også navne, søgeord og begrundelser fra læseloggen; det registreres",
              "also names, search terms and reasons from the read log; that is put on record");
}

void audit_options(Menu& menu, CLI::App& verb, AuditOptions& options) {
    menu.value(verb, "--from", options.from, "DATE", "registreret fra og med", "recorded on or after");
    menu.value(verb, "--to", options.to, "DATE", "registreret til og med", "recorded up to and including");
    audit_format_option(menu, verb, options);
}

ExitCode ask_audit(Invocation& call, const AuditOptions& options, const FillAudit& fill,
                   const std::function<void(wire::audit::Reply::Reader)>& after_all) {
    const auto format = call.json() ? AuditFormat::jsonl : parse_audit_format(options.format);
    if (!format) return call.usage_error("--format er text, csv, jsonl eller fhir.", "--format is text, csv, jsonl or fhir.");
    const std::uint64_t most = call.settings().limit == 0 ? ~std::uint64_t{0} : call.settings().limit;
    std::vector<Reply> pages;
    std::uint64_t entries = 0;
    for (std::string after; pages.empty() || !after.empty();) {
        auto reply = ask_page(call, options, fill, after, static_cast<std::uint32_t>(std::min<std::uint64_t>(page_entries, most - entries)));
        if (!reply) return call.failed(reply.error());
        const auto page = reply->frame().getAuditReply();
        entries += page.getEntries().size();
        after.assign(page.getNext().asChars().begin(), page.getNext().size());
        pages.push_back(std::move(*reply));
        if (entries >= most) break;
        if (call.stopped()) return ExitCode::interrupted;
    }
    if (*format == AuditFormat::csv) call.out() << audit_csv_heading() << "\r\n";
    const std::string origin = call.client().has_value() ? call.client().value()->greeting().origin : std::string();
    std::vector<wire::audit::Entry::Reader> lines;
    for (Reply& page : pages)
        for (const auto entry : page.frame().getAuditReply().getEntries()) {
            if (*format == AuditFormat::text)
                lines.push_back(entry);
            else
                call.out() << audit_line(*format, entry, origin) << (*format == AuditFormat::csv ? "\r\n" : "\n");
        }
    if (*format == AuditFormat::text) {
        TextPage page = call.page();
        print_audit_entries(page, lines);
    }
    if (after_all) after_all(pages.back().frame().getAuditReply());
    return ExitCode::ok;
}

}  // namespace forloeb
