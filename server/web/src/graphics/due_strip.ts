// What is due and was due, on one line of time: a lane for promises, one for deadlines. Each is a stroke from when it was
// made to when it was settled (or to today), with a mark on the day it was due; what was moved shows both days.

import { timeAxis, type Axis } from "./time_axis";

export interface Due { key: string; lane: string; made: string; due: string; firstDue: string; settled: string; standing: string }
export interface DueMark extends Due { y: number; x1: number; x2: number; dueX: number | undefined; firstDueX: number | undefined; open: boolean }
export interface DueStrip { width: number; height: number; axis: Axis; nowX: number; marks: DueMark[]; lanes: { lane: string; y: number }[] }

const rowHeight = 24;

export function dueStrip(items: Due[], now: string, width = 860): DueStrip {
  const axis = timeAxis([now, ...items.flatMap((item) => [item.made, item.due, item.firstDue, item.settled])], width);
  const lanes: { lane: string; y: number }[] = [];
  let y = 4;
  const marks: DueMark[] = [];
  for (const lane of [...new Set(items.map((item) => item.lane))]) {
    y += 18;
    lanes.push({ lane, y });
    for (const item of items.filter((each) => each.lane === lane)) {
      y += rowHeight;
      const open = item.standing === "open" || item.standing === "overdue";
      const start = item.made || item.firstDue || item.due;
      marks.push({
        ...item, open, y: y - 6, x1: start ? axis.x(start) : axis.x(now), x2: axis.x(open ? now : item.settled || item.due || now),
        dueX: item.due ? axis.x(item.due) : undefined,
        firstDueX: item.firstDue && item.firstDue !== item.due ? axis.x(item.firstDue) : undefined,
      });
    }
    y += 6;
  }
  return { width, height: y + 26, axis, nowX: axis.x(now), marks, lanes };
}
