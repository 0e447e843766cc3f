// What goes wrong, as the server says it (RFC 9457) or as the page meets it on the way there.

export interface Problem {
  status: number;      // 0 = the server was not reached
  code: string;
  title: string;
  detail: string;
  field?: string;
  rule?: string;
  retry?: string;
  currentVersion?: string;
  retryAfterSeconds?: number;
}

export const unreachable: Problem = { status: 0, code: "unreachable", title: "", detail: "" };

/** May the same request succeed in a moment, unchanged? */
export function passes(problem: Problem): boolean {
  return problem.status === 0 || problem.status === 429 || problem.status === 503;
}

export async function problemOf(response: Response): Promise<Problem> {
  const after = Number(response.headers.get("Retry-After"));
  const fallback = { status: response.status, code: String(response.status), title: response.statusText, detail: "" };
  const said = await response.json().catch(() => ({})) as Partial<Problem>;
  return { ...fallback, ...said, status: response.status, ...(after > 0 ? { retryAfterSeconds: after } : {}) };
}
