// All views, in the order of the navigation and the tabs. A new view is a folder here and a line below.
import type { View } from "../app/view";
import { auditView } from "./audit/audit";
import { caseAuditView } from "./audit/case_audit";
import { caseListView } from "./case_list/case_list";
import { dossierView } from "./dossier/dossier";
import { evaluationView } from "./evaluation/evaluation";
import { goalsView } from "./goals/goals";
import { informationView } from "./information/information";
import { mapView } from "./map/map";
import { meetingsView } from "./meetings/meetings";
import { operationsView } from "./operations/operations";
import { overviewView } from "./overview/overview";
import { promisesView } from "./promises/promises";
import { replayView } from "./replay/replay";
import { timelineView } from "./timeline/timeline";
import { writeFormView, writeView } from "./write/write";

export const views: readonly View[] = [
  caseListView,
  overviewView,
  timelineView,
  mapView,
  goalsView,
  promisesView,
  meetingsView,
  informationView,
  dossierView,
  replayView,
  caseAuditView,
  evaluationView,
  auditView,
  operationsView,
  writeView,
  writeFormView,
];
