// What a field may point at in this case: its goals, planned meetings, promises, proposed handovers, parties. Offered as a
// choice, so that nobody has to know what a meeting is called in the log.
import type { CaseOverview } from "../../api/answers";
import { code, codesOf, plain } from "../../language/codes";
import { day } from "../../language/dates";

export interface Choice { value: string; text: string }

export interface Party { party: string; kind: string; name?: { text?: string }; organisation?: string; unit?: string }
export interface PartnerMap { internal: Party[]; external: Party[]; privateNetwork: Party[]; unknownSide: Party[] }

export interface InformationLedger { information: { holdings: { topic: string }[]; consents: { reference: string; scope: string[] }[] } }

/** What of the case has been asked for, beside the overview. */
export interface Known { partners: PartnerMap | undefined; ledger: InformationLedger | undefined }

const partyFields = new Set(["with", "to", "from", "party", "fromParty", "toParty", "persons"]);

/** Whether these are all one may choose among (`only`), or only suggestions. */
export function choicesFor(type: string, field: string, of: CaseOverview, { partners, ledger }: Known): { choices: Choice[]; only: boolean } | undefined {
  const goals = () => of.goals.filter((goal) => goal.status !== "closed").map((goal) => ({ value: goal.goal, text: goal.text.text || code("ffb_theme", goal.theme) }));
  if (field === "goals" || (field === "goal" && type.startsWith("goal."))) return { choices: goals(), only: true };
  if (field === "meeting" && type !== "meeting.convened" && of.nextMeeting?.reference) {
    return { choices: [{ value: of.nextMeeting.reference, text: `${code("meeting_kind", of.nextMeeting.kind)} ${day(of.nextMeeting.planned)}` }], only: false };
  }
  if (field === "commitment" && type !== "commitment.made") {
    return { choices: of.openCommitments.map((each) => ({ value: each.reference, text: each.what.text || code("promise_kind", each.kind) })), only: true };
  }
  if (field === "handover" && type !== "handover.proposed") {
    return { choices: of.handovers.map((each) => ({ value: each.handover, text: `${plain(each.from)} → ${plain(each.to)}` })), only: true };
  }
  if (field === "topic" && ledger) {  // topics by which the municipality holds something stand beside the list's own
    const listed = codesOf("information_topic").map((each) => ({ value: each.code, text: each.text }));
    const held = [...new Set(ledger.information.holdings.map((each) => each.topic))].filter((topic) => !listed.some((each) => each.value === topic));
    return { choices: [...held.map((topic) => ({ value: topic, text: plain(topic) })), ...listed], only: true };
  }
  if (field === "consent" && ledger && type !== "consent.given") {
    return { choices: ledger.information.consents.map((each) => ({ value: each.reference, text: each.scope.map(plain).join(", ") })), only: true };
  }
  if (partyFields.has(field) && partners) {
    const all = [...partners.privateNetwork, ...partners.internal, ...partners.external, ...partners.unknownSide];
    return { choices: all.map((each) => ({ value: each.party, text: [each.name?.text || plain(each.party), code("partner_kind", each.kind)].filter(Boolean).join(", ") })), only: false };
  }
  return undefined;
}
