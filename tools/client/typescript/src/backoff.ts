// How long to wait before the next try: a random time below a bound that doubles, so that many clients of one server that
// comes back do not come all at once.
const firstMs = 100;
const mostMs = 5000;

/** Waits before try `attempt` + 1; at least what the server asked for. Rejects when `signal` is aborted. */
export function pause(attempt: number, atLeastMs = 0, signal?: AbortSignal): Promise<void> {
    const bound = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 16));
    return new Promise((done, aborted) => {
        const abort = () => (clearTimeout(timer), aborted(signal!.reason as Error));
        const timer = setTimeout(() => (signal?.removeEventListener("abort", abort), done()), atLeastMs + Math.random() * bound);
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
    });
}
