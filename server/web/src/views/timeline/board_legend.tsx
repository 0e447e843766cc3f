// How the board is read: what a line, a number, a dashed ring, a dot and a hatched stretch stand for.
import { spoken } from "../../language/language";

const words = spoken(
  {
    line: "varer ved; stiplet: stadig i gang", many: "flere hændelser tæt på hinanden", late: "skrevet sent, og hvornår det blev skrevet",
    odd: "sen, rettet, trukket tilbage eller usikker", quiet: "over 30 dage uden kontakt",
  },
  {
    line: "lasts; dashed: still under way", many: "several events close together", late: "written late, and when it was written",
    odd: "late, corrected, taken back or uncertain", quiet: "more than 30 days without contact",
  },
);

export function BoardLegend() {
  return <ul class="board-legend small">{Object.entries(words()).map(([sign, text]) => <li key={sign} class={`legend-${sign}`}>{text}</li>)}</ul>;
}
