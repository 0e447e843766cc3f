// Before and after, by those who answered both times: a row for each item, its change with a 95 % interval.
import { useState } from "preact/hooks";
import { pairsOf, type MeasureResult, type Pair, type Stratum } from "../../graphics/figures";
import { pairedChart } from "../../graphics/paired_chart";
import { plain } from "../../language/codes";
import { number, spoken } from "../../language/language";
import { Table, Twin, type Column } from "../../parts/twin";
import { said } from "../case_words";
import { countText, intervalText, pointText } from "./figure_words";

export interface Instrument { instrument: string; version: string; title: string; attribution: string;
                              items?: { item: string; wording: string; minimum: number; maximum: number }[] }

const words = spoken(
  { title: "Før og efter", lead: "Gennemsnit af dem, der svarede begge gange. Åben prik: før. Fyldt prik: efter. Til højre ændringen med 95 %-interval.",
    group: "Gruppe", item: "Udsagn", before: "Før", after: "Efter", change: "Ændring", interval: "95 %-interval", n: "n", p: "Wilcoxon, p", scale: "Svar på skalaen", hidden: "skjult: for få svar",
    none: "Der er ingen målinger både før og efter.", groups: { citizen: "Borgere", relative: "Pårørende", municipalCaseworker: "Sagsbehandlere i kommunen", regionalCaseworker: "Sagsbehandlere i regionen", leader: "Ledere" } as Record<string, string> },
  { title: "Before and after", lead: "Means of those who answered both times. Open dot: before. Full dot: after. To the right the change with its 95 % interval.",
    group: "Group", item: "Statement", before: "Before", after: "After", change: "Change", interval: "95 % interval", n: "n", p: "Wilcoxon, p", scale: "Answers on the scale", hidden: "hidden: too few answers",
    none: "Nothing has been measured both before and after.", groups: { citizen: "Citizens", relative: "Relatives", municipalCaseworker: "Municipal caseworkers", regionalCaseworker: "Regional caseworkers", leader: "Leaders" } as Record<string, string> },
);

/** "project/citizen/instrument@1" in words. */
function groupOf(stratum: Stratum): { text: string; instrument: string } {
  const [, group = "", instrument = ""] = stratum.value.split("/");
  return { text: words().groups[group] ?? said("participant", group), instrument };
}

const signed = (text: string, value: number) => value > 0 ? `+${text}` : text;

function cellsOf(pair: Pair, wording: string): string[] {
  const change = pair.change.state === "shown" ? signed(number(pair.change.value, 2), pair.change.value) : pointText(pair.change, "points");
  return [wording, pointText(pair.before, "points"), pointText(pair.after, "points"), change, intervalText(pair.change, "points"), countText(pair.change.n), pointText(pair.p, "p")];
}

function Drawn({ pairs, instrument, wording }: { pairs: Pair[]; instrument: Instrument | undefined; wording: (item: string) => string }) {
  const first = instrument?.items?.[0];
  const chart = pairedChart(pairs, first?.minimum ?? 1, first?.maximum ?? 5, 300);
  return (
    <div class="graphic-scroll" tabIndex={0} role="region" aria-label={words().title}>
      <svg class="paired" viewBox={`0 0 ${chart.width} ${chart.height}`} role="group" aria-label={words().title}>
        <g aria-hidden="true">
          {chart.scaleTicks.map((tick) => <g key={tick.value}><line class="figure-grid" x1={tick.x} x2={tick.x} y1={8} y2={chart.end} /><text class="axis-text" x={tick.x} y={chart.end + 15} text-anchor="middle">{tick.value}</text></g>)}
          {chart.changeTicks.map((tick) => <g key={tick.value}><line class={tick.value === 0 ? "paired-zero" : "figure-grid"} x1={tick.x} x2={tick.x} y1={8} y2={chart.end} /><text class="axis-text" x={tick.x} y={chart.end + 15} text-anchor="middle">{signed(number(tick.value, tick.value % 1 ? 1 : 0), tick.value)}</text></g>)}
        </g>
        {chart.rows.map((row) => {
          const text = wording(row.item);
          return (
            <g key={row.item} role="img" data-row={row.item} aria-label={cellsOf(row, text).join(" · ")}>
              <text class="paired-item" x={0} y={row.y + 4}>{text.length > 46 ? `${text.slice(0, 45)}…` : text}</text>
              {row.beforeX !== undefined && row.afterX !== undefined
                ? <><line class="paired-join" x1={row.beforeX} x2={row.afterX} y1={row.y} y2={row.y} /><circle class="paired-before" cx={row.beforeX} cy={row.y} r="6" /><circle class="paired-after" cx={row.afterX} cy={row.y} r="6" /></>
                : <text class="axis-text" x={chart.scaleLeft} y={row.y + 4}>{words().hidden}</text>}
              {row.changeX !== undefined && <>
                {row.lowX !== undefined && row.highX !== undefined && <path class="paired-interval" d={`M${row.lowX} ${row.y}H${row.highX}M${row.lowX} ${row.y - 5}v10M${row.highX} ${row.y - 5}v10`} />}
                <path class="paired-change" d={`M${row.changeX} ${row.y - 6}l6 6l-6 6l-6 -6Z`} /></>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

export function Paired({ result, instruments }: { result: MeasureResult | undefined; instruments: Instrument[] }) {
  const strata = (result?.strata ?? []).filter((stratum) => stratum.by === "group" && pairsOf(stratum).length > 0);
  const [at, choose] = useState(0);
  const stratum = strata[at] ?? strata[0];
  if (!stratum) return <section class="card"><h2>{words().title}</h2><p class="nothing">{words().none}</p></section>;
  const instrument = instruments.find((each) => `${each.instrument}@${each.version}` === groupOf(stratum).instrument);
  const wording = (item: string) => instrument?.items?.find((each) => each.item === item)?.wording ?? plain(item);
  const pairs = pairsOf(stratum);
  const titles = [words().item, words().before, words().after, words().change, words().interval, words().n, words().p];
  const columns = titles.map((title, index): Column<Pair> => ({ title, head: index === 0, numeric: index > 0, cell: (pair) => cellsOf(pair, wording(pair.item))[index] }));
  return (
    <section class="card">
      <h2>{words().title}</h2>
      <p class="small">{words().lead}</p>
      <Twin label={words().title}
        tools={<div class="choices" role="group" aria-label={words().group}>{strata.map((each, index) =>
          <button key={each.value} type="button" aria-pressed={each === stratum} onClick={() => choose(index)}>{groupOf(each).text}</button>)}</div>}
        graphic={() => <Drawn pairs={pairs} instrument={instrument} wording={wording} />}
        table={() => <Table caption={words().title} hideCaption rows={pairs} rowKey={(pair) => pair.item} columns={columns} />} />
      {instrument && <p class="small">{instrument.title}. {instrument.attribution}</p>}
    </section>
  );
}
