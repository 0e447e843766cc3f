// Somebody wrote in the case while this was being written. What they wrote is shown, and the writer decides: keep one's own
// and store it after theirs, or look again first. Nobody's text is thrown away.
import type { ComponentChildren } from "preact";
import type { CaseTimeline, TimelineEntry } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { withQuery } from "../../api/request";
import { counted, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Entry } from "../timeline/entry";

const words = spoken(
  {
    title: "Nogen skrev i forløbet imens", lead: (count: number) => `Dit er ikke gemt endnu. Her er ${counted(count, "hændelse", "hændelser")}, der er kommet til, siden du begyndte.`,
    keep: "Gem mit alligevel", look: "Ret i mit først", none: "Det, der blev skrevet, må du ikke se.",
  },
  {
    title: "Somebody wrote in the case meanwhile", lead: (count: number) => `Yours is not stored yet. Here ${count === 1 ? "is" : "are"} ${counted(count, "event", "events")} added since you began.`,
    keep: "Store mine all the same", look: "Change mine first", none: "You may not see what was written.",
  },
);

const historyMost = 10_000;

/** The events of a case after a version. */
export function Meanwhile({ caseId, version, children }: { caseId: string; version: string; children?: (entries: readonly TimelineEntry[]) => ComponentChildren }) {
  const asked = useAnswer<CaseTimeline>(withQuery(`/cases/${caseId}/timeline`, { limit: historyMost }), caseId);
  return (
    <Answered of={asked}>
      {(timeline) => {
        const added = timeline.entries.filter((entry) => BigInt(entry.version) > BigInt(version || "0"));
        return <>{children?.(added)}{added.length === 0 ? <p>{words().none}</p> : added.map((entry) => <Entry key={entry.position} entry={entry} />)}</>;
      }}
    </Answered>
  );
}

export function Conflict({ caseId, version, keep, look }: { caseId: string; version: string; keep: () => void; look: () => void }) {
  return (
    <section class="conflict" role="alert">
      <h2>{words().title}</h2>
      <Meanwhile caseId={caseId} version={version}>{(added) => <p>{words().lead(added.length)}</p>}</Meanwhile>
      <div class="form-actions">
        <button type="button" class="button button-primary" onClick={keep}>{words().keep}</button>
        <button type="button" class="button button-secondary" onClick={look}>{words().look}</button>
      </div>
    </section>
  );
}
