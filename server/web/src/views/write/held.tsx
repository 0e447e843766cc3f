// Before somebody is asked for information: who in the municipality already holds it. The citizen has told it once.
import { useAnswer } from "../../api/asked";
import type { AsOf, LegalBasis } from "../../api/answers";
import { withQuery } from "../../api/request";
import { href } from "../../app/router";
import { code, legalBasis, plain } from "../../language/codes";
import { day, type Moment } from "../../language/dates";
import { counted, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";

const words = spoken(
  {
    title: (count: number) => `Vent: det findes allerede ${count === 1 ? "et sted" : `${count} steder`}`, none: (cases: number) => `Ingen i kommunen har det. Der er set efter i ${counted(cases, "forløb", "forløb")}.`,
    has: (unit: string, when: string) => `${unit} fik det ${when}`, by: (who: string) => `fra ${who}`,
    covers: { yes: "dækker den periode, du spørger om", no: "dækker en anden periode", unknown: "perioden er ikke oplyst" } as Record<string, string>,
    reuse: "Brug det, der findes", ask: "Du kan stadig spørge, hvis det ikke er nok.",
  },
  {
    title: (count: number) => `Wait: it is already held in ${count === 1 ? "one place" : `${count} places`}`, none: (cases: number) => `Nobody in the municipality has it. ${counted(cases, "case was", "cases were")} looked through.`,
    has: (unit: string, when: string) => `${unit} got it ${when}`, by: (who: string) => `from ${who}`,
    covers: { yes: "covers the period you ask about", no: "covers another period", unknown: "no period was told" } as Record<string, string>,
    reuse: "Use what there is", ask: "You can still ask if that is not enough.",
  },
);

interface Held { caseId: string; unit: string; covers: string; received: Moment; by: string; legalBasis: LegalBasis; eventId: string; position: string }
interface InformationHeld { asOf: AsOf; topic: string; held: Held[]; casesRead: number }

export function AlreadyHeld({ caseId, topic, from, to }: { caseId: string; topic: string; from: string; to: string }) {
  const asked = useAnswer<InformationHeld>(topic ? withQuery(`/cases/${caseId}/information`, { topic, from, to }) : "", caseId);
  const held = asked.answer?.held;
  if (!topic || !held) return null;
  return (
    <div class={held.length ? "held held-some" : "held"} role="status">
      {held.length === 0 ? <p><Icon name="promise" size={18} /> {words().none(asked.answer!.casesRead)}</p> : (
        <>
          <p><strong><Icon name="warning" size={18} /> {words().title(held.length)}</strong></p>
          <ul>
            {held.map((each) => (
              <li key={each.position}>
                {words().has(each.unit, day(each.received))}{each.by && <> {words().by(plain(each.by))}</>}: {code("information_topic", topic)}, {words().covers[each.covers]}
                {each.legalBasis?.law && <span class="small"> · {legalBasis(each.legalBasis)}</span>}{" "}
                <a href={href(`/cases/${caseId}/write/information.reused`, { topic, earlierEvent: each.eventId })}>{words().reuse}</a>
              </li>
            ))}
          </ul>
          <p class="small">{words().ask}</p>
        </>
      )}
    </div>
  );
}
