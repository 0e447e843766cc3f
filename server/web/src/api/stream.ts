// The one event stream of a tab. Views say which cases they show (useFollowed); the stream follows those and tells what has
// been recorded (`changes`), no more: the answers are asked anew, so that there is one way to make them. After a break it
// goes on from the position it had, and after a longer one everything followed counts as changed.
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, refusedAtTheDoor, withQuery } from "./request";

export type Connection = "off" | "live" | "reconnecting" | "paused";

export const connection = signal<Connection>("off");

/** How often each case has changed since the page was opened. */
export const changes = signal<ReadonlyMap<string, number>>(new Map());

/** The newest events of what is followed, newest last: what a view may point out. No personal text is in them. */
export interface Recorded { caseId: string; position: string; type: string; actor: string }
export const newest = signal<readonly Recorded[]>([]);

const paused = signal(false);
const allowed = signal(false);          // signed in
const followed = signal<readonly string[]>([]);
const holders = new Map<string, number>();

let source: EventSource | undefined;
let next = "now";
let retry: ReturnType<typeof setTimeout> | undefined;
let waitMs = 0;
const waitMostMs = 30_000;
const newestMost = 50;
const followedMost = 100;  // they stand in the stream's address

/** Follow these cases for as long as the component is shown; of very many, the first. */
export function useFollowed(all: readonly string[]): void {
  const cases = all.slice(0, followedMost);
  const key = cases.join(",");
  useEffect(() => {
    for (const id of cases) holders.set(id, (holders.get(id) ?? 0) + 1);
    followed.value = [...holders.keys()];
    return () => {
      for (const id of cases) {
        const left = (holders.get(id) ?? 1) - 1;
        if (left > 0) holders.set(id, left);
        else holders.delete(id);
      }
      followed.value = [...holders.keys()];
    };
  }, [key]);
}

export function followWhenSignedIn(signedIn: boolean): void {
  allowed.value = signedIn;
  if (!signedIn) {
    next = "now";
    began = undefined;
    answered.clear();
    newest.value = [];
  }
}

export function pause(): void { paused.value = true; }

export function resume(): void {
  paused.value = false;
  changed(followed.value);  // what happened meanwhile
}

/** These cases have changed: by what the stream said, or by this page's own writing. */
export function changed(cases: Iterable<string>): void {
  const after = new Map(changes.value);
  for (const id of cases) after.set(id, (after.get(id) ?? 0) + 1);
  changes.value = after;
}

/** Where the stream began to follow: an answer that knows less may have missed what came between the two. */
let began: bigint | undefined;
const answered = new Map<string, bigint>();  // case -> how much of the log its newest answer knew

/** An answer about a case, as of now, rests on this much of the log. */
export function known(caseId: string, position: string): void {
  answered.set(caseId, BigInt(position));
  if (began !== undefined && BigInt(position) < began && followed.value.includes(caseId)) changed([caseId]);
}

function caughtUp(message: MessageEvent<string>): void {
  next = (JSON.parse(message.data) as Push).next ?? next;
  if (began !== undefined || next === "now") return;
  began = BigInt(next);
  changed(followed.value.filter((id) => (answered.get(id) ?? began!) < began!));
}

interface Push { events?: { position?: string; type?: string; stream?: { id?: string } | string; actor?: { pseudonym?: string } }[]; next?: string }

function take(message: MessageEvent<string>): void {
  const push = JSON.parse(message.data) as Push;
  if (push.next) next = push.next;
  const told = (push.events ?? []).map((event): Recorded => ({
    caseId: (typeof event.stream === "string" ? event.stream : event.stream?.id) ?? "",
    position: event.position ?? "", type: event.type ?? "", actor: event.actor?.pseudonym ?? "",
  }));
  newest.value = [...newest.value, ...told].slice(-newestMost);
  const known = told.filter((event) => followed.value.includes(event.caseId)).map((event) => event.caseId);
  changed(known.length ? new Set(known) : followed.value);
}

function open(cases: readonly string[]): void {
  source = new EventSource(withQuery(`${api}/stream`, { from: next, case: [...cases] }));
  source.onopen = () => {
    if (connection.value === "reconnecting") changed(followed.value);
    connection.value = "live";
    waitMs = 0;
  };
  source.addEventListener("events", take);
  source.addEventListener("caughtUp", caughtUp);
  source.addEventListener("ended", () => again(cases));
  source.onerror = () => {
    connection.value = "reconnecting";
    // A browser tries again by itself after a broken connection, but not after a refusal.
    if (source?.readyState === EventSource.CLOSED) again(cases);
  };
}

function again(cases: readonly string[]): void {
  source?.close();
  connection.value = "reconnecting";
  waitMs = Math.min(waitMostMs, Math.max(1_000, waitMs * 2));
  refusedAtTheDoor.value++;  // it may be the session that ended
  retry = setTimeout(() => open(cases), waitMs);
}

effect(() => {
  const cases = followed.value;
  const wanted = allowed.value && !paused.value && cases.length > 0;
  source?.close();
  source = undefined;
  clearTimeout(retry);
  if (wanted) open(cases);
  else connection.value = paused.value && allowed.value ? "paused" : "off";
});
