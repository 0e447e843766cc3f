// A graphic and its table twin: the same rows twice, and the reader chooses. The table is what the graphic is made from, so
// the two cannot differ. On paper both are printed.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { spoken } from "../language/language";
import { Icon } from "./icon";

const words = spoken({ table: "Vis som tabel", graphic: "Vis som tegning" }, { table: "Show as a table", graphic: "Show as a drawing" });

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean;
  head?: boolean;  // names the row
}

export function Table<Row>({ caption, columns, rows, rowKey, hideCaption }: {
  caption: string; columns: Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row, index: number) => string | number;
  hideCaption?: boolean;
}) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="table">
        <caption class={hideCaption ? "sr-only" : ""}>{caption}</caption>
        <thead><tr>{columns.map((column) => <th key={column.title} scope="col" class={column.numeric ? "numeric" : ""}>{column.title}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map((column) => column.head
                ? <th key={column.title} scope="row">{column.cell(row)}</th>
                : <td key={column.title} class={column.numeric ? "numeric" : ""}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `table` is drawn only when it is asked for, or printed small: give functions. */
export function Twin({ graphic, table, label, tools }:
    { graphic: () => ComponentChildren; table: () => ComponentChildren; label: string; tools?: ComponentChildren }) {
  const [asTable, choose] = useState(false);
  const id = useId();
  return (
    <section class="twin" aria-label={label}>
      <div class="twin-tools">
        {tools}
        <button type="button" class="button button-tertiary twin-switch" aria-controls={id} onClick={() => choose(!asTable)}>
          <Icon name={asTable ? "network" : "table"} /> {asTable ? words().graphic : words().table}
        </button>
      </div>
      <div id={id} class={asTable ? "twin-table" : "twin-graphic"}>{asTable ? table() : graphic()}</div>
    </section>
  );
}
