// Curves over time: the effort from the coordinator's assignment on, and the running monitoring month by month.
import { curveOf, type MeasureResult, type Point } from "../../graphics/figures";
import { plain } from "../../language/codes";
import { labelText, spoken } from "../../language/language";
import { Table, Twin, type Column } from "../../parts/twin";
import { Chart, rowOf } from "./chart";

const words = spoken(
  { effort: "Tidsforbruget, måned for måned efter udpegningen", effortLead: "Minutter pr. sag i gennemsnit. Kurven standser, hvor færre end fem sager er tilbage.",
    month: "Måned", value: "Værdi", interval: "95 %-interval", n: "n", missing: "Mangler", monitoring: "Løbende monitorering", item: "Udsagn", reported: "indberettet" },
  { effort: "The effort, month by month after the assignment", effortLead: "Minutes per case, on average. The curve stops where fewer than five cases are left.",
    month: "Month", value: "Value", interval: "95 % interval", n: "n", missing: "Missing", monitoring: "Running monitoring", item: "Statement", reported: "reported" },
);

const titles = () => [words().month, words().value, words().interval, words().n, words().missing];

export function Effort({ result }: { result: MeasureResult | undefined }) {
  const points = curveOf(result?.strata[0]?.figures ?? []);
  if (points.length === 0) return null;
  const columns = titles().map((title, index): Column<Point> => ({ title, head: index === 0, numeric: true, cell: (point) => rowOf(point, "minutes")[index] }));
  return (
    <section class="card">
      <h2>{words().effort}</h2>
      <p class="small">{words().effortLead}</p>
      <Twin label={words().effort}
        graphic={() => <div class="graphic-scroll" tabIndex={0} role="region" aria-label={words().effort}><Chart name="effort" label={labelText(result?.title)} points={points} unit="minutes" width={860} height={200} /></div>}
        table={() => <Table caption={words().effort} hideCaption rows={points} rowKey={(point) => point.period} columns={columns} />} />
    </section>
  );
}

interface Monitored { item: string; unit: string; points: Point[] }

/** "2023-01.overblik" is the item "overblik" in the month "2023-01". */
function monitoredOf(result: MeasureResult | undefined): Monitored[] {
  const items = new Map<string, Monitored>();
  for (const figure of result?.strata.find((stratum) => stratum.by === "group")?.figures ?? []) {
    const [, period, item] = /^(\d{4}-\d{2})\.(.+)$/.exec(figure.code) ?? [];
    if (!period || !item || (figure.unit !== "points" && item !== "reported")) continue;
    const of = items.get(item) ?? { item, unit: figure.unit, points: [] };
    of.points.push({ period, state: figure.state, value: figure.value, low: figure.low, high: figure.high, interval: Boolean(figure.intervalMethod), n: figure.n, missing: figure.missing });
    items.set(item, of);
  }
  return [...items.values()];
}

export function Monitoring({ result }: { result: MeasureResult | undefined }) {
  const monitored = monitoredOf(result);
  if (monitored.length === 0) return null;
  const name = (of: Monitored) => of.item === "reported" ? words().reported : plain(of.item);
  const rows = monitored.flatMap((of) => of.points.map((point) => ({ of, point })));
  const columns: Column<{ of: Monitored; point: Point }>[] = [
    { title: words().item, head: true, cell: (row) => name(row.of) },
    ...titles().map((title, index) => ({ title, numeric: index > 0, cell: (row: { of: Monitored; point: Point }) => rowOf(row.point, row.of.unit)[index] })),
  ];
  return (
    <section class="card">
      <h2>{words().monitoring}</h2>
      <Twin label={words().monitoring}
        graphic={() => <div class="measures">{monitored.map((of) => (
          <figure key={of.item} class="monitored"><figcaption>{name(of)}</figcaption><Chart name={of.item} label={name(of)} points={of.points} unit={of.unit} periods={(period) => period.slice(2)} /></figure>))}</div>}
        table={() => <Table caption={words().monitoring} hideCaption rows={rows} rowKey={(row) => `${row.of.item}/${row.point.period}`} columns={columns} />} />
    </section>
  );
}
