// The page's few icons, drawn here on a 24 by 24 grid with one stroke width, so that none comes from elsewhere and all are
// of one hand. An icon is never alone in saying something: text stands beside it, or `label` gives it a name.

const drawings = {
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
  speech: "M4 5h16v11H9l-5 4V5Z",
  goal: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-4.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm0-4.5h.01",
  promise: "M4 13l4 4L20 6",
  deadline: "M6 3v18M6 4h12l-3 4 3 4H6",
  meeting: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm8 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 20c0-3.5 2.6-5.5 6-5.5s6 2 6 5.5m0-5c.6-.3 1.3-.5 2-.5 3.4 0 6 2 6 5.5",
  contact: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4c0 1-1 2-2 2C10 21 3 14 3 6c0-1 1-2 2-2Z",
  decision: "M5 21h14M12 3v14M6 7h12M6 7l-3 7h6L6 7Zm12 0l-3 7h6l-3-7Z",
  document: "M6 3h8l4 4v14H6V3Zm8 0v5h4M9 13h6M9 17h6",
  information: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v6m0-9.5h.01",
  network: "M12 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM5 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm14 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM11 9l-5 6.5M13 9l5 6.5",
  transition: "M3 12h17m-6-6 6 6-6 6",
  survey: "M5 3h14v18H5V3Zm4 5h6M9 12h6M9 16h3",
  warning: "M12 3 2 20h20L12 3Zm0 7v5m0 2.5h.01",
  late: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l4 2",
  corrected: "M4 20h4L20 8l-4-4L4 16v4Zm10-14 4 4",
  lock: "M6 11h12v10H6V11Zm2 0V8a4 4 0 0 1 8 0v3",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L21 21",
  plus: "M12 5v14M5 12h14",
  pause: "M8 5v14M16 5v14",
  play: "M7 4l13 8-13 8V4Z",
  print: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7v-7Z",
  close: "M5 5l14 14M19 5L5 19",
  next: "M9 5l7 7-7 7",
  table: "M3 5h18v14H3V5Zm0 5h18M3 14.5h18M9 5v14",
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, label, size = 20 }: { name: IconName; label?: string; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
         stroke-linecap="round" stroke-linejoin="round" focusable="false"
         {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}>
      <path d={drawings[name]} />
    </svg>
  );
}

/** The same drawing inside another SVG. */
export function IconMark({ name, x, y, size }: { name: IconName; x: number; y: number; size: number }) {
  return <path class="icon-mark" d={drawings[name]} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${size / 24})`} />;
}
