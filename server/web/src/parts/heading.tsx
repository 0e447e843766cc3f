// The heading of a view. After a move of the reader's it takes the focus, so that a screen reader says where one has come
// to and the keyboard goes on from there; not when the page is opened, and not when a filter changes.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { moves } from "../app/router";

export function Heading({ children, sub }: { children: ComponentChildren; sub?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const move = moves.value;
  useEffect(() => {
    if (move > 0) heading.current?.focus();
  }, [move]);
  return (
    <div class="view-heading">
      <h1 tabIndex={-1} ref={heading}>{children}</h1>
      {sub && <div class="view-sub">{sub}</div>}
    </div>
  );
}
