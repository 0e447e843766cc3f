// The timeline of a case, three ways: the board (facets, lines, icons), compact (what belongs together on one line), full
// (every event with all it says). One selection of events for all three; it stands in the address, so that a link shows
// the same.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CaseTimeline, TimelineEntry } from "../../api/answers";
import { useCase } from "../../app/case_frame";
import { adjust, place } from "../../app/router";
import type { View } from "../../app/view";
import { dayAndClock, instant } from "../../language/dates";
import { counted, labelText, number, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { Table, Twin } from "../../parts/twin";
import { Board } from "./board";
import { Compact } from "./compact";
import { Entry, odd, Oddities } from "./entry";
import { facetNames } from "./facet_names";
import { facetOf, facets, type FacetKey } from "./facets";
import { useHistory, type Told } from "./history";
import { threadsOf } from "./threads";
import "./timeline.scss";

const words = spoken(
  {
    title: "Tidslinje", board: "Tidslinje", compact: "Kompakt", full: "Alt", how: "Visning", facets: "Vis", search: "Søg i tidslinjen",
    odd: "Kun sene, rettede og usikre", originals: "Vis også det, der er rettet eller trukket tilbage", close: "Luk", empty: "Der er ingen hændelser at vise.",
    emptyFiltered: "Ingen hændelser passer til det, du har valgt.", count: (shown: number, total: number) => `${number(shown)} af ${counted(total, "hændelse", "hændelser")}`,
    more: "Vis flere", table: "Hændelser i tidslinjen", when: "Skete", written: "Skrevet", what: "Hændelse", who: "Hvem", facet: "Række", notes: "Bemærk",
    newest: "Nyeste først", oldest: "Ældste først", chosen: "Valgt", older: "Henter de ældre …", cut: "Der er flere, end siden henter.",
    gaps: {
      imported: "Historikken begynder i et andet system.", not_opened: "Ingen har skrevet, at sagen blev åbnet.",
      imprecise: (count: number) => `${counted(count, "hændelse er", "hændelser er")} kun kendt på måneden.`,
      withheld: (count: number) => `${counted(count, "hændelse har", "hændelser har")} tekst, der ikke er vist for dig.`,
      references: (count: number) => `${counted(count, "hændelse handler", "hændelser handler")} om noget, ingen har skrevet om.`,
    },
  },
  {
    title: "Timeline", board: "Timeline", compact: "Compact", full: "Full", how: "View", facets: "Show", search: "Search the timeline",
    odd: "Only late, corrected and uncertain", originals: "Show also what was corrected or taken back", close: "Close", empty: "There are no events to show.",
    emptyFiltered: "No events fit what you have chosen.", count: (shown: number, total: number) => `${number(shown)} of ${counted(total, "event", "events")}`,
    more: "Show more", table: "Events of the timeline", when: "Occurred", written: "Written", what: "Event", who: "Who", facet: "Row", notes: "Notes",
    newest: "Newest first", oldest: "Oldest first", chosen: "Chosen", older: "Loading the older …", cut: "There are more than the page fetches.",
    gaps: {
      imported: "The history begins in another system.", not_opened: "Nobody has written that the case was opened.",
      imprecise: (count: number) => `${counted(count, "event is", "events are")} known to the month only.`,
      withheld: (count: number) => `${counted(count, "event has", "events have")} text that is not shown to you.`,
      references: (count: number) => `${counted(count, "event is", "events are")} about something nobody has told of.`,
    },
  },
);

export const timelineView: View = { path: "/cases/:case/timeline", title: () => words().title, within: "case", wide: true, show: () => <Timeline /> };

const pageSize = 100;
type How = "board" | "compact" | "full";

function Timeline() {
  const asked = useHistory(place.value.query.get("originals") === "yes");
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={asked}>{(timeline) => <Shown timeline={timeline} />}</Answered>
    </>
  );
}

/** What the address says is wanted. */
function wanted(): { how: How; off: Set<string>; search: string; onlyOdd: boolean } {
  const query = place.value.query;
  const how = query.get("view");
  return {
    how: how === "compact" || how === "full" ? how : "board", off: new Set((query.get("without") ?? "").split(",").filter(Boolean)),
    search: query.get("search") ?? "", onlyOdd: query.get("odd") === "yes",
  };
}

/** The event that a link is about: by its place in the log, or by what an answer knows of it: its type, when it occurred, and a
 *  reference that it names. */
function isMeant(entry: TimelineEntry): boolean {
  const query = place.value.query;
  if (query.has("event")) return entry.position === query.get("event");
  return entry.type === query.get("type") && entry.occurred === query.get("at") && entry.fields.some((field) => field.value === query.get("about"));
}

function matches(entry: TimelineEntry, search: string): boolean {
  const all = [labelText(entry.label), entry.actor, entry.unit, ...entry.fields.map((each) => each.value)].join(" ");
  return all.toLocaleLowerCase().includes(search.toLocaleLowerCase());
}

function Shown({ timeline }: { timeline: Told }) {
  const opened = instant(useCase().overview.answer?.status.opened);
  const { how, off, search, onlyOdd } = wanted();
  const offKey = [...off].join();
  const entries = useMemo(
    () => timeline.entries.filter((entry) => !off.has(facetOf(entry.type).key) && (!onlyOdd || odd(entry)) && (!search || matches(entry, search))),
    [timeline, offKey, onlyOdd, search]);
  const threads = useMemo(() => threadsOf(entries), [entries]);
  const now = instant(timeline.asOf.asOfOccurred || timeline.asOf.answeredAt);
  const [chosen, choose] = useState<readonly TimelineEntry[]>([]);
  useEffect(() => {
    const meant = timeline.entries.filter(isMeant);
    if (meant.length && meant[0]!.position !== chosen[0]?.position) choose(meant);
  }, [place.value.query.get("event"), timeline]);
  /** What the reader chooses takes the place of what the link was about. */
  function open(those: readonly TimelineEntry[]): void {
    choose(those);
    adjust({ event: undefined, type: undefined });
  }

  const count = (
    <p class="small" role="status">
      {words().count(entries.length, timeline.total)}{(timeline.older || timeline.entries.length < timeline.total) && " · "}{timeline.older ? words().older : timeline.entries.length < timeline.total && words().cut}
    </p>
  );
  return (
    <>
      <Gaps timeline={timeline} />
      <Tools how={how} off={off} search={search} onlyOdd={onlyOdd} present={new Set(timeline.entries.map((entry) => facetOf(entry.type).key))} />
      {(how !== "board" || entries.length === 0) && count}
      {entries.length === 0 ? <p class="nothing">{timeline.entries.length ? words().emptyFiltered : words().empty}</p>
        : how === "compact" ? <Compact entries={entries} threads={threads} />
        : how === "full" ? <Full entries={entries} />
        : (
          <Twin label={words().title} tools={count} table={() => <Rows entries={entries} />}
                graphic={() => <Board entries={entries} threads={threads} opened={opened} now={now} chosen={chosen[0]?.position ?? ""} choose={open} />} />
        )}
      {how === "board" && chosen.length > 0 && <Chosen entries={chosen} close={() => open([])} />}
    </>
  );
}

function Gaps({ timeline }: { timeline: CaseTimeline }) {
  const texts = words().gaps as Record<string, string | ((count: number) => string)>;
  const said = timeline.incomplete.map((gap) => texts[gap.code]).map((text, index) => typeof text === "function" ? text(timeline.incomplete[index]!.count) : text);
  if (said.length === 0) return null;
  return <ul class="timeline-gaps">{said.map((text) => <li key={text}><Icon name="information" size={18} /> {text}</li>)}</ul>;
}

function Tools({ how, off, search, onlyOdd, present }: { how: How; off: Set<string>; search: string; onlyOdd: boolean; present: Set<FacetKey> }) {
  function toggle(key: string): void {
    const next = new Set(off);
    if (!next.delete(key)) next.add(key);
    adjust({ without: [...next].join(",") || undefined });
  }
  return (
    <div class="timeline-tools no-print">
      <div class="choices" role="group" aria-label={words().how}>
        {(["board", "compact", "full"] as const).map((each) => (
          <button key={each} type="button" aria-pressed={how === each} onClick={() => adjust({ view: each === "board" ? undefined : each })}>{words()[each]}</button>
        ))}
      </div>
      <label class="timeline-search">
        <span class="sr-only">{words().search}</span><Icon name="search" size={18} />
        <input class="form-input" type="search" placeholder={words().search} value={search} onInput={(event) => adjust({ search: event.currentTarget.value || undefined })} />
      </label>
      <Check name="odd" text={words().odd} on={onlyOdd} />
      <Check name="originals" text={words().originals} on={place.value.query.get("originals") === "yes"} />
      <div class="timeline-facets" role="group" aria-label={words().facets}>
        {facets.filter((facet) => present.has(facet.key)).map((facet) => (
          <button key={facet.key} type="button" class={`facet-choice facet-${facet.key}`} aria-pressed={!off.has(facet.key)} onClick={() => toggle(facet.key)}>
            <Icon name={facet.icon} size={16} /> {facetNames()[facet.key]}
          </button>
        ))}
      </div>
    </div>
  );
}

function Check({ name, text, on }: { name: string; text: string; on: boolean }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => adjust({ [name]: event.currentTarget.checked ? "yes" : undefined })} /> {text}
    </label>
  );
}

/** What was opened on the board. It takes the focus, and gives it back. */
function Chosen({ entries, close }: { entries: readonly TimelineEntry[]; close: () => void }) {
  const panel = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: "nearest" });
  }, [entries]);
  function leave(): void {
    close();
    if (before.current instanceof SVGElement || before.current instanceof HTMLElement) before.current.focus();
  }
  return (
    <section class="chosen card" tabIndex={-1} ref={panel} aria-label={words().chosen} onKeyDown={(event) => { if (event.key === "Escape") leave(); }}>
      <button type="button" class="icon-button chosen-close" onClick={leave}><Icon name="close" label={words().close} /></button>
      {entries.map((entry) => <Entry key={entry.position} entry={entry} />)}
    </section>
  );
}

function Full({ entries }: { entries: readonly TimelineEntry[] }) {
  const [most, setMost] = useState(pageSize);
  const [newestFirst, setNewestFirst] = useState(true);
  const ordered = newestFirst ? [...entries].reverse() : entries;
  return (
    <>
      <button type="button" class="link-button" onClick={() => setNewestFirst(!newestFirst)}>{newestFirst ? words().oldest : words().newest}</button>
      <ol class="full card">{ordered.slice(0, most).map((entry) => <li key={entry.position}><Entry entry={entry} /></li>)}</ol>
      {entries.length > most && <button type="button" class="button button-secondary" onClick={() => setMost(most + pageSize)}>{words().more}</button>}
    </>
  );
}

function Rows({ entries }: { entries: readonly TimelineEntry[] }) {
  const [most, setMost] = useState(pageSize);
  return (
    <>
      <Table caption={words().table} hideCaption rows={entries.slice(0, most)} rowKey={(entry) => entry.position} columns={[
        { title: words().when, cell: (entry) => dayAndClock(entry.occurred) },
        { title: words().what, cell: (entry) => labelText(entry.label, entry.type), head: true },
        { title: words().facet, cell: (entry) => facetNames()[facetOf(entry.type).key] },
        { title: words().who, cell: (entry) => entry.actor },
        { title: words().written, cell: (entry) => dayAndClock(entry.recorded) },
        { title: words().notes, cell: (entry) => <Oddities entry={entry} /> },
      ]} />
      {entries.length > most && <button type="button" class="button button-secondary" onClick={() => setMost(most + pageSize * 5)}>{words().more}</button>}
    </>
  );
}
