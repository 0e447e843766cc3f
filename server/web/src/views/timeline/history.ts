// The history of the case that is shown, in two steps: the newest events, which are there at once and are drawn, then all the
// older ones. Both answers are asked anew when the case changes; only answers of the same version are put together, so that
// no event is missing or twice, and what was whole stands until the new whole is there.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CaseTimeline } from "../../api/answers";
import { useAnswer, type Asked } from "../../api/asked";
import { withQuery } from "../../api/request";
import { useCase } from "../../app/case_frame";

const newestFirst = 200;
const fetchedMost = 10_000;  // the server gives no more at a time

export interface Told extends CaseTimeline { older: boolean }  // older events are still on their way

export function useHistory(originals: boolean): Asked<Told> {
  const { caseId, overview } = useCase();
  const skip = useRef<number | undefined>(undefined);
  if (overview.answer || overview.problem) skip.current ??= Math.max(0, (overview.answer?.status.events ?? 0) - newestFirst);
  const first = skip.current;
  const path = (from: number, limit: number) => withQuery(`/cases/${caseId}/timeline`, { skip: from, limit, originals });
  const newest = useAnswer<CaseTimeline>(first === undefined ? "" : path(first, fetchedMost), caseId);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => { if (newest.answer) setDrawn(true); }, [newest.answer]);
  const older = useAnswer<CaseTimeline>(first && drawn ? path(0, first) : "", caseId);

  const whole = useRef<Told | undefined>(undefined);
  const answer = useMemo(() => {
    if (!newest.answer) {
      whole.current = undefined;
      return undefined;
    }
    if (!originals) for (const [index, entry] of newest.answer.entries.entries()) entry.at = (first ?? 0) + index;
    if (!first) return { ...newest.answer, older: false };
    if (older.answer?.version === newest.answer.version) {
      if (!originals) for (const [index, entry] of older.answer.entries.entries()) entry.at = index;
      whole.current = { ...newest.answer, entries: [...older.answer.entries, ...newest.answer.entries], older: false };
    }
    return whole.current ?? { ...newest.answer, older: true };
  }, [newest.answer, older.answer]);
  const again = () => {
    newest.again();
    older.again();
  };
  return { ...newest, answer, asking: newest.asking || first === undefined, problem: newest.problem ?? older.problem, again };
}
