#include "server/http/resource_table.hpp"

#include <algorithm>
#include <array>

namespace forloeb {
namespace {

using enum Paging;

// The demo's people and cases (tools/demo), for the examples.
#define KAREN "caseId=01990316-b880-7000-8000-006b6172656e"
#define KARENS_PERSON "personId=01990316-b880-7000-8001-006b6172656e"

constexpr auto resources = std::to_array<Resource>({
    // ---- cases ----
    {.method = "GET", .path = "/cases", .request = "query.caseList", .rows = "rows", .paging = after_last_row,
     .da = "Alle forløb, et i hver række", .en = "All cases, one a row", .example = "state=open&limit=10"},
    {.method = "GET", .path = "/cases/{caseId}", .request = "query.caseOverview", .value = "caseId", .version = "status.version",
     .da = "Overblik over et forløb: mennesket først", .en = "Overview of a case: the person first", .at = KAREN, .example = "asOf=2026-01-31"},
    {.method = "GET", .path = "/cases/{caseId}/timeline", .request = "query.caseTimeline", .rows = "entries", .paging = skip, .version = "version",
     .da = "Tidslinjen", .en = "The timeline", .at = KAREN, .example = "types=contact.held&limit=2"},
    {.method = "GET", .path = "/cases/{caseId}/partners", .request = "query.partnerMap",
     .da = "Netværkskortet: hvem er med, og siden hvornår", .en = "The partner map: who takes part, and since when", .at = KAREN, .example = "date=2025-12-01"},
    {.method = "GET", .path = "/cases/{caseId}/views/{view}", .request = "query.caseView",
     .da = "Ét udsnit af forløbet: løfter, mål, indsatser, møder, oplysninger, overlevering", .en = "One view of a case: promises, goals, services, meetings, information, dossier",
     .at = KAREN "&view=goals", .example = "audience=citizen"},
    {.method = "GET", .path = "/cases/{caseId}/handovers", .request = "query.caseHandovers",
     .da = "Skift mellem personer eller enheder, som hændelserne viser dem", .en = "Changes of person or unit, as the events show them", .at = KAREN, .example = "by=unit"},
    {.method = "GET", .path = "/cases/{caseId}/advice", .request = "query.advice",
     .da = "Hvad nogen bør se på", .en = "What somebody should look at", .at = KAREN, .example = "rules=R1,R5"},
    {.method = "POST", .path = "/cases/{caseId}/advice", .request = "query.advice",
     .da = "Det samme med egne tærskler", .en = "The same with thresholds of one's own", .at = KAREN, .example = R"({"rules":["R12"]})"},
    {.method = "GET", .path = "/cases/{caseId}/information", .request = "query.informationHeld",
     .da = "Hvem har allerede den oplysning, før der spørges om den", .en = "Who holds that information already, before it is asked for", .at = KAREN, .example = "topic=function_assessment"},
    {.method = "GET", .path = "/cases/{caseId}/events", .request = "readStream", .answer = "page", .binds = "stream.kind=case stream.id={caseId}",
     .rows = "events", .paging = from_next, .da = "Hændelserne, som de er gemt", .en = "The events as they are stored", .at = KAREN, .example = "limit=3&personal=true"},
    {.method = "POST", .path = "/cases/{caseId}/events", .request = "append", .answer = "appended", .binds = "kind=case id={caseId}",
     .da = "Skriv en eller flere hændelser", .en = "Write one event or several", .at = KAREN,
     .example = R"({"type":"contact.held","occurredAt":"2026-11-20T10:00:00+01:00","actor":{"pseudonym":"koord-2","role":"handicapkoordinator"},"payload":{"channel":"sms","inPerson":"no"},"personal":{"note":"Syntetisk eksempel."}})"},
    {.method = "GET", .path = "/cases/{caseId}/history", .request = "readHistory", .answer = "history", .binds = "stream.kind=case stream.id={caseId}",
     .rows = "events", .paging = skip, .da = "Hændelserne, som de gælder: rettelser og tilbagetrækninger er regnet med", .en = "The events in force: with corrections and retractions",
     .at = KAREN, .example = "knownAt=2025-10-19&limit=5"},
    {.method = "GET", .path = "/cases/{caseId}/bundle", .request = "readStream", .answer = "page", .binds = "stream.kind=case stream.id={caseId}", .is_bundle = true,
     .da = "Sagen som bevis, der kan kontrolleres uden Forløb; tekst er forseglet", .en = "The case as evidence that can be checked without Forløb; text stays sealed", .at = KAREN},
    {.method = "GET", .path = "/persons/{personId}/events", .request = "readStream", .answer = "page", .binds = "stream.kind=person stream.id={personId}",
     .rows = "events", .paging = from_next, .da = "Hændelser om en person", .en = "Events about a person", .at = KARENS_PERSON, .example = "limit=3"},
    {.method = "POST", .path = "/persons/{personId}/events", .request = "append", .answer = "appended", .binds = "kind=person id={personId}",
     .da = "Skriv hændelser om en person", .en = "Write events about a person", .at = KARENS_PERSON,
     .example = R"({"type":"subject.described","occurredAt":"2026-11-20","actor":{"pseudonym":"koord-2","role":"handicapkoordinator"},"payload":{"kind":"citizen","source":"citizen","synthetic":"yes"},"personal":{"name":"Karen"}})"},
    {.method = "GET", .path = "/projects/{projectId}/events", .request = "readStream", .answer = "page", .binds = "stream.kind=project stream.id={projectId}",
     .rows = "events", .paging = from_next, .da = "Hændelser i en evaluering", .en = "Events of an evaluation", .at = "projectId=01990316-b880-7000-8000-000000000001", .example = "limit=3"},
    {.method = "POST", .path = "/projects/{projectId}/events", .request = "append", .answer = "appended", .binds = "kind=project id={projectId}",
     .da = "Skriv hændelser i en evaluering", .en = "Write events of an evaluation", .at = "projectId=01990316-b880-7000-8000-000000000001",
     .example = R"({"type":"project.designed","occurredAt":"2026-11-20","actor":{"pseudonym":"evaluator-1"},"payload":{"project":"eksempel","title":"Syntetisk eksempel","design":"monitoring"}})"},
    {.method = "GET", .path = "/governance/{streamId}/events", .request = "readStream", .answer = "page", .binds = "stream.kind=governance stream.id={streamId}",
     .rows = "events", .paging = from_next, .da = "Hændelser om styring: politik, nøgler, bevaring", .en = "Events of governance: policy, keys, holds",
     .at = "streamId=01990316-b880-7000-8000-000000000002", .example = "limit=3"},
    {.method = "GET", .path = "/streams/{kind}", .request = "listStreams", .answer = "streams", .rows = "streams", .paging = after_last_row,
     .da = "Alle strømme af en slags", .en = "All streams of a kind", .at = "kind=case", .example = "limit=10"},

    // ---- across cases ----
    {.method = "GET", .path = "/coordinators/{coordinator}/cases", .request = "query.coordinator", .binds = "view=caseload",
     .da = "En koordinators sager", .en = "A coordinator's cases", .at = "coordinator=koord-2"},
    {.method = "GET", .path = "/coordinators/{coordinator}/{view}", .request = "query.coordinator",
     .da = "En koordinators dag eller nyt", .en = "A coordinator's day or news", .at = "coordinator=koord-2&view=day", .example = "soonDays=14"},
    {.method = "GET", .path = "/partners/{organisation}/cases", .request = "query.partnerCases", .value = "organisation",
     .da = "De forløb, som en organisation eller enhed er med i", .en = "The cases in which an organisation or unit takes part", .at = "organisation=Voksenhandicap"},
    {.method = "GET", .path = "/lessons", .request = "query.lessons", .da = "Hvad der er lært", .en = "What was learnt"},
    {.method = "GET", .path = "/advice/rules", .request = "query.adviceRules", .da = "Reglerne bag rådene", .en = "The rules behind the advice"},
    {.method = "GET", .path = "/handovers", .request = "query.derivedHandovers",
     .da = "Skift mellem personer eller enheder på tværs af forløb", .en = "Changes of person or unit across cases", .example = "by=unit"},
    {.method = "GET", .path = "/measures", .request = "query.measureList", .da = "Målingerne og deres definitioner", .en = "The measures and their definitions"},
    {.method = "POST", .path = "/measures/run", .request = "query.measureRun", .da = "Kør en måling", .en = "Run a measure", .example = R"({"measure":"M1"})"},
    {.method = "POST", .path = "/measures/explain", .request = "query.measureExplain",
     .da = "Hvorfor en sag tæller, som den gør", .en = "Why a case counts as it does", .example = R"({"measure":{"measure":"M1"},"caseId":"01990316-b880-7000-8000-006b6172656e"})"},
    {.method = "POST", .path = "/evaluation/report", .request = "query.evaluationReport",
     .da = "Evalueringens rapport", .en = "The evaluation's report", .example = R"({"project":"eksempel"})"},
    {.method = "POST", .path = "/evaluation/cases", .request = "query.evaluationCases",
     .da = "Evalueringens sager under pseudonym", .en = "The evaluation's cases under pseudonyms", .example = R"({"project":"eksempel"})"},
    {.method = "POST", .path = "/evaluation/replay", .request = "query.evaluationReplay",
     .da = "Én pseudonymiseret sag, hændelse for hændelse", .en = "One pseudonymised case, event by event", .example = R"({"project":"eksempel","pseudonym":"p-0000000000000000"})"},
    {.method = "POST", .path = "/evaluation/export", .request = "query.evaluationExport",
     .da = "Evalueringens sager til andre programmer, side for side", .en = "The evaluation's cases for other programs, page by page", .example = R"({"project":"eksempel","cases":100})"},

    // ---- identifiers: never in an address ----
    {.method = "POST", .path = "/lookup", .request = "lookup", .da = "Find strømme ved deres identifikatorer", .en = "Find streams by their identifiers",
     .example = R"({"scope":"case","identifiers":["karen"]})"},
    {.method = "POST", .path = "/pseudonyms", .request = "pseudonyms", .da = "Stabile pseudonymer for en kildes navne", .en = "Stable pseudonyms for a source's names",
     .example = R"({"scope":"eksempel","names":["Sagsbehandler 1"]})"},
    {.method = "POST", .path = "/digests", .request = "digests", .value = "texts", .da = "Nøglede aftryk af kildedata", .en = "Keyed digests of source data", .example = R"({"texts":["00ff"]})"},

    // ---- audit ----
    {.method = "POST", .path = "/audit/ofCase", .request = "audit.ofCase", .value = "caseId", .rows = "entries", .paging = after_next,
     .da = "Hvem gjorde hvad på en sag, og hvem så den", .en = "Who did what on a case, and who looked at it", .example = R"({"caseId":"01990316-b880-7000-8000-006b6172656e"})"},
    {.method = "POST", .path = "/audit/ofActor", .request = "audit.ofActor", .value = "actor", .rows = "entries", .paging = after_next,
     .da = "Alt, hvad en medarbejder gjorde eller så", .en = "Everything one actor did or saw", .example = R"({"actor":"koord-1"})"},
    {.method = "POST", .path = "/audit/ofSubject", .request = "audit.ofSubject", .value = "personId", .rows = "entries", .paging = after_next,
     .da = "Hvem så denne borger, og hvorfor", .en = "Who saw this citizen, and why", .example = R"({"personId":"01990316-b880-7000-8001-006b6172656e"})"},
    {.method = "POST", .path = "/audit/changes", .request = "audit.changes", .rows = "entries", .paging = after_next,
     .da = "Hvad der er rettet eller trukket tilbage", .en = "What was corrected or retracted", .example = R"({"caseId":"01990316-b880-7000-8000-006b6172656e","goal":"g2"})"},
    {.method = "POST", .path = "/audit/knownAt", .request = "audit.knownAt", .rows = "entries", .paging = after_next,
     .da = "Hvad man vidste, da en afgørelse blev truffet", .en = "What was known when a decision was issued", .example = R"({"caseId":"01990316-b880-7000-8000-006b6172656e","decision":"afg1"})"},
    {.method = "POST", .path = "/audit/late", .request = "audit.late", .value = "days", .rows = "entries", .paging = after_next,
     .da = "Hændelser, der blev skrevet sent", .en = "Entries that were recorded late", .example = R"({"days":14})"},
    {.method = "POST", .path = "/audit/denied", .request = "audit.denied", .rows = "entries", .paging = after_next, .da = "Afviste forsøg", .en = "Denied attempts"},
    {.method = "POST", .path = "/audit/brokenGlass", .request = "audit.brokenGlass", .rows = "entries", .paging = after_next,
     .da = "Hvad der er set med nødadgang", .en = "What was seen with a break-glass right"},
    {.method = "POST", .path = "/audit/sample", .request = "audit.sample", .rows = "entries", .paging = after_next,
     .da = "Stikprøve, som ingen kan vælge", .en = "A sample that nobody can choose", .example = R"({"perMillion":500000})"},
    {.method = "POST", .path = "/audit/firstOverview", .request = "audit.firstOverview",
     .da = "Hvor snart koordinatorer ser på den sag, de skal koordinere", .en = "How soon coordinators look at the case they are to coordinate"},

    // ---- the log and its proofs ----
    {.method = "GET", .path = "/log", .request = "readLog", .answer = "page", .rows = "events", .paging = from_next,
     .da = "Hele loggen, uden personlig tekst", .en = "The whole log, without personal text", .example = "from=100&limit=2"},
    {.method = "GET", .path = "/log/export", .request = "exportLog", .da = "Loggen, som den er gemt: til sikkerhedskopier", .en = "The log as it is stored: for backups", .example = "from=0&end=1"},
    {.method = "GET", .path = "/log/root", .request = "logRoot", .da = "Træets rod", .en = "The tree's root", .example = "size=10"},
    {.method = "GET", .path = "/log/checkpoint", .request = "proofs.checkpoint", .value = "log", .da = "Det seneste underskrevne punkt", .en = "The newest signed checkpoint", .example = "log=events"},
    {.method = "GET", .path = "/log/key", .request = "proofs.key", .value = "log", .da = "Nøglen, som underskrifter prøves med", .en = "The key that signatures are checked with", .example = "log=events"},
    {.method = "POST", .path = "/log/inclusion", .request = "proofs.inclusion", .da = "Bevis for, at hændelser står i loggen", .en = "Proof that events stand in the log", .example = R"({"positions":["12"]})"},
    {.method = "POST", .path = "/log/consistency", .request = "proofs.consistency", .da = "Bevis for, at loggen kun er vokset", .en = "Proof that the log has only grown", .example = R"({"old":"100"})"},
    {.method = "GET", .path = "/log/leaves", .request = "proofs.leaves", .da = "Blade af træet", .en = "Leaves of the tree", .example = "from=0&count=2"},
    {.method = "GET", .path = "/log/streamKeys", .request = "proofs.streamKeys", .da = "Hvilke nøgler en strøms forseglede dele har brug for", .en = "Which keys a stream's sealed parts need",
     .example = "kind=1&high=115229265006850048&low=9223372038568141166"},
    {.method = "POST", .path = "/verify", .request = "verify", .da = "Læs og prøv alt, hvad der er gemt", .en = "Read and check everything that is stored", .example = R"({"level":"log"})"},

    // ---- subscriptions that the server remembers; their events come over /stream ----
    {.method = "GET", .path = "/subscriptions", .request = "subscriptions.list", .da = "Den spørgendes huskede abonnementer", .en = "The caller's remembered subscriptions"},
    {.method = "POST", .path = "/subscriptions", .request = "subscriptions.create", .answer = "subscriptionsReply.created",
     .da = "Husk et abonnement under et navn", .en = "Remember a subscription by a name", .example = R"({"name":"eksempel","filter":{"types":["contact.held"]},"from":{"position":"0"}})"},
    {.method = "POST", .path = "/subscriptions/{name}/acknowledge", .request = "subscriptions.acknowledge", .answer = "subscriptionsReply.acknowledged",
     .da = "Alt under dette sted er behandlet", .en = "Everything below this place is dealt with", .at = "name=eksempel", .example = R"({"next":"10"})"},
    {.method = "DELETE", .path = "/subscriptions/{name}", .request = "subscriptions.delete", .answer = "subscriptionsReply.deleted", .value = "name",
     .da = "Glem et abonnement", .en = "Forget a subscription", .at = "name=eksempel"},

    // ---- operations ----
    {.method = "GET", .path = "/status", .request = "status", .da = "Serverens tilstand", .en = "How the server does"},
    {.method = "GET", .path = "/projections", .request = "projectionStatus", .da = "Projektionerne, og hvor langt de er", .en = "The projections, and how far they have come", .example = "digest=true"},
    {.method = "POST", .path = "/projections/rebuild", .request = "projectionRebuild", .da = "Genopbyg projektioner", .en = "Rebuild projections", .example = R"({"name":"case_overview"})"},

    // ---- access ----
    {.method = "GET", .path = "/access/me", .request = "access.me", .da = "Hvem serveren tager den spørgende for", .en = "Who the server takes the caller for"},
    {.method = "POST", .path = "/access/explain", .request = "access.explain", .answer = "accessReply.explained",
     .da = "Ville det være tilladt, og hvorfor", .en = "Would it be permitted, and why", .example = R"({"operation":"case.read","caseId":"01990316-b880-7000-8000-006b6172656e"})"},
    {.method = "GET", .path = "/access/policy", .request = "access.policy", .da = "Den politik, der gælder", .en = "The policy in force"},
    {.method = "POST", .path = "/access/policyChange", .request = "access.policyChange", .answer = "accessReply.policyChanged",
     .da = "Sæt en anden politik i kraft", .en = "Put another policy in force", .example = R"({"file":"","approvedBy":["leder-1","leder-2"],"reason":"eksempel"})"},
    {.method = "POST", .path = "/access/reload", .request = "access.reload", .answer = "accessReply.reloaded", .da = "Læs politik og certifikater igen", .en = "Read policy and certificates again"},
    {.method = "POST", .path = "/access/tokenCreate", .request = "access.tokenCreate", .answer = "accessReply.tokenCreated", .da = "Lav et adgangsmærke", .en = "Make a token",
     .example = R"({"operations":["case.read"],"days":7,"usage":"eksempel"})"},
    {.method = "POST", .path = "/access/tokenList", .request = "access.tokenList", .answer = "accessReply.tokens", .da = "Adgangsmærkerne", .en = "The tokens"},
    {.method = "POST", .path = "/access/tokenRevoke", .request = "access.tokenRevoke", .answer = "accessReply.tokenRevoked", .da = "Tilbagekald et adgangsmærke", .en = "Revoke a token",
     .example = R"({"id":"ingen","reason":"eksempel"})"},
    {.method = "POST", .path = "/access/breakGlass", .request = "access.breakGlass", .da = "Nødadgang til en sag", .en = "Break the glass for a case",
     .example = R"({"caseId":"01990316-b880-7000-8000-006b6172656e","reason":"Syntetisk eksempel.","category":"other","minutes":5})"},
    {.method = "GET", .path = "/access/reviews", .request = "access.reviews", .value = "done", .da = "Nødadgange, der skal ses på", .en = "Broken glass that needs a review", .example = "done=true"},
    {.method = "POST", .path = "/access/review", .request = "access.review", .answer = "accessReply.reviewed", .da = "Se på en nødadgang", .en = "Review broken glass",
     .example = R"({"id":"ingen","outcome":"justified","note":"Syntetisk eksempel."})"},

    // ---- forgetting and keeping ----
    {.method = "POST", .path = "/lifecycle/rotate", .request = "lifecycle.rotate", .answer = "lifecycleReply.rotated", .da = "En ny epokenøgle", .en = "A new epoch key"},
    {.method = "GET", .path = "/persons/{personId}/lifecycle", .request = "lifecycle.state", .value = "personId",
     .da = "En persons nøgler, begrænsninger og bevaring", .en = "A person's keys, restrictions and holds", .at = KARENS_PERSON},
    {.method = "POST", .path = "/lifecycle/restrict", .request = "lifecycle.restrict", .answer = "lifecycleReply.receipt", .da = "Begræns behandlingen af en persons data", .en = "Restrict the processing of a person's data",
     .example = R"({"order":{"appendId":"019a9f00-0000-7000-8000-000000000001","reason":"eksempel","legalBasis":{"law":"databeskyttelsesforordningen","paragraph":"18"},"approvedBy":["leder-1"]},"subject":"01990316-b880-7000-8001-006b6172656e","classes":["penal"],"purposes":["casework"]})"},
    {.method = "POST", .path = "/lifecycle/hold", .request = "lifecycle.hold", .answer = "lifecycleReply.receipt", .da = "Bevar trods sletning", .en = "Keep in spite of erasure",
     .example = R"({"order":{"appendId":"019a9f00-0000-7000-8000-000000000002","reason":"eksempel","legalBasis":{"law":"databeskyttelsesforordningen","paragraph":"18"},"approvedBy":["leder-1"]},"hold":"eksempel","subject":"01990316-b880-7000-8001-006b6172656e"})"},
    {.method = "POST", .path = "/lifecycle/archive", .request = "lifecycle.archive", .answer = "lifecycleReply.receipt", .da = "Aflevering til arkiv", .en = "Export to the archive",
     .example = R"({"order":{"appendId":"019a9f00-0000-7000-8000-000000000003","reason":"eksempel","legalBasis":{"law":"databeskyttelsesforordningen","paragraph":"18"},"approvedBy":["leder-1"]},"archive":"eksempel","receiver":"eksempelarkiv","cases":["01990316-b880-7000-8000-006b6172656e"],"sha256":"0000000000000000000000000000000000000000000000000000000000000000","logSize":"220"})"},
    {.method = "POST", .path = "/lifecycle/shred", .request = "lifecycle.shred", .answer = "lifecycleReply.receipt", .da = "Destruér nøgler", .en = "Destroy keys",
     .example = R"({"order":{"appendId":"019a9f00-0000-7000-8000-000000000004","reason":"eksempel","legalBasis":{"law":"databeskyttelsesforordningen","paragraph":"18"},"approvedBy":["leder-1"]},"subject":"01990316-b880-7000-8001-006b6172656e"})"},
    {.method = "POST", .path = "/lifecycle/purge", .request = "lifecycle.purge", .answer = "lifecycleReply.receipt", .da = "Fjern forseglede dele, hvis nøgle er væk", .en = "Remove sealed parts whose key is gone",
     .example = R"({"order":{"appendId":"019a9f00-0000-7000-8000-000000000005","reason":"eksempel","legalBasis":{"law":"databeskyttelsesforordningen","paragraph":"18"},"approvedBy":["leder-1"]},"streamKind":"case","stream":"01990316-b880-7000-8000-006b6172656e","events":["12850834-0780-8a1c-92ef-abab9f5d37dd"]})"},
    {.method = "POST", .path = "/lifecycle/retainReads", .request = "lifecycle.retainReads", .answer = "lifecycleReply.retainedReads", .da = "Slet det i læseloggen, hvis tid er gået", .en = "Let go of what the read log has kept for its time",
     .example = R"({"look":true})"},
});

#undef KAREN
#undef KARENS_PERSON

std::string_view next_part(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

bool is_named(std::string_view part) { return part.starts_with('{'); }
std::string_view without_braces(std::string_view part) { return part.substr(1, part.size() - 2); }

}  // namespace

std::span<const Resource> all_resources() { return resources; }

bool path_matches(std::string_view pattern, std::string_view path, PathValues& values) {
    if (std::ranges::count(pattern, '/') != std::ranges::count(path, '/')) return false;
    values.clear();
    while (!pattern.empty() || !path.empty()) {
        const std::string_view wanted = next_part(pattern);
        const std::string_view part = next_part(path);
        if (!is_named(wanted) && wanted != part) return false;
        if (is_named(wanted) && part.empty()) return false;
        if (is_named(wanted)) values.emplace_back(without_braces(wanted), part);
    }
    return true;
}

std::vector<std::string_view> path_names(std::string_view pattern) {
    std::vector<std::string_view> names;
    while (!pattern.empty())
        if (const std::string_view part = next_part(pattern); is_named(part)) names.push_back(without_braces(part));
    return names;
}

}  // namespace forloeb
