// What went wrong, as the server names it or, where the connection is the trouble, as this client does.
import type { Problem } from "./generated/index.js";

// In the numbers' order of ErrorCode and Retry in protocol.capnp.
const codes = ["invalid", "notFound", "conflict", "refused", "overloaded", "unknown", "unavailable", "damaged", "unsupported",
    "storage", "storageFull", "cancelled"] as const;
const retries = ["no", "reload", "later", "sameId", "callHuman", "upgrade"] as const;

/** What happened. `other`: a code newer than this client; act on `retry`. */
export type ErrorCode = (typeof codes)[number] | "other";
/** What to do: correct it, read again and decide again, try later, send the same append again, call somebody, upgrade. */
export type RetryAdvice = (typeof retries)[number];

interface Said {
    code: ErrorCode;
    retry: RetryAdvice;
    message: string;
    field?: string;
    rule?: string;
    retryAfterMs?: number;
}

export class ForloebError extends Error {
    readonly code: ErrorCode;
    readonly retry: RetryAdvice;
    /** Path of the offending field ("payload.occurredAt"), or empty. */
    readonly field: string;
    /** The case rule or access rule that refused, or empty. */
    readonly rule: string;
    /** With `retry` later: how long to wait before the next try; 0 = not known. */
    readonly retryAfterMs: number;
    /** Of an append that failed: what to send it again with. */
    appendId = "";

    constructor(said: Said) {
        super(said.message);
        this.name = "ForloebError";
        this.code = said.code;
        this.retry = said.retry;
        this.field = said.field ?? "";
        this.rule = said.rule ?? "";
        this.retryAfterMs = said.retryAfterMs ?? 0;
    }
}

export function readProblem(problem: Problem): ForloebError {
    return new ForloebError({
        code: codes[problem.code] ?? "other",
        retry: retries[problem.retry] ?? "callHuman",
        message: problem.message,
        field: problem.field,
        rule: problem.rule,
        retryAfterMs: problem.retryAfterMs,
    });
}

export function unavailable(message: string): ForloebError {
    return new ForloebError({ code: "unavailable", retry: "later", message });
}

export function invalid(message: string, field: string): ForloebError {
    return new ForloebError({ code: "invalid", retry: "no", message, field });
}

/** A request whose answer will not come: an append may or may not be stored. */
export function lost(why: string, isAppend: boolean): ForloebError {
    if (!isAppend) return unavailable(`The connection to the server was lost (${why}).`);
    const message = `The connection was lost (${why}) before the answer came: the events may or may not be stored. Send the append again with the same append id.`;
    return new ForloebError({ code: "unknown", retry: "sameId", message });
}
