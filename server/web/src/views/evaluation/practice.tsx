// The practice, quarter by quarter: one small chart for each measure, all of one size, and the reader picks which of its
// figures is drawn. As a table all of them at once.
import { useState } from "preact/hooks";
import { seriesOf, type MeasureResult, type Point, type Series } from "../../graphics/figures";
import { labelText, spoken } from "../../language/language";
import { Table, Twin, type Column } from "../../parts/twin";
import { Chart, rowOf } from "./chart";
import { countText, pointText } from "./figure_words";

const words = spoken(
  { title: "Praksis, kvartal for kvartal", measure: "Måltal", figure: "Tal", quarter: "Kvartal", value: "Værdi", interval: "95 %-interval", n: "n", missing: "Mangler",
    whole: "Hele perioden", how: "Sådan regnes det", pick: (title: string) => `Hvilket tal fra ${title}`, repeat: "Gentag tallet" },
  { title: "Practice, quarter by quarter", measure: "Measure", figure: "Figure", quarter: "Quarter", value: "Value", interval: "95 % interval", n: "n", missing: "Missing",
    whole: "The whole period", how: "How it is counted", pick: (title: string) => `Which figure of ${title}`, repeat: "Repeat the figure" },
);

/** "2024-K3" is "K3", and the first of a year tells the year. */
const quarter = (period: string): string => period.endsWith("1") ? `’${period.slice(2, 4)}` : period.slice(5);

interface Row { measure: string; title: string; series: Series; point: Point }

/** What a measure is best known by: its first share or duration, else its first figure. */
const firstOf = (all: Series[]): Series | undefined => all.find((series) => series.unit === "share" || series.unit === "days") ?? all[0];

function Card({ result, chosen, all, choose }: { result: MeasureResult; chosen: Series; all: Series[]; choose: (code: string) => void }) {
  const title = labelText(result.title);
  const whole = result.strata[0]?.figures.find((figure) => figure.code === chosen.code);
  return (
    <article class="card measure">
      <h3><span class="measure-id">{result.receipt.measure}</span> {title}</h3>
      <select class="form-select measure-pick" aria-label={words().pick(title)} value={chosen.code} onChange={(event) => choose(event.currentTarget.value)}>
        {all.map((series) => <option key={series.code} value={series.code}>{labelText(series.label)}</option>)}
      </select>
      <Chart name={`${result.receipt.measure}/${chosen.code}`} label={`${title}: ${labelText(chosen.label)}`} points={chosen.points} unit={chosen.unit} periods={quarter} />
      {whole && <p class="measure-whole">{words().whole}: <strong>{pointText({ ...whole, period: "", interval: false }, chosen.unit)}</strong>
        {" "}· n {countText(whole.n)} · {words().missing.toLowerCase()} {countText(whole.missing)}</p>}
      <details>
        <summary>{words().how}</summary>
        <p>{labelText(result.definition)}</p>
        {result.notes.map((note, index) => <p key={index}>{labelText(note)}</p>)}
        <p class="measure-command">{words().repeat}: <code>{result.receipt.command}</code></p>
      </details>
    </article>
  );
}

export function Practice({ results }: { results: MeasureResult[] }) {
  const [chosen, choose] = useState<Record<string, string>>({});
  const drawn = results.flatMap((result) => {
    const all = seriesOf(result).filter((series) => series.points.length > 0);
    const picked = all.find((series) => series.code === chosen[result.receipt.measure]) ?? firstOf(all);
    return picked ? [{ result, all, picked }] : [];
  });
  const rows = drawn.flatMap(({ result, picked }) => picked.points.map((point): Row =>
    ({ measure: result.receipt.measure, title: labelText(result.title), series: picked, point })));
  const cells = [words().quarter, words().value, words().interval, words().n, words().missing];
  const columns: Column<Row>[] = [
    { title: words().measure, head: true, cell: (row) => `${row.measure} ${row.title}` },
    { title: words().figure, cell: (row) => labelText(row.series.label) },
    ...cells.map((title, index): Column<Row> => ({ title, numeric: index > 0, cell: (row) => rowOf(row.point, row.series.unit)[index] })),
  ];
  return (
    <section class="stack-group">
      <h2>{words().title}</h2>
      <Twin label={words().title}
        graphic={() => <div class="measures">{drawn.map(({ result, all, picked }) => <Card key={result.receipt.measure} result={result} all={all} chosen={picked}
          choose={(code) => choose((before) => ({ ...before, [result.receipt.measure]: code }))} />)}</div>}
        table={() => <div class="card"><Table caption={words().title} hideCaption rows={rows} rowKey={(row) => `${row.measure}/${row.point.period}`} columns={columns} /></div>} />
    </section>
  );
}
