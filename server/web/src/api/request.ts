// Requests to the server that served this page, and to no other. The session is a cookie that script cannot read; what
// proves that a change comes from this page is the token of GET /session, sent back as a header.
import { signal } from "@preact/signals";
import { language } from "../language/language";
import { problemOf, unreachable, type Problem } from "./problem";

export const api = "/api/v1";

export type Outcome<T> =
  | { ok: true; answer: T; version?: string }   // version: of the case, from ETag
  | { ok: false; problem: Problem };

/** Set by the session: sent with everything that changes something. */
export const csrf = { token: "" };

/** Counts answers "not signed in": the session looks again at each. */
export const refusedAtTheDoor = signal(0);

interface Options {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export async function request<T>(path: string, options: Options = {}): Promise<Outcome<T>> {
  const method = options.method ?? "GET";
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": language.peek(), ...options.headers };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && csrf.token) headers["X-CSRF-Token"] = csrf.token;
  let response: Response;
  try {
    response = await fetch(api + path, {
      method, headers, credentials: "same-origin", cache: "no-store",
      ...(options.body !== undefined ? { body: JSON.stringify(options.body) } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch {
    return { ok: false, problem: unreachable };
  }
  if (!response.ok) {
    if (response.status === 401) refusedAtTheDoor.value++;
    return { ok: false, problem: await problemOf(response) };
  }
  const version = /^"(\d+)"$/.exec(response.headers.get("ETag") ?? "")?.[1];
  try {
    const answer = (response.status === 204 ? undefined : await response.json()) as T;
    return { ok: true, answer, ...(version ? { version } : {}) };
  } catch {
    return { ok: false, problem: unreachable };  // cut off on the way
  }
}

/** "/cases?unit=X&limit=50": leaves out what is empty. */
export function withQuery(path: string, query: Record<string, string | number | boolean | undefined | string[]>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== "" && each !== false) parameters.append(name, String(each));
    }
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
