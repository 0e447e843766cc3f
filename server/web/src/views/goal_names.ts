// Goals of the case by what they are about, where an answer has only their references ("g1").
import { useCase } from "../app/case_frame";
import { code } from "../language/codes";

export function useGoalNames(): (references: readonly string[] | undefined) => string {
  const goals = useCase().overview.answer?.goals ?? [];
  return (references = []) => references.map((each) => code("ffb_theme", goals.find((goal) => goal.goal === each)?.theme) || each).join(", ");
}
