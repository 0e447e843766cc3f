// The answers of one step, asked side by side. The ones before stay until the new ones are there, so that the map does not
// blink while the slider is dragged; a step passed over is not waited for. Steps already seen are kept for the visit.
import { useEffect, useState } from "preact/hooks";
import type { CaseOverview } from "../../api/answers";
import type { Problem } from "../../api/problem";
import { request, withQuery } from "../../api/request";
import type { GoalBoard } from "../goals/goals";
import type { PartnerMap } from "../map/partners";

export interface Moment3 { overview: CaseOverview; partners: PartnerMap; goals: GoalBoard }
export interface Stepped { answer: Moment3 | undefined; problem: Problem | undefined; key: string }

const keptMost = 200;
const settleMs = 60;  // a slider passes many steps on its way

export function useStep(caseId: string, clocks: { asOf: string; knownAt?: string } | undefined): Stepped & { ready: boolean } {
  const [kept] = useState(() => new Map<string, Moment3>());
  const [state, set] = useState<Stepped>({ answer: undefined, problem: undefined, key: "" });
  const key = clocks ? `${caseId} ${clocks.asOf} ${clocks.knownAt ?? ""}` : "";

  useEffect(() => {
    if (!clocks) return;
    const seen = kept.get(key);
    if (seen) {
      set({ answer: seen, problem: undefined, key });
      return;
    }
    const leaving = new AbortController();
    const ask = <T>(path: string) => request<T>(withQuery(path, { ...clocks }), { signal: leaving.signal });
    const timer = setTimeout(async () => {
      const [overview, partners, goals] = await Promise.all([
        ask<CaseOverview>(`/cases/${caseId}`), ask<PartnerMap>(`/cases/${caseId}/partners`), ask<GoalBoard>(`/cases/${caseId}/views/goals`)]);
      if (leaving.signal.aborted) return;
      const failed = [overview, partners, goals].find((outcome) => !outcome.ok);
      if (overview.ok && partners.ok && goals.ok) {
        const answer = { overview: overview.answer, partners: partners.answer, goals: goals.answer };
        if (kept.size >= keptMost) kept.delete(kept.keys().next().value!);
        kept.set(key, answer);
        set({ answer, problem: undefined, key });
      } else if (failed && !failed.ok) {
        set((before) => ({ ...before, problem: failed.problem, key }));
      }
    }, settleMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [key]);

  return { ...state, ready: state.key === key && key !== "" };
}
