// What a view is to the frame. A view is a folder in src/views with its drawing, its texts and its styles; it is entered in
// src/views/views.ts and nowhere else.
import type { ComponentChildren } from "preact";
import type { Place } from "./router";

export interface Shown {
  parts: Record<string, string>;  // of the path: { case: "01990..." }
  place: Place;
}

export interface View {
  path: string;                    // "/cases/:case/timeline"
  title: () => string;             // of the browser tab, the navigation and the heading
  show: (shown: Shown) => ComponentChildren;
  within?: "case" | "work";        // a tab of a case, or a place in the main navigation; neither: reached by links only
  wide?: boolean;                  // uses the whole width (graphics)
}
