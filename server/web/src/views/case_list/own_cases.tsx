// One coordinator's cases, the most urgent first. Arrow keys go from case to case.
import { useState } from "preact/hooks";
import type { Caseload, CaseloadCase, CaseRow } from "../../api/answers";
import { href } from "../../app/router";
import { code, plain } from "../../language/codes";
import { clock, day, fromToday } from "../../language/dates";
import { counted, number, spoken } from "../../language/language";
import { Personal } from "../../parts/personal";
import { AttentionMark, groupNames, groupOfReason, NoGoal } from "./attention";
import { arrowsBetween } from "./keys";

const words = spoken(
  {
    none: "Du har ingen forløb som koordinator, stedfortræder eller i team.", noneOther: "Der er ingen forløb hos denne koordinator.",
    noneFits: "Ingen forløb har brug for det lige nu.", unnamed: "Forløb uden navn", contact: "Seneste kontakt", never: "ingen endnu", next: "Næste frist", meeting: "Næste møde",
    promises: (count: number) => counted(count, "åbent løfte", "åbne løfter"), calm: "Intet haster", show: "Vis", everything: "Alle",
    roles: { coordinator: "koordinator", substitute: "stedfortræder", team: "i team" } as Record<string, string>,
    parked: (count: number) => `${counted(count, "forløb er", "forløb er")} sat til side og mangler her. Se Drift.`, grade: "kompleksitet",
  },
  {
    none: "You have no cases as coordinator, substitute or team member.", noneOther: "This coordinator has no cases.",
    noneFits: "No case needs that just now.", unnamed: "Case without a name", contact: "Latest contact", never: "none yet", next: "Next date", meeting: "Next meeting",
    promises: (count: number) => counted(count, "open promise", "open promises"), calm: "Nothing is urgent", show: "Show", everything: "All",
    roles: { coordinator: "coordinator", substitute: "substitute", team: "in the team" } as Record<string, string>,
    parked: (count: number) => `${counted(count, "case is", "cases are")} set aside and missing here. See Operations.`, grade: "complexity",
  },
);

const attentionMost = 4;

interface Need { of: CaseloadCase; groups: Set<string>; noGoal: boolean }

export function Own({ load, rows, mine }: { load: Caseload; rows: readonly CaseRow[]; mine: boolean }) {
  const [only, choose] = useState("");
  const known = new Map(rows.map((row) => [row.caseId, row]));
  const needs = load.cases.map((of): Need => {
    const noGoal = known.get(of.caseId)?.sharedGoal === "no";
    return { of, noGoal, groups: new Set([...of.attention.map((item) => groupOfReason(item.reason)), ...(noGoal ? ["goal"] : [])]) };
  });
  if (needs.length === 0) return <p class="nothing">{mine ? words().none : words().noneOther}</p>;
  const shown = only ? needs.filter((need) => need.groups.has(only)) : needs;
  return (
    <>
      <div class="needs" role="group" aria-label={words().show}>
        <button type="button" class="need-choice" aria-pressed={only === ""} onClick={() => choose("")}><strong>{number(needs.length)}</strong> {words().everything}</button>
        {Object.entries(groupNames()).map(([group, name]) => {
          const count = needs.filter((need) => need.groups.has(group)).length;
          return (
            <button key={group} type="button" class={`need-choice${count ? " need-some" : ""}`} aria-pressed={only === group}
                    onClick={() => choose(only === group ? "" : group)}><strong>{number(count)}</strong> {name}</button>
          );
        })}
      </div>
      {load.parked > 0 && <p class="old-answer">{words().parked(load.parked)}</p>}
      {shown.length === 0 && <p class="nothing">{words().noneFits}</p>}
      <ul class="own-cases" onKeyDown={arrowsBetween("a.own-name")}>{shown.map((need) => <Line key={need.of.caseId} need={need} />)}</ul>
    </>
  );
}

function Line({ need: { of, noGoal } }: { need: Need }) {
  const role = of.role === "coordinator" ? "" : words().roles[of.role] ?? plain(of.role);
  return (
    <li class="own-case card">
      <div>
        <a class="own-name" href={href(`/cases/${of.caseId}`)}><Personal of={of.name} otherwise={words().unnamed} /></a>
        <p class="small">
          {[of.phase && code("phase", of.phase), of.unit, role, of.grade && `${words().grade}: ${of.grade}`].filter(Boolean).join(" · ")}
        </p>
      </div>
      <div class="own-attention">
        {of.attention.slice(0, attentionMost).map((item, index) => <AttentionMark key={index} item={item} />)}
        {noGoal && <NoGoal />}
        {of.attention.length === 0 && !noGoal && <span class="mark mark-good">{words().calm}</span>}
      </div>
      <dl class="own-facts">
        <div><dt>{words().contact}</dt><dd>{of.lastContact ? fromToday(of.lastContact) : words().never}</dd></div>
        {of.nextDue && <div><dt>{words().next}</dt><dd>{day(of.nextDue)}</dd></div>}
        {of.nextMeeting && <div><dt>{words().meeting}</dt><dd>{day(of.nextMeeting)} {clock(of.nextMeeting)}</dd></div>}
        {of.openPromises > 0 && <div><dt class="sr-only">{words().promises(of.openPromises)}</dt><dd>{words().promises(of.openPromises)}</dd></div>}
      </dl>
    </li>
  );
}
