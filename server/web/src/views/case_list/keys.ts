// Arrow keys from one link of a list to the next, where a list is long and is worked through by keyboard. Tab still goes
// through everything.

export function arrowsBetween(selector: string): (event: KeyboardEvent) => void {
  return (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const list = event.currentTarget;
    if (step === 0 || !(list instanceof HTMLElement) || !(event.target instanceof HTMLAnchorElement)) return;
    const links = [...list.querySelectorAll<HTMLAnchorElement>(selector)];
    const next = links[links.indexOf(event.target) + step];
    if (!next) return;
    next.focus();
    event.preventDefault();
  };
}
