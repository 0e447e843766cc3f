// The compact view: what belongs together on one line, newest first. "Meeting: convened 5 Oct, held 15 Oct, minutes 17 Oct"
// is one thing to a reader and three to the log. Events that belong to nothing stand by themselves.
import { useState } from "preact/hooks";
import type { TimelineEntry } from "../../api/answers";
import { day, instant } from "../../language/dates";
import { labelText, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { Entry, isOwnWords, Oddities } from "./entry";
import { facetOf } from "./facets";
import { threadTitle } from "./thread_names";
import type { Thread } from "./threads";

const words = spoken({ open: "i gang", more: "Vis flere" }, { open: "under way", more: "Show more" });

const pageSize = 100;

interface Row { key: string; title: string; entries: TimelineEntry[]; open: boolean; latest: number }

function rowsOf(entries: readonly TimelineEntry[], threads: readonly Thread[]): Row[] {
  const rows: Row[] = [];
  const taken = new Set<TimelineEntry>();
  const shown = new Set(entries);
  for (const thread of threads) {
    const own = thread.entries.filter((entry) => shown.has(entry));
    if (own.length < 2) continue;
    for (const entry of own) taken.add(entry);
    rows.push({
      key: thread.key, title: threadTitle(thread), entries: own,
      open: thread.spans && thread.to === undefined, latest: instant(own.at(-1)!.occurred),
    });
  }
  for (const entry of entries) {
    if (!taken.has(entry)) rows.push({ key: entry.position, title: labelText(entry.label, entry.type), entries: [entry], open: false, latest: instant(entry.occurred) });
  }
  return rows.sort((a, b) => (b.latest || 0) - (a.latest || 0));
}

export function Compact({ entries, threads }: { entries: readonly TimelineEntry[]; threads: readonly Thread[] }) {
  const [most, setMost] = useState(pageSize);
  const rows = rowsOf(entries, threads);
  return (
    <>
      <ol class="compact card">{rows.slice(0, most).map((row) => <CompactRow key={row.key} row={row} />)}</ol>
      {rows.length > most && <button type="button" class="button button-secondary" onClick={() => setMost(most + pageSize)}>{words().more}</button>}
    </>
  );
}

function CompactRow({ row }: { row: Row }) {
  const [open, setOpen] = useState(false);
  const facet = facetOf(row.entries[0]!.type);
  const single = row.entries.length === 1;
  return (
    <li class={`facet-${facet.key}`}>
      <button type="button" class="compact-row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="compact-when">{day(row.entries.at(-1)!.occurred)}</span>
        <Icon name={facet.icon} />
        <span class="compact-title">
          {row.title}{row.open && <span class="mark mark-soon">{words().open}</span>}{row.entries.map((entry) => <Oddities key={entry.position} entry={entry} />)}
        </span>
        {single && <Gist entry={row.entries[0]!} />}
        {!single && (
          <span class="compact-steps">
            {row.entries.map((entry) => <span key={entry.position}>{labelText(entry.label, entry.type)} <small>{day(entry.occurred)}</small></span>)}
          </span>
        )}
      </button>
      {open && <div class="compact-open">{row.entries.map((entry) => <Entry key={entry.position} entry={entry} />)}</div>}
    </li>
  );
}

/** What a single event says, in a line: the citizen's own words before anybody else's. */
function Gist({ entry }: { entry: TimelineEntry }) {
  const own = entry.fields.find((each) => isOwnWords(each));
  if (own) return <span class="compact-gist"><q class="own-words">{own.value}</q></span>;
  const text = entry.fields.find((each) => each.personal && each.value)?.value;
  return text ? <span class="compact-gist">{text}</span> : null;
}
