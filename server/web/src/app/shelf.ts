// What the browser keeps for whoever is signed in, under their pseudonym: how far they had seen, how they like their list.
// Never anything a case says. A browser that keeps nothing loses it, and nothing else.
import { session } from "./session";

const place = (name: string) => `forloeb.${name}.${session.value.state === "in" ? session.value.who.actor : ""}`;

export function kept<T>(name: string, otherwise: T): T {
  try {
    return JSON.parse(localStorage.getItem(place(name)) ?? "null") as T | null ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(place(name), JSON.stringify(value));
  } catch {
    // not kept
  }
}
