// The state of a replay: which clock, which pace, which step, and whether it plays. All of it but the playing stands in the
// address, so that a moment can be linked to. Playing takes one step after the other has been drawn, never faster.
import { useEffect, useRef, useState } from "preact/hooks";
import { adjust, type Place } from "../../app/router";
import { stepOn, stepsOf, type Knowledge, type Pace, type Step, type Told } from "../../graphics/replay_steps";

const playMs = 900;

export interface Player {
  knowledge: Knowledge; pace: Pace; steps: Step[]; at: number; step: Step | undefined; playing: boolean;
  choose: (change: { knowledge?: Knowledge; pace?: Pace }) => void;
  moveTo: (step: number) => void;
  play: (on: boolean) => void;
}

/** The reader asked their system for less motion: no playing by itself is offered then. */
export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function usePlayer(told: Told[], place: Place, ready: boolean): Player {
  const knowledge: Knowledge = place.query.get("known") === "now" ? "now" : "then";
  const pace: Pace = place.query.get("pace") === "day" ? "day" : "event";
  const steps = stepsOf(told, knowledge, pace);
  const last = Math.max(0, steps.length - 1);
  const date = place.query.get("date");
  const wanted = place.query.get("step");
  const at = Math.min(last, wanted !== null ? Math.max(0, Number(wanted) || 0) : date ? stepOn(steps, date) : last);
  const [playing, play] = useState(false);
  const moveTo = (step: number) => adjust({ step: String(Math.max(0, Math.min(last, step))), date: undefined });
  const next = useRef(moveTo);
  next.current = moveTo;

  useEffect(() => {
    if (!playing || !ready) return;
    if (at >= last) {
      play(false);
      return;
    }
    const timer = setTimeout(() => next.current(at + 1), playMs);
    return () => clearTimeout(timer);
  }, [playing, ready, at, last]);

  return {
    knowledge, pace, steps, at, step: steps[at], playing, moveTo,
    // Another clock or pace keeps the day: the step of the same date is looked for in the new row of steps.
    choose: (change) => adjust({ known: change.knowledge ?? knowledge, pace: change.pace ?? pace, step: undefined,
                                 date: steps[at]?.moment.slice(0, 10) }),
    play,
  };
}
