// One short message about what has just been done, shown and read aloud once, wherever one is then.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../parts/icon";

const told = signal("");
const shownMs = 10_000;

export function tell(message: string): void {
  told.value = message;
}

/** Stands in the frame always, so that a screen reader is listening before there is anything to say. */
export function Told() {
  const message = told.value;
  useEffect(() => {
    if (!message) return;
    const over = setTimeout(() => { told.value = ""; }, shownMs);
    return () => clearTimeout(over);
  }, [message]);
  return <div class="told no-print" role="status">{message && <p><Icon name="promise" size={18} /> {message}</p>}</div>;
}
