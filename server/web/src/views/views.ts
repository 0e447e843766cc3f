// All views, in the order of the navigation and the tabs. A new view is a folder here and a line below.
import type { View } from "../app/view";
import { caseListView } from "./case_list/case_list";
import { dossierView } from "./dossier/dossier";
import { goalsView } from "./goals/goals";
import { informationView } from "./information/information";
import { mapView } from "./map/map";
import { meetingsView } from "./meetings/meetings";
import { overviewView } from "./overview/overview";
import { promisesView } from "./promises/promises";

export const views: readonly View[] = [
  caseListView,
  overviewView,
  mapView,
  goalsView,
  promisesView,
  meetingsView,
  informationView,
  dossierView,
];
