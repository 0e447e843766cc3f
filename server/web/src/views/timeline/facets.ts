// The facets of a case's history: the rows of the timeline. Person first, as everywhere: contact with the citizen on top,
// what the municipality keeps for itself at the bottom. An event type belongs to one facet, by the first word of its name. Pure.
import type { IconName } from "../../parts/icon";

export interface Facet { key: FacetKey; icon: IconName; kinds: readonly string[] }

export type FacetKey = "contact" | "meeting" | "goal" | "decision" | "promise" | "partner" | "information" | "case" | "evaluation";

export const facets: readonly Facet[] = [
  { key: "contact", icon: "contact", kinds: ["contact", "citizen", "guidance", "communication", "feedback"] },
  { key: "meeting", icon: "meeting", kinds: ["meeting"] },
  { key: "goal", icon: "goal", kinds: ["goal", "plan", "assessment"] },
  { key: "decision", icon: "decision", kinds: ["application", "decision", "appeal", "offer", "service"] },
  { key: "promise", icon: "promise", kinds: ["commitment", "deadline"] },
  { key: "partner", icon: "network", kinds: ["coordinator", "partner", "network", "team", "substitute", "representative", "disagreement", "uncertainty"] },
  { key: "information", icon: "document", kinds: ["information", "consent", "knowledge", "document", "note"] },
  { key: "case", icon: "transition", kinds: ["case", "phase", "intake", "transition", "handover", "complexity", "external"] },
  { key: "evaluation", icon: "survey", kinds: ["survey", "monitoring", "lesson", "practice", "tool", "advice", "time", "onboarding"] },
];

const byKind = new Map(facets.flatMap((facet) => facet.kinds.map((kind): [string, Facet] => [kind, facet])));

export function kindOf(type: string): string {
  return type.slice(0, type.indexOf("."));
}

/** Types of kinds nobody has placed go with the case itself: nothing is left out. */
export function facetOf(type: string): Facet {
  return byKind.get(kindOf(type)) ?? facets[7]!;
}
