// The two languages of the page. Each view keeps its texts beside it, Danish and English of one shape, so that a text
// that is missing in one of them does not compile:
//
//     const words = spoken({ title: "Tidslinje" }, { title: "Timeline" });   // words().title
//
// Texts with a number or a name in them are functions.
import { signal, effect } from "@preact/signals";

export type Language = "da" | "en";

const kept = "forloeb.language";

function chosenBefore(): Language {
  try {
    return localStorage.getItem(kept) === "en" ? "en" : "da";
  } catch {
    return "da";  // a browser that keeps nothing
  }
}

export const language = signal<Language>(chosenBefore());

effect(() => {
  document.documentElement.lang = language.value;
  try {
    localStorage.setItem(kept, language.value);
  } catch {
    // not kept: the next visit begins in Danish
  }
});

/** The texts in the language now shown; reading them in a component redraws it when the language changes. */
export function spoken<T>(da: T, en: NoInfer<T>): () => T {
  return () => (language.value === "en" ? en : da);
}

/** A label as the schemas carry it. */
export interface Label { da: string; en: string }

export function labelText(label: Label | undefined, otherwise = ""): string {
  return label?.[language.value] || label?.da || otherwise;
}

/** "1 møde", "2 møder". */
export function counted(count: number, one: string, more: string): string {
  return `${number(count)} ${count === 1 ? one : more}`;
}

const numbers = new Map<string, Intl.NumberFormat>();

export function number(value: number, decimals = 0): string {
  const key = locale() + decimals;
  let made = numbers.get(key);
  if (!made) numbers.set(key, made = new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  return made.format(value);
}

export function locale(): string {
  return language.value === "en" ? "en-GB" : "da-DK";
}
