// A question and what is known of its answer, for components: asked when the path changes, asked again when the case it is
// about has changed, and the old answer stands (marked as old) until the new one is there.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "./problem";
import { request } from "./request";
import { changes, known } from "./stream";

export interface Asked<T> {
  answer: T | undefined;
  version: string | undefined;   // of the case, where the answer has one
  problem: Problem | undefined;  // why the newest asking failed
  asking: boolean;
  again: () => void;
}

/** `path` empty = do not ask yet. `of`: the case or cases whose events make the answer old. `body`: POST instead of GET. */
export function useAnswer<T>(path: string, of: string | readonly string[] = [], body?: unknown): Asked<T> {
  const [state, set] = useState<Omit<Asked<T>, "again">>(
    { answer: undefined, version: undefined, problem: undefined, asking: path !== "" });
  const [turn, setTurn] = useState(0);
  const shown = useRef("");
  const question = path + (body === undefined ? "" : JSON.stringify(body));
  const changed = (typeof of === "string" ? [of] : of).reduce((sum, id) => sum + (changes.value.get(id) ?? 0), 0);

  useEffect(() => {
    if (!path) return;
    const leaving = new AbortController();
    const same = shown.current === question;
    set((before) => same ? { ...before, asking: true }
                         : { answer: undefined, version: undefined, problem: undefined, asking: true });
    shown.current = question;
    request<T>(path, { signal: leaving.signal, ...(body === undefined ? {} : { method: "POST", body }) }).then((outcome) => {
      if (leaving.signal.aborted) return;
      const asOf = outcome.ok ? (outcome.answer as { asOf?: { known: string; asKnownAt?: string } } | undefined)?.asOf : undefined;
      if (asOf && !asOf.asKnownAt && typeof of === "string") known(of, asOf.known);
      set((before) => outcome.ok
        ? { answer: outcome.answer, version: outcome.version, problem: undefined, asking: false }
        : { ...before, problem: outcome.problem, asking: false });
    });
    return () => leaving.abort();
  }, [question, changed, turn]);

  return { ...state, again: useCallback(() => setTurn((before) => before + 1), []) };
}
