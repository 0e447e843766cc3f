// The case played again: overview, network and goals as they were at any moment, by one clock or by both.
import { useState } from "preact/hooks";
import type { CaseOverview, CaseTimeline } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import { adjust, href, type Place } from "../../app/router";
import type { Shown, View } from "../../app/view";
import type { Party } from "../../graphics/ecomap";
import { goalChart } from "../../graphics/goal_chart";
import { clocksAt, type Told } from "../../graphics/replay_steps";
import { code, plain, word } from "../../language/codes";
import { day } from "../../language/dates";
import { counted, labelText, spoken } from "../../language/language";
import { Answered, Trouble, Waiting } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Personal } from "../../parts/personal";
import { Table, Twin, type Column } from "../../parts/twin";
import type { GoalBoard } from "../goals/goals";
import { Drawing } from "../map/drawing";
import { cellsOf, partiesOf, titles, type PartnerMap } from "../map/partners";
import { useStep } from "./answers";
import { usePlayer } from "./player";
import { Slider } from "./slider";
import "../map/map.scss";
import "../goals/goals.scss";
import "./replay.scss";

const words = spoken(
  { title: "Afspil", none: "Der er ingen hændelser at afspille.", happened: "Skete her", late: (days: number) => `skrevet ${days} dage efter`, state: "Tilstand", phase: "Fase",
    coordinator: "Koordinator", known: (known: number, of: number) => `kendt af ${known} af ${of}`, nobody: "ingen", next: "Næste frist", promises: "Åbne løfter",
    contact: "Seneste kontakt", events: "Hændelser i kraft", map: "Netværket", goals: "Målene", noGoals: "Intet mål endnu.", noParties: "Ingen parter endnu.",
    party: "part", parties: "parter", overview: "Overblikket", more: (count: number) => `og ${count} flere`, changed: "ændret her" },
  { title: "Replay", none: "There are no events to replay.", happened: "Happened here", late: (days: number) => `written ${days} days later`, state: "State", phase: "Phase",
    coordinator: "Coordinator", known: (known: number, of: number) => `known by ${known} of ${of}`, nobody: "none", next: "Next deadline", promises: "Open promises",
    contact: "Last contact", events: "Events in force", map: "The network", goals: "The goals", noGoals: "No goal yet.", noParties: "No parties yet.",
    party: "party", parties: "parties", overview: "The overview", more: (count: number) => `and ${count} more`, changed: "changed here" },
);

export const replayView: View =
  { path: "/cases/:case/replay", title: () => words().title, within: "case", wide: true, show: (shown) => <ReplayView {...shown} /> };

/** What this was before it last became something else; empty the first time. */
function useBefore(value: string): string {
  const [pair, set] = useState({ value, before: "" });
  if (pair.value !== value) set({ value, before: pair.value });
  return pair.value === value ? pair.before : pair.value;
}

function Overview({ of }: { of: CaseOverview }) {
  const { coordinator } = of;
  const facts: [string, string][] = [
    [words().state, word("state", of.status.state)], [words().phase, of.phase?.phase ? code("phase", of.phase.phase) : "–"],
    [words().coordinator, coordinator.assigned ? `${coordinator.pseudonym}, ${words().known(coordinator.knownBy, coordinator.of)}` : words().nobody],
    [words().next, of.nextDeadline?.due ? `${code("deadline_kind", of.nextDeadline.kind)} ${day(of.nextDeadline.due)}` : "–"],
    [words().promises, String(of.openCommitments?.length ?? 0)], [words().contact, of.lastContact ? day(of.lastContact) : "–"],
    [words().events, String(of.status.events)],
  ];
  const before = useBefore(facts.map(([, value]) => value).join("\n")).split("\n");
  const changed = (index: number) => before.length === facts.length && before[index] !== facts[index]![1];
  return (
    <section class="card replay-overview">
      <h2>{words().overview}</h2>
      <dl class="facts">
        {facts.map(([name, value], index) => (
          <><dt>{name}</dt><dd><span class={changed(index) ? "replay-changed" : ""}>{value}{changed(index) && <span class="sr-only"> ({words().changed})</span>}</span></dd></>
        ))}
      </dl>
    </section>
  );
}

function Goals({ board, date }: { board: GoalBoard; date: string }) {
  const goals = [...(board.goals.open ?? []), ...(board.goals.proposed ?? []), ...(board.goals.closed ?? [])];
  return (
    <section class="card replay-goals">
      <h2>{words().goals}</h2>
      {goals.length === 0 && <p class="nothing">{words().noGoals}</p>}
      <ul>
        {goals.map((goal) => {
          const chart = goalChart({ ...goal, ratings: goal.ratings ?? [] }, date, 220);
          return (
            <li key={goal.reference} data-goal={goal.reference}>
              <p><Personal of={goal.text} otherwise={goal.reference} /></p>
              {chart.marks.length > 0 && <svg class="replay-goal" viewBox={`-8 0 236 ${chart.height}`} aria-hidden="true" focusable="false">
                <rect class="goal-span" x={chart.span.x1} y={2} width={Math.max(0, chart.span.x2 - chart.span.x1)} height={chart.height - 4} />
                {chart.expectedY !== undefined && <line class="goal-expected" x1={chart.span.x1} y1={chart.expectedY} x2={chart.span.x2} y2={chart.expectedY} />}
                <path class="goal-steps" d={chart.steps} />
                {chart.marks.map((mark) => <circle key={mark.key} class="goal-rating" cx={mark.x} cy={mark.y} r="6" />)}
              </svg>}
              <p class="small">{goal.closed ? word("goalResult", goal.result) : word("level", goal.latest)}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Network({ map, last, citizen }: { map: PartnerMap; last: PartnerMap | undefined; citizen: string }) {
  const [chosen, choose] = useState("");
  const parties = partiesOf(map);
  const later = last ? partiesOf(last) : [];
  const here = new Set(parties.map((party) => party.party));
  const everybody = [...later, ...parties.filter((party) => !later.some((each) => each.party === party.party))];
  return (
    <section class="card replay-map">
      <h2>{words().map} <span class="small">{counted(here.size, words().party, words().parties)}</span></h2>
      {parties.length === 0 ? <p class="nothing">{words().noParties}</p> : (
        <Twin label={words().map}
          graphic={() => (
            <figure class="map-figure">
              <Drawing parties={parties} everybody={everybody} date={map.date} citizen={citizen} coordinator={map.coordinator.pseudonym ?? ""} chosen={chosen} choose={choose} />
            </figure>
          )}
          table={() => <Table caption={words().map} hideCaption rows={parties} rowKey={(party) => party.party}
            columns={titles().map((title, index): Column<Party> => ({ title, head: index === 0, cell: (party) => cellsOf(party)[index] }))} />} />
      )}
    </section>
  );
}

function Happened({ events, caseId }: { events: Told[]; caseId: string }) {
  const most = 6;
  return (
    <section class="replay-events" aria-live="polite">
      <h2>{words().happened}</h2>
      <ul>
        {events.slice(0, most).map((event) => (
          <li key={event.position}><a href={href(`/cases/${caseId}/timeline`, { event: event.position })}>{event.label}</a> <span class="small">{day(event.occurred)}
            {event.lateDays > 0 && event.recorded && ` · ${words().late(event.lateDays)}`}</span></li>
        ))}
        {events.length > most && <li class="small">{words().more(events.length - most)}</li>}
      </ul>
    </section>
  );
}

function Replayed({ timeline, caseId, place, citizen }: { timeline: CaseTimeline; caseId: string; place: Place; citizen: string }) {
  const told = timeline.entries.map((entry): Told => ({
    position: entry.position, type: entry.type, label: labelText(entry.label, plain(entry.type)), occurred: entry.occurred, recorded: entry.recorded, lateDays: entry.lateDays }));
  const [ready, setReady] = useState(false);
  const player = usePlayer(told, place, ready);
  const stepped = useStep(caseId, player.step && clocksAt(player.step, player.knowledge, player.pace));
  const latest = useAnswer<PartnerMap>(`/cases/${caseId}/partners`, caseId);
  if (ready !== stepped.ready) setReady(stepped.ready);
  if (player.steps.length === 0) return <p class="nothing">{words().none}</p>;
  const answer = stepped.answer;
  return (
    <div class="replay" data-ready={stepped.ready}>
      <Slider player={player} goToDate={(date) => date && adjust({ date, step: undefined })} />
      <Happened events={(player.step?.events ?? []) as Told[]} caseId={caseId} />
      {stepped.problem && <Trouble problem={stepped.problem} />}
      {!answer && !stepped.problem && <Waiting />}
      {answer && (
        <div class="replay-parts">
          <Network map={answer.partners} last={latest.answer} citizen={citizen} />
          <div class="stack replay-side"><Overview of={answer.overview} /><Goals board={answer.goals} date={player.step!.moment.slice(0, 10)} /></div>
        </div>
      )}
    </div>
  );
}

function ReplayView({ place }: Shown) {
  const { caseId, overview } = useCase();
  const timeline = useAnswer<CaseTimeline>(`/cases/${caseId}/timeline?originals=true`, caseId);
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={timeline}>{(of) => <Replayed timeline={of} caseId={caseId} place={place} citizen={overview.answer?.name?.text ?? ""} />}</Answered>
    </>
  );
}
