// Goals and progress, and beside them what is done for them: plans and services by legal basis.
import { useAnswer } from "../../api/asked";
import { useCase } from "../../app/case_frame";
import type { View } from "../../app/view";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { GoalCard, type BoardGoal } from "./goal_card";
import { ServicesPart, type Services } from "./services";
import "./goals.scss";

const words = spoken(
  { title: "Mål og indsatser", open: "Mål, der gælder", proposed: "Foreslåede mål", closed: "Afsluttede mål",
    none: "Der er ikke aftalt noget mål endnu. Et fælles mål er det, alle indsatser skal pege mod." },
  { title: "Goals and services", open: "Goals in force", proposed: "Proposed goals", closed: "Closed goals",
    none: "No goal is agreed yet. A shared goal is what all services should aim at." },
);

export interface GoalBoard {
  asOf: { asOfOccurred?: string; answeredAt: string };
  goals: { open?: BoardGoal[]; proposed?: BoardGoal[]; closed?: BoardGoal[] };
}

export const goalsView: View =
  { path: "/cases/:case/goals", title: () => words().title, within: "case", wide: true, show: () => <Goals /> };

export const seenOn = (asOf: GoalBoard["asOf"]): string => (asOf.asOfOccurred || asOf.answeredAt).slice(0, 10);

function Board({ board, caseId }: { board: GoalBoard; caseId: string }) {
  const now = seenOn(board.asOf);
  const groups = (["open", "proposed", "closed"] as const).filter((group) => board.goals[group]?.length);
  if (groups.length === 0) return <p class="nothing">{words().none}</p>;
  return (
    <>
      {groups.map((group) => (
        <section key={group} class="stack-group">
          <h2>{words()[group]}</h2>
          {board.goals[group]!.map((goal) => <GoalCard key={goal.reference} goal={goal} now={now} caseId={caseId} />)}
        </section>
      ))}
    </>
  );
}

function Goals() {
  const { caseId } = useCase();
  const board = useAnswer<GoalBoard>(`/cases/${caseId}/views/goals`, caseId);
  const services = useAnswer<Services>(`/cases/${caseId}/views/services`, caseId);
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={board}>{(of) => <Board board={of} caseId={caseId} />}</Answered>
      <Answered of={services}>{(of) => <ServicesPart services={of} now={seenOn(of.asOf)} />}</Answered>
    </>
  );
}
