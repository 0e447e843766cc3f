// What the rows of the timeline are called.
import { spoken } from "../../language/language";
import type { FacetKey } from "./facets";

export const facetNames = spoken<Record<FacetKey, string>>(
  {
    contact: "Borgeren", meeting: "Møder", goal: "Mål og plan", decision: "Afgørelser og indsatser", promise: "Løfter og frister",
    partner: "Koordinator og netværk", information: "Oplysninger", case: "Sagen", evaluation: "Evaluering og erfaring",
  },
  {
    contact: "The citizen", meeting: "Meetings", goal: "Goals and plan", decision: "Decisions and services", promise: "Promises and deadlines",
    partner: "Coordinator and network", information: "Information", case: "The case", evaluation: "Evaluation and learning",
  },
);
