// Decision support: what the rules point out in this case, each with the rule in words and the events it rests on. Advice:
// nothing happens because of it, and nobody has to follow it.
import { useAnswer } from "../../api/asked";
import { href } from "../../app/router";
import { day, type Moment } from "../../language/dates";
import { labelText, spoken, type Label } from "../../language/language";
import { Icon } from "../../parts/icon";

const words = spoken(
  { title: "Råd", hint: "Du bestemmer. Intet sker af sig selv.", why: "Hvorfor?" },
  { title: "Advice", hint: "You decide. Nothing happens by itself.", why: "Why?" },
);

interface Evidence { position: string; type: string; label: Label; occurred: Moment }
interface Finding { code: string; state: string; says: Label; evidence: Evidence[] }
interface CaseAdvice { advice: { rule: string; state: string; title: Label; says: Label; findings: Finding[] }[] }

const evidenceMost = 8;

export function AdviceCard({ caseId }: { caseId: string }) {
  const asked = useAnswer<CaseAdvice>(`/cases/${caseId}/advice`, caseId);
  const given = (asked.answer?.advice ?? []).flatMap((rule) => rule.findings.filter((finding) => finding.state === "advise").map((finding) => ({ rule, finding })));
  if (given.length === 0) return null;
  return (
    <section class="card no-print">
      <h2><Icon name="information" /> {words().title}</h2>
      <ul class="advice">
        {given.map(({ rule, finding }) => (
          <li key={rule.rule + finding.code}>
            <p>{labelText(finding.says).replace(/\d{4}-\d\d-\d\d/g, day)}</p>
            <details>
              <summary class="small">{words().why}</summary>
              <p class="small">{labelText(rule.title)} ({rule.rule}). {labelText(rule.says)}</p>
              <ul class="small">
                {finding.evidence.slice(0, evidenceMost).map((each) => (
                  <li key={each.position}><a href={href(`/cases/${caseId}/timeline`, { event: each.position })}>{labelText(each.label, each.type)}, {day(each.occurred)}</a></li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      <p class="small">{words().hint}</p>
    </section>
  );
}
