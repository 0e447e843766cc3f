// One event in full: what was told, by whom, when it happened and when it was written; what was late, corrected, withheld.
import type { TimelineEntry } from "../../api/answers";
import { useCase } from "../../app/case_frame";
import { href } from "../../app/router";
import { code, fieldText, plain } from "../../language/codes";
import { clock, dayAndClock, day, longDay, isoDay, instant } from "../../language/dates";
import { counted, labelText, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { facetOf } from "./facets";

const words = spoken(
  {
    by: "af", written: (when: string) => `skrevet ${when}`, late: (days: number) => `skrevet ${counted(days, "dag", "dage")} efter`,
    future: "skrevet, før det sker", corrected: "rettet siden", retracted: "trukket tilbage", imprecise: "kun måneden kendes",
    withheld: "Noget af teksten er ikke vist for dig.", source: "fra", onBehalf: "på vegne af", synthesised: "tilføjet af importen", correct: "Ret", takeBack: "Træk tilbage", phase: "fase",
    audience: { citizen: "borgeren kan se det", partner: "samarbejdsparter kan se det", internal: "internt", evaluator: "evaluator" } as Record<string, string>,
  },
  {
    by: "by", written: (when: string) => `written ${when}`, late: (days: number) => `written ${counted(days, "day", "days")} later`,
    future: "written before it occurs", corrected: "corrected since", retracted: "taken back", imprecise: "only the month is known",
    withheld: "Some of the text is not shown to you.", source: "from", onBehalf: "on behalf of", synthesised: "added by the import", correct: "Correct", takeBack: "Take back", phase: "phase",
    audience: { citizen: "the citizen can see it", partner: "partners can see it", internal: "internal", evaluator: "evaluator" } as Record<string, string>,
  },
);

const ownWordsFields = new Set(["citizenWords", "ownWords", "words"]);

export function isOwnWords(field: TimelineEntry["fields"][number]): boolean {
  return field.personal && ownWordsFields.has(field.name) && field.value !== "";
}

const hidden = new Set(["sha256", "evidence", "digest"]);

/** What is out of the ordinary about an event, as marks. */
export function Oddities({ entry }: { entry: TimelineEntry }) {
  return (
    <>
      {entry.late === "late" && <span class="mark mark-soon"><Icon name="late" size={14} /> {words().late(entry.lateDays)}</span>}
      {entry.late === "futureDated" && <span class="mark">{words().future}</span>}
      {entry.corrected && <span class="mark"><Icon name="corrected" size={14} /> {words().corrected}</span>}
      {entry.retracted && <span class="mark mark-alarm"><Icon name="close" size={14} /> {words().retracted}</span>}
      {entry.imprecise && <span class="mark">{words().imprecise}</span>}
      {entry.synthesised && <span class="mark">{words().synthesised}</span>}
    </>
  );
}

export function odd(entry: TimelineEntry): boolean {
  return entry.late === "late" || entry.late === "futureDated" || entry.corrected || entry.retracted || entry.imprecise;
}

/** An event in force can be corrected and taken back from here; whether this reader may is the server's to say. */
export function Entry({ entry }: { entry: TimelineEntry }) {
  const write = `/cases/${useCase().caseId}/write/`;
  const about = { target: entry.eventId, about: `${labelText(entry.label)}, ${day(entry.occurred)}` };
  const facet = facetOf(entry.type);
  const prose = entry.fields.filter((each) => each.personal);
  const facts = entry.fields.filter((each) => !each.personal && each.value && !hidden.has(each.name) && !/^[0-9a-f]{8}-[0-9a-f-]{27}/.test(each.value));
  return (
    <article class={`entry facet-${facet.key}`}>
      <header>
        <Icon name={facet.icon} />
        <h3>{labelText(entry.label, entry.type)}</h3>
        <p class="entry-when">{longDay(entry.occurred)} {clock(entry.occurred)}</p>
      </header>
      <p class="small">
        {words().by} {entry.actor}{entry.role && <> ({plain(entry.role)})</>}{entry.unit && <>, {entry.unit}</>}
        {entry.onBehalfOf && <>, {words().onBehalf} {entry.onBehalfOf}</>}
        {isoDay(instant(entry.recorded)) !== isoDay(instant(entry.occurred)) && <> · {words().written(dayAndClock(entry.recorded))}</>}
        {entry.phase && <> · {words().phase}: {code("phase", entry.phase)}</>}
        {entry.sourceSystem && <> · {words().source} {entry.sourceSystem}</>}
        {entry.audience.map((each) => <span key={each}> · {words().audience[each] ?? each}</span>)}
      </p>
      {odd(entry) && <p class="entry-odd"><Oddities entry={entry} /></p>}
      {prose.map((each) => isOwnWords(each)
        ? <p key={each.name}><q class="own-words">{each.value}</q></p>
        : <p key={each.name} class="entry-text"><span class="small">{labelText(each.label, each.name)}</span><br />{each.value}</p>)}
      {entry.personalWithheld && <p class="withheld"><Icon name="lock" size={16} /> {words().withheld}</p>}
      {facts.length > 0 && (
        <dl class="facts entry-facts">
          {facts.map((each) => (
            <>
              <dt>{labelText(each.label, each.name)}</dt>
              <dd>{valueText(entry.type, each)}</dd>
            </>
          ))}
        </dl>
      )}
      {entry.at !== undefined && (
        <p class="small no-print entry-links">
          <a href={href(`${write}event.corrected`, { ...about, type: entry.type, at: String(entry.at), text: entry.personalWithheld ? "no" : undefined })}>{words().correct}</a>{" "}
          <a href={href(`${write}event.retracted`, about)}>{words().takeBack}</a>
        </p>
      )}
    </article>
  );
}

function valueText(type: string, field: TimelineEntry["fields"][number]): string {
  const labelled = labelText(field.valueLabel);
  if (labelled) return labelled;
  if (/^\d{4}-\d{2}(-\d{2})?$/.test(field.value)) return day(field.value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(field.value)) return dayAndClock(field.value);
  return plain(fieldText(type, field.name, field.value));
}
