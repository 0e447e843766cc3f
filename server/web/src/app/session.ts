// Who is signed in. The page asks once when it opens and again whenever the server says "not signed in". Idle for as long
// as the server allows, the page locks itself: it signs out and hides what was shown, and comes back to the same place.
import { effect, signal } from "@preact/signals";
import { csrf, refusedAtTheDoor, request } from "../api/request";
import { followWhenSignedIn } from "../api/stream";

export interface SignedIn {
  signedIn: true;
  actor: string;
  unit: string;
  roles: string[];
  csrf: string;
  idleSeconds: number;
  origin: string;
  controller: string;
  server: string;
  synthetic: boolean;
}

export type Session =
  | { state: "asking" }
  | { state: "unreachable" }
  | { state: "out"; locked: boolean; refused?: "unreachable" | "lockedOut" | "wrong" }
  | { state: "in"; who: SignedIn };

export const session = signal<Session>({ state: "asking" });

/** Run when nobody may see anything any longer: what was typed, what was found. `locked`: the same person may come back. */
const atLeaving: ((locked: boolean) => void)[] = [];
export function whenLeaving(act: (locked: boolean) => void): void { atLeaving.push(act); }

function leave(locked: boolean): void {
  const was = session.value.state === "in";
  session.value = { state: "out", locked: locked && was };
  csrf.token = "";
  followWhenSignedIn(false);
  if (was) for (const act of atLeaving) act(locked);
}

let lastTouched = Date.now();

/** The server says how much of the idle time is left; the most it has said is how long one may be idle. */
let idleMostSeconds = 0;
const secondLookMs = 5_000;  // by then the page has asked for something, and the time has begun anew

function enter(who: SignedIn): void {
  if (session.peek().state !== "in") {
    idleMostSeconds = 0;
    lastTouched = Date.now();
    if (who.idleSeconds > 0) setTimeout(() => void askWho(), secondLookMs);
  }
  idleMostSeconds = Math.max(idleMostSeconds, who.idleSeconds);
  csrf.token = who.csrf ?? "";
  session.value = { state: "in", who };
  followWhenSignedIn(true);
}

export async function askWho(): Promise<void> {
  const outcome = await request<SignedIn>("/session");
  if (outcome.ok) enter(outcome.answer);
  else if (outcome.problem.status === 401 || outcome.problem.status === 403) leave(true);
  else if (session.value.state !== "in") session.value = { state: "unreachable" };
}

/** Signs in with a one-time token. Says whether it was good. */
export async function signIn(token: string): Promise<boolean> {
  const outcome = await request<SignedIn>("/session", { method: "POST", body: { token } });
  if (outcome.ok) {
    await askWho();
    return session.value.state === "in";
  }
  const locked = session.value.state === "out" && session.value.locked;
  const status = outcome.problem.status;
  session.value = { state: "out", locked, refused: status === 0 || status >= 500 ? "unreachable" : status === 429 ? "lockedOut" : "wrong" };
  return false;
}

export async function signOut(locked = false): Promise<void> {
  await request("/session", { method: "DELETE" });
  leave(locked);
}

let asking = false;
effect(() => {
  if (refusedAtTheDoor.value === 0 || asking || session.peek().state === "out") return;
  asking = true;
  askWho().finally(() => { asking = false; });
});

for (const kind of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, () => { lastTouched = Date.now(); }, { passive: true, capture: true });
}
setInterval(() => {
  const now = session.peek();
  if (now.state !== "in" || idleMostSeconds === 0) return;
  if (Date.now() - lastTouched > idleMostSeconds * 1000) void signOut(true);
}, 1_000);
