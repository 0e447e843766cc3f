// What the citizen wants, and who stands behind it.
import type { CaseOverview, Goal } from "../../api/answers";
import { useCase } from "../../app/case_frame";
import { href } from "../../app/router";
import { code, word } from "../../language/codes";
import { day, daysFromToday } from "../../language/dates";
import { counted, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { hasText, OwnWords, Personal } from "../../parts/personal";

const words = spoken(
  {
    title: "Mål", all: "Mål og fremgang", none: "Der er ikke aftalt et mål endnu. Uden et fælles mål er der ikke noget at koordinere hen imod.",
    due: (when: string) => `frist ${when}`, agreed: (when: string) => `aftalt ${when}`, level: "senest vurderet",
    backs: { yes: "borgeren bakker op", no: "borgeren bakker ikke op", unknown: "ikke oplyst, om borgeren bakker op" },
    parties: (count: number) => `${counted(count, "part", "parter")} bakker op`,
    wishes: "Det har borgeren sagt nej til", wishesHint: "Et ønske, ikke noget der mangler.",
  },
  {
    title: "Goals", all: "Goals and progress", none: "No goal has been agreed yet. Without a shared goal there is nothing to coordinate towards.",
    due: (when: string) => `due ${when}`, agreed: (when: string) => `agreed ${when}`, level: "latest rating",
    backs: { yes: "the citizen endorses it", no: "the citizen does not endorse it", unknown: "not told whether the citizen endorses it" },
    parties: (count: number) => `${counted(count, "party endorses", "parties endorse")} it`,
    wishes: "What the citizen has declined", wishesHint: "A wish, not something missing.",
  },
);

export function GoalsCard({ of }: { of: CaseOverview }) {
  const { caseId } = useCase();
  return (
    <section class="card">
      <h2><Icon name="goal" /> {words().title} <a class="card-more no-print" href={href(`/cases/${caseId}/goals`)}>{words().all}</a></h2>
      {of.goals.length === 0 && <p class="nothing">{words().none}</p>}
      <ul class="goals">{of.goals.map((goal) => <GoalLine key={goal.goal} goal={goal} />)}</ul>
      {of.wishes.length > 0 && (
        <div class="wishes">
          <h3>{words().wishes}</h3>
          <p class="small">{words().wishesHint}</p>
          <ul>
            {of.wishes.map((wish) => (
              <li key={wish.words.position}><OwnWords of={wish.words} /> <span class="small">{code("service_type", wish.about)} · {day(wish.occurred)}</span></li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function GoalLine({ goal }: { goal: Goal }) {
  const over = goal.status === "closed";
  const backing = goal.citizenEndorses === "yes" ? words().backs.yes : goal.citizenEndorses === "no" ? words().backs.no : words().backs.unknown;
  return (
    <li class={over ? "goal goal-over" : "goal"}>
      {hasText(goal.ownWords) && <OwnWords of={goal.ownWords} />}
      <p class="goal-text"><Personal of={goal.text} otherwise={code("ffb_theme", goal.theme)} /></p>
      <p class="small">
        <span class={`mark ${goal.result === "reached" ? "mark-good" : ""}`}>{over ? word("goalResult", goal.result) || word("goalState", goal.status) : word("goalState", goal.status)}</span>
        {goal.theme && <> {code("ffb_theme", goal.theme)}</>}
        {goal.due && !over && <> · <span class={daysFromToday(goal.due) < 0 ? "mark mark-soon" : ""}>{words().due(day(goal.due))}</span></>}
        {goal.agreed && <> · {words().agreed(day(goal.agreed))}</>}
        {goal.latestLevel && <> · {words().level}: {word("level", goal.latestLevel)}</>}
        <br />{backing} · {words().parties(goal.endorsements)}
      </p>
    </li>
  );
}
