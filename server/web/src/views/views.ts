// All views, in the order of the navigation and the tabs. A new view is a folder here and a line below.
import type { View } from "../app/view";
import { caseListView } from "./case_list/case_list";
import { overviewView } from "./overview/overview";

export const views: readonly View[] = [
  caseListView,
  overviewView,
];
