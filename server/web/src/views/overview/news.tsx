// What was written since the reader last said "seen". How far they had seen stands in their own browser: the case's random
// id and a time, under their pseudonym; nothing of the case itself.
import { useState } from "preact/hooks";
import type { CaseOverview, CaseTimeline } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { withQuery } from "../../api/request";
import { href } from "../../app/router";
import { keep, kept } from "../../app/shelf";
import { day } from "../../language/dates";
import { counted, labelText, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";

const words = spoken(
  {
    title: "Nyt, siden du så her", seen: "Jeg har set det", more: (count: number) => `og ${counted(count, "hændelse mere", "hændelser mere")}`,
    by: (who: string) => `af ${who}`, happened: (when: string) => `skete ${when}`,
  },
  {
    title: "New since you looked", seen: "I have seen it", more: (count: number) => `and ${counted(count, "event more", "events more")}`,
    by: (who: string) => `by ${who}`, happened: (when: string) => `occurred ${when}`,
  },
);

const shownMost = 6;
const keptMost = 500;

type Seen = Record<string, string>;  // case -> when it was last seen, ISO

const allSeen = () => kept<Seen>("seen", {});

function keepSeen(caseId: string, at: string): void {
  const rest = Object.entries(allSeen()).filter(([id]) => id !== caseId).slice(-keptMost + 1);
  keep("seen", Object.fromEntries([...rest, [caseId, at]]));
}

/** When the reader last saw this case; the first time ever counts as seen now. */
function lastSeen(caseId: string, now: string): string {
  const before = allSeen()[caseId];
  if (!before) keepSeen(caseId, now);
  return before ?? now;
}

export function News({ of }: { of: CaseOverview }) {
  const [since, setSince] = useState(() => lastSeen(of.caseId, of.asOf.answeredAt));
  const asked = useAnswer<CaseTimeline>(withQuery(`/cases/${of.caseId}/timeline`, { since, limit: 200 }), of.caseId);
  const entries = [...(asked.answer?.entries ?? [])].sort((a, b) => Number(b.position) - Number(a.position));
  if (entries.length === 0) return null;
  return (
    <section class="card news">
      <h2><Icon name="late" /> {words().title}</h2>
      <ul>
        {entries.slice(0, shownMost).map((entry) => (
          <li key={entry.position}>
            <a href={href(`/cases/${of.caseId}/timeline`, { event: entry.position })}>{labelText(entry.label)}</a>
            <span class="small"> {words().by(entry.actor)} · {words().happened(day(entry.occurred))}</span>
          </li>
        ))}
      </ul>
      {entries.length > shownMost && <p class="small">{words().more(entries.length - shownMost)}</p>}
      <button type="button" class="button button-secondary no-print" onClick={() => {
        const now = asked.answer?.asOf.answeredAt ?? of.asOf.answeredAt;
        keepSeen(of.caseId, now);
        setSince(now);
      }}>{words().seen}</button>
    </section>
  );
}
