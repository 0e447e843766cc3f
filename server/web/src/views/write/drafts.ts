// What is being written, until it is stored. Nothing typed is lost when a connection breaks, a view is left, or the page is
// loaded anew: drafts stand in memory and in the tab's own session storage. Both are personal data: signing out empties
// both; the lock empties the storage and keeps the memory, for the same person only.
import { session, whenLeaving } from "../../app/session";
import type { Value, Values } from "./values";

export interface Draft {
  day: string;       // when it happened, as a date in Denmark
  clock: string;     // and the time of day, empty = the day only
  audience: string[];
  payload: Values;
  personal: Value;   // of a correction: parts, each about one person
  version: string;   // of the case, as the writer saw it
  appendKey: string; // the same until the server has given a final answer
}

const kept = "forloeb.drafts";
let drafts = new Map<string, Draft>();
let owner = "";

const me = () => session.peek().state === "in" ? (session.peek() as { who: { actor: string } }).who.actor : "";

function load(): void {
  if (owner === me()) return;
  owner = me();
  drafts = new Map();
  try {
    const stored = JSON.parse(sessionStorage.getItem(kept) ?? "{}") as { owner?: string; drafts?: [string, Draft][] };
    if (stored.owner === owner) drafts = new Map(stored.drafts);
  } catch {
    // what cannot be read is no draft
  }
}

function store(): void {
  try {
    sessionStorage.setItem(kept, JSON.stringify({ owner, drafts: [...drafts] }));
  } catch {
    // a browser that keeps nothing: memory has it
  }
}

export function draftOf(caseId: string, type: string): Draft | undefined {
  load();
  return drafts.get(`${caseId}/${type}`);
}

export function keepDraft(caseId: string, type: string, draft: Draft): void {
  load();
  drafts.set(`${caseId}/${type}`, draft);
  store();
}

export function dropDraft(caseId: string, type: string): void {
  load();
  drafts.delete(`${caseId}/${type}`);
  store();
}

/** The types that somebody has begun to write in this case. */
export function begun(caseId: string): string[] {
  load();
  return [...drafts.keys()].filter((key) => key.startsWith(`${caseId}/`)).map((key) => key.slice(caseId.length + 1));
}

whenLeaving((locked) => {
  try {
    sessionStorage.removeItem(kept);
  } catch {
    // nothing was kept
  }
  if (!locked) {
    drafts = new Map();
    owner = "";
  }
});
