// How the server does: what is stored, how far the answers behind the pages have come, and who is connected. Asked again
// every few seconds while the page is in sight; rates are between the last two answers.
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../../api/asked";
import type { View } from "../../app/view";
import { dayAndClock } from "../../language/dates";
import { number, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { Table } from "../../parts/twin";
import "./operations.scss";

interface Status { server: string; origin: string; controller: string; head: string; recordedAt: string; root: string; connections: number; subscriptions: number; requestsInFlight: number;
                   upSeconds: string; freeBytes: string; spaceFloor: string; clockJumps: string; restored: string; compactionHeld: string;
                   scrub: { findings: string; rounds: string; finishedAt: string; reading: string } }
interface Projection { name: string; version: number; checkpoint: string; head: string; rows: string; parked?: string[]; rebuilding: boolean; failure: string; rebuiltTo: string; rebuildOf: string }
interface Projections { projections: Projection[]; head: string; lag: { groups: number; p50Micros: string; p99Micros: string; maxMicros: string } }

const words = spoken(
  { title: "Drift", events: "Hændelser i loggen", rate: "Nye hændelser", perMinute: "pr. minut", newest: "Nyeste", connections: "Forbindelser", subscriptions: "følger med", inFlight: "spørgsmål i gang",
    up: "Oppe i", disk: "Ledig plads", floor: (text: string) => `skrivning standser ved ${text}`, lag: "Forsinkelse fra skrevet til vist", lagHelp: (p50: string, p99: string) => `halvdelen inden ${p50} ms, 99 af 100 inden ${p99} ms`,
    noLag: "intet målt endnu", projections: "Hvad siderne bygger på", name: "Navn", at: "Nået til", behind: "Bagud", rows: "Rækker", parked: "Sat til side", state: "Tilstand", fine: "ajour", rebuilding: (to: string, of: string) => `genopbygges: ${to} af ${of}`,
    catching: "er ved at indhente", failed: "fejlet", parkedTitle: "Forløb sat til side", parkedHelp: "En hændelse i dem kunne ikke læses ind. De vises ikke i oversigterne, før de er set på.",
    scrub: "Baggrundskontrol", findings: (count: string) => `${count} fund`, never: "ingen runde er færdig endnu", last: "seneste runde", hours: "timer", minutes: "min.", well: "Alt er ajour.", trouble: "Noget skal ses på.", jumps: "Uret har sprunget",
    names: { case_overview: "overblik og liste", partner_map: "netværkskort", derived_handovers: "udledte overleveringer", caseload: "egne forløb", lessons: "erfaringer", measure_facts: "målinger" } as Record<string, string> },
  { title: "Operations", events: "Events in the log", rate: "New events", perMinute: "a minute", newest: "Newest", connections: "Connections", subscriptions: "following", inFlight: "questions under way",
    up: "Up for", disk: "Free space", floor: (text: string) => `writing stops at ${text}`, lag: "Delay from written to shown", lagHelp: (p50: string, p99: string) => `half within ${p50} ms, 99 of 100 within ${p99} ms`,
    noLag: "nothing measured yet", projections: "What the pages rest on", name: "Name", at: "Has come to", behind: "Behind", rows: "Rows", parked: "Parked", state: "State", fine: "up to date", rebuilding: (to: string, of: string) => `being rebuilt: ${to} of ${of}`,
    catching: "is catching up", failed: "failed", parkedTitle: "Parked cases", parkedHelp: "An event in them could not be taken in. They are not shown in the lists until somebody has looked.",
    scrub: "Background check", findings: (count: string) => `${count} findings`, never: "no round has finished yet", last: "latest round", hours: "hours", minutes: "min.", well: "Everything is up to date.", trouble: "Something is to be looked at.", jumps: "The clock has jumped", names: {} as Record<string, string> },
);

export const operationsView: View = { path: "/operations", title: () => words().title, within: "work", wide: true, show: () => <Operations /> };

const everyMs = 5_000;

/** Microseconds since 1970, as a text of digits; nothing has happened at 0. */
const moment = (micros: string): string => micros === "0" ? "–" : dayAndClock(new Date(Number(BigInt(micros) / 1000n)).toISOString());
const size = (bytes: string): string => `${number(Number(bytes) / 1e9, 1)} GB`;
const milliseconds = (micros: string): string => number(Number(micros) / 1000, Number(micros) < 10_000 ? 1 : 0);

function upTime(seconds: number): string {
  return seconds < 7_200 ? `${number(Math.floor(seconds / 60))} ${words().minutes}` : `${number(Math.floor(seconds / 3600))} ${words().hours}`;
}

/** Events a minute, from how far the log came between two answers. */
function useRate(status: Status | undefined): number | undefined {
  const [seen, see] = useState<{ at: number; head: number; rate?: number }>();
  useEffect(() => {
    if (!status) return;
    const now = { at: Date.now(), head: Number(status.head) };
    see((before) => before && now.at - before.at > 1000 ? { ...now, rate: (now.head - before.head) / (now.at - before.at) * 60_000 } : before ?? now);
  }, [status]);
  return seen?.rate;
}

function Tile({ title, value, children }: { title: string; value: string; children?: preact.ComponentChildren }) {
  return <div class="card tile"><h2>{title}</h2><p class="tile-value">{value}</p>{children && <p class="small">{children}</p>}</div>;
}

function StatusTiles({ status, rate }: { status: Status; rate: number | undefined }) {
  const { scrub } = status;
  return (
    <div class="tiles">
      <Tile title={words().events} value={number(Number(status.head))}>{words().newest} {moment(status.recordedAt)}</Tile>
      <Tile title={words().rate} value={rate === undefined ? "–" : number(Math.round(rate))}>{words().perMinute}</Tile>
      <Tile title={words().connections} value={number(status.connections)}>{number(status.subscriptions)} {words().subscriptions} · {number(status.requestsInFlight)} {words().inFlight}</Tile>
      <Tile title={words().disk} value={status.freeBytes === "0" ? "–" : size(status.freeBytes)}>{words().floor(size(status.spaceFloor))}</Tile>
      <Tile title={words().up} value={upTime(Number(status.upSeconds))}>{status.server} · {status.origin}{status.clockJumps !== "0" && ` · ${words().jumps} (${status.clockJumps})`}</Tile>
      <Tile title={words().scrub} value={words().findings(number(Number(scrub?.findings ?? 0)))}>
        {scrub?.rounds && scrub.rounds !== "0" ? `${words().last} ${moment(scrub.finishedAt)}` : words().never}</Tile>
    </div>
  );
}

function stateOf(of: Projection, head: string): string {
  if (of.failure) return `${words().failed}: ${of.failure}`;
  if (of.rebuilding) return words().rebuilding(number(Number(of.rebuiltTo)), number(Number(of.rebuildOf)));
  return of.checkpoint === head ? words().fine : words().catching;
}

function ProjectionPart({ of }: { of: Projections }) {
  const parked = of.projections.flatMap((each) => each.parked ?? []);
  const well = parked.length === 0 && of.projections.every((each) => !each.failure);
  return (
    <>
      <p class={`operations-verdict ${well ? "is-well" : "is-trouble"}`} role="status"><Icon name={well ? "promise" : "warning"} /> {well ? words().well : words().trouble}</p>
      <section class="card">
        <Table caption={words().projections} rows={of.projections} rowKey={(row) => row.name} columns={[
          { title: words().name, head: true, cell: (row) => words().names[row.name] ?? row.name.replaceAll("_", " ") }, { title: words().state, cell: (row) => stateOf(row, of.head) },
          { title: words().at, numeric: true, cell: (row) => number(Number(row.checkpoint)) },
          { title: words().behind, numeric: true, cell: (row) => number(Math.max(0, Number(of.head) - Number(row.checkpoint))) },
          { title: words().rows, numeric: true, cell: (row) => number(Number(row.rows)) }, { title: words().parked, numeric: true, cell: (row) => number(row.parked?.length ?? 0) }]} />
        <p class="small">{words().lag}: {of.lag.groups > 0 ? words().lagHelp(milliseconds(of.lag.p50Micros), milliseconds(of.lag.p99Micros)) : words().noLag}</p>
      </section>
      {parked.length > 0 && <section class="card"><h2>{words().parkedTitle}</h2><p>{words().parkedHelp}</p><ul>{parked.map((each) => <li key={each}><code>{each}</code></li>)}</ul></section>}
    </>
  );
}

function Operations() {
  const status = useAnswer<Status>("/status");
  const projections = useAnswer<Projections>("/projections");
  const rate = useRate(status.answer);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      status.again();
      projections.again();
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <Heading>{words().title}</Heading>
      <div class="stack">
        <Answered of={status}>{(of) => <StatusTiles status={of} rate={rate} />}</Answered>
        <Answered of={projections}>{(of) => <ProjectionPart of={of} />}</Answered>
      </div>
    </>
  );
}
