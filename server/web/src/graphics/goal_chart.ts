// A goal over time: the level expected, the ratings, who gave them, and from when to when the goal stood. FFB's function
// levels run from no reduction (at the top here: upwards is better) to complete reduction. "Not assessed" is no level.

import { timeAxis, type Axis } from "./time_axis";

export const levels = ["none", "slight", "moderate", "severe", "complete"] as const;
export type Level = (typeof levels)[number] | "notAssessed";

export interface Rating { occurred: string; level: Level; ratedBy: string }
/** Moments that are not known are empty or absent: a goal that is only proposed has not been agreed. */
export interface Goal { reference: string; agreed?: string; due?: string; closed?: string; expected: Level; ratings: Rating[] }

export interface RatingMark extends Rating { key: string; x: number; y: number }
export interface GoalChart {
  width: number; height: number; axis: Axis;
  rows: { level: Level; y: number }[];
  expectedY: number | undefined;
  span: { x1: number; x2: number };  // agreed to closed, due or the end; nothing wide if it was never agreed
  dueX: number | undefined;
  nowX: number | undefined;
  marks: RatingMark[];
  steps: string;  // path through the ratings: a level holds until the next rating
}

const rowHeight = 22;

const levelY = (level: Level): number | undefined => {
  const at = levels.indexOf(level as (typeof levels)[number]);
  return at < 0 ? undefined : 14 + at * rowHeight;
};

/** The chart of one goal, `now` being the date the board is seen from. Ratings that assessed nothing get no mark. */
export function goalChart(goal: Goal, now: string, width = 420): GoalChart {
  const axis = timeAxis([goal.agreed ?? "", goal.due ?? "", goal.closed ?? "", now, ...goal.ratings.map((at) => at.occurred)], width, 7);
  const marks = goal.ratings.flatMap((rating, index) => {
    const y = levelY(rating.level);
    return y === undefined ? [] : [{ ...rating, key: `${goal.reference}/${index}`, x: axis.x(rating.occurred), y }];
  });
  const end = axis.x(goal.closed || now);
  const last = axis.x(goal.closed || goal.due || now);
  const steps = marks.map((mark, index) => {
    const next = marks[index + 1];
    return `${index ? "L" : "M"}${mark.x.toFixed(1)} ${mark.y}H${(next ? next.x : Math.max(end, mark.x)).toFixed(1)}`;
  }).join("");
  return {
    width, height: 14 + (levels.length - 1) * rowHeight + 14, axis,
    rows: levels.map((level) => ({ level, y: levelY(level)! })),
    expectedY: levelY(goal.expected),
    span: { x1: goal.agreed ? axis.x(goal.agreed) : last, x2: last },
    dueX: goal.due ? axis.x(goal.due) : undefined,
    nowX: now ? axis.x(now) : undefined,
    marks, steps,
  };
}
