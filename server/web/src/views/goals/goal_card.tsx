// One goal: what it is in the citizen's words, who stands behind it, and how far it is, over time. Each rating leads to its
// event in the timeline.
import { href } from "../../app/router";
import { goalChart, levels, type Level, type Rating } from "../../graphics/goal_chart";
import { code, plain, word } from "../../language/codes";
import { day } from "../../language/dates";
import { spoken } from "../../language/language";
import { NowLine, TimeAxis } from "../../parts/axis";
import { Icon } from "../../parts/icon";
import { OwnWords, Personal, type PersonalText } from "../../parts/personal";
import { Table, Twin } from "../../parts/twin";
import { said } from "../case_words";

interface Endorser { party: string; organisation?: string; endorses: string; since: string }
export interface BoardGoal {
  reference: string; text: PersonalText; ownWords: PersonalText; risks?: string[]; result: string; type: string; theme: string;
  expected: Level; latest: Level; due?: string; agreed?: string; closed?: string; citizenEndorses: string; endorsers?: Endorser[];
  ratings?: (Rating & { ownWords?: PersonalText })[]; services?: string[]; meetings: number;
}

const words = spoken(
  { progress: (goal: string) => `Fremgang mod målet ${goal}`, date: "Dato", level: "Niveau", by: "Vurderet af", evidence: "Hændelse",
    show: "se i tidslinjen", expected: "ventet niveau", due: "frist", agreed: "aftalt", closed: "afsluttet", endorsed: "Bag målet står",
    citizen: "borgeren", notCitizen: "borgeren bakker ikke op endnu", services: "Indsatser for målet", meetings: "Møder om målet",
    none: "Målet er ikke vurderet endnu.", own: "borgerens ord" },
  { progress: (goal: string) => `Progress towards the goal ${goal}`, date: "Date", level: "Level", by: "Rated by", evidence: "Event",
    show: "see in the timeline", expected: "expected level", due: "due", agreed: "agreed", closed: "closed", endorsed: "Behind the goal stand",
    citizen: "the citizen", notCitizen: "the citizen does not endorse it yet", services: "Services for the goal", meetings: "Meetings about it",
    none: "The goal has not been rated yet.", own: "the citizen's words" },
);

const ratingCells = (rating: Rating): string[] =>
  [day(rating.occurred), word("level", rating.level), said("participant", rating.ratedBy)];

function Chart({ goal, now }: { goal: BoardGoal; now: string }) {
  const chart = goalChart({ ...goal, ratings: goal.ratings ?? [] }, now);
  const left = 150;
  return (
    <div class="graphic-scroll" tabIndex={0} role="region" aria-label={words().progress(goal.reference)}>
      <svg class="goal-chart" viewBox={`0 0 ${chart.width + left + 24} ${chart.height + 38}`} role="group" aria-label={words().progress(goal.reference)}>
        <g transform={`translate(${left} 16)`}>
          <rect class="goal-span" x={chart.span.x1} y={2} width={Math.max(0, chart.span.x2 - chart.span.x1)} height={chart.height - 4} />
          {chart.rows.map((row) => (
            <g key={row.level} aria-hidden="true">
              <line class="goal-level" x1={0} y1={row.y} x2={chart.width} y2={row.y} />
              <text class="axis-text" x={-10} y={row.y + 4} text-anchor="end">{word("level", row.level)}</text>
            </g>
          ))}
          {chart.expectedY !== undefined &&
            <line class="goal-expected" x1={chart.span.x1} y1={chart.expectedY} x2={chart.span.x2} y2={chart.expectedY} aria-hidden="true" />}
          <TimeAxis axis={chart.axis} y={chart.height} />
          {chart.nowX !== undefined && !goal.closed && <NowLine x={chart.nowX} top={0} bottom={chart.height} />}
          <path class="goal-steps" d={chart.steps} aria-hidden="true" />
          {chart.marks.map((mark) => (
            <g key={mark.key} role="img" data-row={mark.key} data-y={mark.y} aria-label={ratingCells(mark).join(" · ")} transform={`translate(${mark.x} ${mark.y})`}>
              {mark.ratedBy === "citizen" ? <path class="goal-rating" d="M0 -8L8 0L0 8L-8 0Z" /> : <circle class="goal-rating" r="6.5" />}
            </g>
          ))}
        </g>
      </svg>
    </div>
  );
}

function Progress({ goal, now, caseId }: { goal: BoardGoal; now: string; caseId: string }) {
  const ratings = (goal.ratings ?? []).filter((rating) => levels.includes(rating.level as (typeof levels)[number]));
  const evidence = (rating: { occurred: string }) => href(`/cases/${caseId}/timeline`, { type: "goal.progress_rated", at: rating.occurred, about: goal.reference });
  if (ratings.length === 0 && (goal.expected === "notAssessed" || !goal.expected)) return <p class="nothing">{words().none}</p>;
  return (
    <>
      <Twin label={words().progress(goal.reference)} graphic={() => <Chart goal={goal} now={now} />}
        table={() => (
          <Table caption={words().progress(goal.reference)} rows={ratings} rowKey={(_, index) => index}
            columns={[
              { title: words().date, head: true, cell: (rating) => ratingCells(rating)[0] },
              { title: words().level, cell: (rating) => ratingCells(rating)[1] },
              { title: words().by, cell: (rating) => ratingCells(rating)[2] },
              { title: words().evidence, cell: (rating) => <a href={evidence(rating)}>{words().show}</a> },
            ]} />
        )} />
      {ratings.length > 0 && (
        <ul class="goal-ratings">
          {ratings.map((rating, index) => (
            <li key={index}>
              <span class={rating.ratedBy === "citizen" ? "shape-diamond" : "shape-dot"} aria-hidden="true" />
              <a href={evidence(rating)}>{day(rating.occurred)}</a>: {word("level", rating.level)}, {said("participant", rating.ratedBy)}
              {" "}<OwnWords of={(rating as { ownWords?: PersonalText }).ownWords} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Behind({ goal }: { goal: BoardGoal }) {
  const others = (goal.endorsers ?? []).filter((each) => each.party !== "borger" && each.endorses === "yes");
  return (
    <dl class="facts">
      <><dt>{words().endorsed}</dt>
        <dd>{goal.citizenEndorses === "yes" ? words().citizen : <strong>{words().notCitizen}</strong>}
          {others.map((each) => `, ${plain(each.party)}`).join("")}</dd></>
      {goal.expected && goal.expected !== "notAssessed" && <><dt>{words().expected}</dt><dd>{word("level", goal.expected)}</dd></>}
      {goal.services?.length ? <><dt>{words().services}</dt><dd>{goal.services.map((type) => code("service_type", type)).join(", ")}</dd></> : null}
      {goal.meetings > 0 && <><dt>{words().meetings}</dt><dd>{goal.meetings}</dd></>}
    </dl>
  );
}

export function GoalCard({ goal, now, caseId }: { goal: BoardGoal; now: string; caseId: string }) {
  const result = goal.closed ? word("goalResult", goal.result) : "";
  return (
    <article class="card goal-card" id={`goal-${goal.reference}`}>
      <header>
        <h3><Personal of={goal.text} otherwise={goal.reference} /></h3>
        <p class="goal-meta">
          <span class="mark">{word("goalType", goal.type)}</span> {code("ffb_theme", goal.theme)}
          {goal.agreed && <> · {words().agreed} {day(goal.agreed)}</>}{goal.due && <> · {words().due} {day(goal.due)}</>}
          {goal.closed && <> · {words().closed} {day(goal.closed)}{result && <>: <strong>{result}</strong></>}</>}
        </p>
        <OwnWords of={goal.ownWords} large />
        {goal.risks?.length ? <p class="goal-risks">{goal.risks.map((risk) => <span key={risk} class="mark mark-alarm"><Icon name="warning" size={16} /> {said("risk", risk)}</span>)}</p> : null}
      </header>
      <div class="goal-body"><Behind goal={goal} /><div><Progress goal={goal} now={now} caseId={caseId} /></div></div>
    </article>
  );
}
