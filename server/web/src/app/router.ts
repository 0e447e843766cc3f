// Where the reader is: the part of the address after "#", "/cases/01990.../timeline?view=full". The server never sees it,
// so it needs no routing of its own, and no identifier reaches an access log by it.
import { signal } from "@preact/signals";

export interface Place {
  path: string;
  query: URLSearchParams;
}

function read(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#/, "").split("?", 2);
  return { path: path || "/", query: new URLSearchParams(query) };
}

export const place = signal<Place>(read());

/** Moves of the reader's own, which take the focus to the new view's heading; filters and sliders do not. */
export const moves = signal(0);

addEventListener("hashchange", () => {
  const before = place.value.path;
  place.value = read();
  if (place.value.path !== before) moves.value++;
});

export function href(path: string, query: Record<string, string | undefined> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  const text = parameters.toString();
  return `#${path}${text ? `?${text}` : ""}`;
}

export function go(path: string, query: Record<string, string | undefined> = {}): void {
  location.hash = href(path, query);
}

/** Changes the query of this place without a step in the browser's history: a filter, a slider. */
export function adjust(query: Record<string, string | undefined>): void {
  const parameters = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(query)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  history.replaceState(null, "", `#${place.value.path}${text ? `?${text}` : ""}`);
  place.value = { ...place.value, query: parameters };
}

/** The parts of a path by a pattern like "/cases/:case/timeline"; nothing if it is another path. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/"), given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const here = given[index] ?? "";
    if (part.startsWith(":")) {
      if (!here) return undefined;
      parts[part.slice(1)] = decodeURIComponent(here);
    } else if (part !== here) {
      return undefined;
    }
  }
  return parts;
}
