// What an auditor asks across cases: denied attempts, broken glass, entries written late, and a sample that nobody chose.
import { useAnswer } from "../../api/asked";
import { adjust } from "../../app/router";
import type { Shown, View } from "../../app/view";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { EntryTable, type Entries } from "./entries";
import "./audit.scss";

const words = spoken(
  { title: "Revision", ask: "Spørg om", denied: "Afviste forsøg", brokenGlass: "Nødadgang", late: "Skrevet sent", sample: "Stikprøve", none: "Der er ingen.",
    help: { denied: "Hvem prøvede at se eller skrive noget, de ikke måtte.", brokenGlass: "Hvad der er set med nødadgang, og af hvem.",
      late: "Hændelser, der først blev skrevet mere end 14 dage efter, de skete.", sample: "Et udtræk af læseloggen, som loggens rod har valgt: ingen kan have rettet det til." } },
  { title: "Audit", ask: "Ask about", denied: "Denied attempts", brokenGlass: "Break-glass", late: "Written late", sample: "Sample", none: "There are none.",
    help: { denied: "Who tried to see or write what they may not.", brokenGlass: "What was seen with a break-glass right, and by whom.",
      late: "Events that were written more than 14 days after they happened.", sample: "A sample of the read log chosen by the log's root: nobody can have arranged it." } },
);

const questions = { denied: {}, brokenGlass: {}, late: { days: 14 }, sample: { perMillion: 100_000 } };
type Question = keyof typeof questions;

export const auditView: View = { path: "/audit", title: () => words().title, within: "work", wide: true, show: (shown) => <Audit {...shown} /> };

function Audit({ place }: Shown) {
  const wanted = place.query.get("ask") ?? "denied";
  const question: Question = wanted in questions ? wanted as Question : "denied";
  const asked = useAnswer<Entries>(`/audit/${question}`, undefined, questions[question]);
  return (
    <>
      <Heading>{words().title}</Heading>
      <section class="card">
        <div class="choices" role="group" aria-label={words().ask}>
          {(Object.keys(questions) as Question[]).map((each) => <button key={each} type="button" aria-pressed={each === question} onClick={() => adjust({ ask: each })}>{words()[each]}</button>)}
        </div>
        <p class="small audit-help">{words().help[question]}</p>
        <Answered of={asked}>{(of) => of.entries?.length ? <EntryTable entries={[...of.entries].reverse().slice(0, 500)} /> : <p class="nothing">{words().none}</p>}</Answered>
      </section>
    </>
  );
}
