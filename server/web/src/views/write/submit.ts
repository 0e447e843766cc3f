// Sending what was written. Every outcome is one of five, and each leaves the draft fit for what comes next: stored; in
// conflict (somebody wrote meanwhile); refused (it must be changed); sent before (an earlier text of it is stored); or not
// known, which is sent again with the same key, so that it is stored once however often it is sent.
import { freshKey } from "../../api/fresh_key";
import { passes, type Problem } from "../../api/problem";
import { request } from "../../api/request";
import type { SignedIn } from "../../app/session";
import { inDenmark } from "../../language/dates";
import type { Draft } from "./drafts";
import { filled, type Values } from "./values";

export type Sent =
  | { state: "stored"; position: string; version: string }
  | { state: "conflict"; currentVersion: string }
  | { state: "refused"; problem: Problem }
  | { state: "sentBefore" }
  | { state: "unknown"; problem: Problem };

export function proposal(type: string, draft: Draft, who: SignedIn): Values {
  // On a plain loopback door the owner has no pseudonym; there the role says who it was.
  const actor: Values = { pseudonym: who.actor || (who.roles[0] ?? ""), role: who.roles[0] ?? "", unit: who.unit };
  const all: Values = {
    type, occurredAt: draft.clock ? inDenmark(draft.day, draft.clock) : draft.day, actor, audience: draft.audience,
    payload: draft.payload, personal: draft.personal,
  };
  return (filled(all) ?? {}) as Values;
}

export async function send(caseId: string, type: string, draft: Draft, who: SignedIn): Promise<Sent> {
  const outcome = await request<{ lastPosition: string; version: string }>(`/cases/${caseId}/events`, {
    method: "POST", body: proposal(type, draft, who), headers: { "Idempotency-Key": draft.appendKey, "If-Match": `"${draft.version}"` },
  });
  if (outcome.ok) return { state: "stored", position: outcome.answer.lastPosition, version: outcome.answer.version };
  const problem = outcome.problem;
  if (problem.status === 412) return { state: "conflict", currentVersion: problem.currentVersion ?? "" };
  if (problem.status === 409) return { state: "sentBefore" };
  return passes(problem) || problem.status === 401 ? { state: "unknown", problem } : { state: "refused", problem };
}

/** After a final answer the next attempt is another append. */
export function withFreshKey(draft: Draft): Draft {
  return { ...draft, appendKey: freshKey() };
}
