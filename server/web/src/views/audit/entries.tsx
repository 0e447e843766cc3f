// What was done and seen, line by line, as the two logs tell it: writing from the log of events, reading from the read log.
import { eventName, plain } from "../../language/codes";
import { dayAndClock } from "../../language/dates";
import { spoken } from "../../language/language";
import { ruleSaid } from "../../parts/answered";
import { Table, type Column } from "../../parts/twin";

export interface Entry {
  log: string; position: string; recordedAt: string; actor: string; role: string; unit: string; actingFor?: string; purpose: string; cases?: string[];
  type: string; version: string; lateDays: number; target?: string; changes?: { field: string; before: string; after: string }[];
  operation?: string; denied: boolean; rule?: string; relation?: string; fromVersion?: string; toVersion?: string; events?: string; breakGlass?: string;
}
export interface Entries { entries?: Entry[]; next?: string; eventsIndexed: string; readsIndexed: string }

const words = spoken(
  { caption: "Hvem gjorde og så hvad", when: "Hvornår", who: "Hvem", what: "Hvad", why: "Formål og ret", range: (from: string, to: string) => from === to ? `hændelse ${from}` : `hændelse ${from}–${to}`,
    wrote: "skrev", saw: "så", denied: "blev afvist", late: (days: number) => `${days} dage efter`, glass: "nødadgang", corrects: "retter en hændelse", on: "på vegne af",
    operations: { "query.caseList": "listen over forløb", "query.caseOverview": "overblik", "query.caseTimeline": "tidslinje", "query.partnerMap": "netværk", "query.caseView": "en af forløbets sider", "query.advice": "råd",
      "query.coordinator": "sine forløb", "query.informationHeld": "hvem der har en oplysning", subscribe: "nye hændelser", lookup: "et opslag", readLog: "loggen", proofs: "beviset",
      readStream: "hændelserne", readHistory: "historikken", "audit.ofCase": "revision af forløbet", append: "skrivning" } as Record<string, string>,
    reasons: { coordination: "koordinering", audit: "revision", statistics: "statistik", operations: "drift", assigned: "koordinator i forløbet", substitute: "stedfortræder", team: "i teamet",
      handover: "overlevering", unit: "egen enhed", any: "alle forløb", owner: "ejer af data", coordinator: "koordinator", auditor: "revisor", evaluator: "evaluator", operator: "drift" } as Record<string, string> },
  { caption: "Who did and saw what", when: "When", who: "Who", what: "What", why: "Purpose and right", range: (from: string, to: string) => from === to ? `event ${from}` : `events ${from}–${to}`,
    wrote: "wrote", saw: "saw", denied: "was denied", late: (days: number) => `${days} days later`, glass: "break-glass", corrects: "corrects an event", on: "on behalf of",
    operations: { "query.caseList": "the list of cases", "query.caseOverview": "overview", "query.caseTimeline": "timeline", "query.partnerMap": "network", "query.caseView": "one of the case's pages", "query.advice": "advice",
      "query.coordinator": "their cases", "query.informationHeld": "who holds an information", subscribe: "new events", lookup: "a look-up", readLog: "the log", proofs: "the proof",
      readStream: "the events", readHistory: "the history", "audit.ofCase": "audit of the case", append: "writing" } as Record<string, string>,
    reasons: { assigned: "coordinator of the case", team: "in the team", unit: "own unit", any: "all cases", owner: "owner of the data" } as Record<string, string> },
);

/** Microseconds since 1970, as a text of digits. */
const moment = (micros: string): string => new Date(Number(BigInt(micros) / 1000n)).toISOString();

function What({ entry }: { entry: Entry }) {
  if (entry.log === "events") {
    return (
      <>
        {words().wrote} <strong>{eventName(entry.type)}</strong> <span class="small">{words().range(entry.version, entry.version)}</span>
        {entry.lateDays > 7 && <> <span class="mark mark-soon">{words().late(entry.lateDays)}</span></>}
        {entry.changes?.map((change) => <div key={change.field} class="small">{plain(change.field)}: <del>{change.before}</del> <ins>{change.after}</ins></div>)}
      </>
    );
  }
  const operation = words().operations[entry.operation ?? ""] ?? entry.operation ?? entry.type;
  return (
    <>
      {entry.denied ? <span class="mark mark-alarm">{words().denied}</span> : words().saw} <strong>{operation}</strong>
      {entry.toVersion && entry.toVersion !== "0" && <> <span class="small">{words().range(entry.fromVersion ?? "", entry.toVersion)}</span></>}
      {entry.breakGlass && <> <span class="mark mark-alarm">{words().glass}</span></>}
    </>
  );
}

const inWords = (value: string | undefined): string => value ? words().reasons[value] ?? plain(value) : "";
/** A rule is worth its words where it denied; that something was granted is said by the relation. */
const why = (entry: Entry): string => [inWords(entry.purpose), inWords(entry.relation), entry.denied && entry.rule && ruleSaid(entry.rule)].filter(Boolean).join(" · ");

export function EntryTable({ entries }: { entries: Entry[] }) {
  const columns: Column<Entry>[] = [
    { title: words().when, head: true, cell: (entry) => dayAndClock(moment(entry.recordedAt)) },
    { title: words().who, cell: (entry) => <>{entry.actor}<div class="small">{[inWords(entry.role), entry.unit].filter(Boolean).join(", ")}{entry.actingFor && ` (${words().on} ${entry.actingFor})`}</div></> },
    { title: words().what, cell: (entry) => <What entry={entry} /> },
    { title: words().why, cell: (entry) => <span class="small">{why(entry)}</span> },
  ];
  return <Table caption={words().caption} hideCaption rows={entries} rowKey={(entry) => `${entry.log}-${entry.position}`} columns={columns} />;
}
