// Points of an agenda, agreements, open items: in the schema a list of codes in the clear and, apart from it and sealed, the
// words for each code. To the writer it is one list of sentences; the page names the points and keeps the two together.
import { spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { Field, type FormState, type Path } from "./fields";
import type { FieldSpec } from "./form_spec";
import { at, put } from "./values";

const words = spoken(
  { add: "Tilføj punkt", remove: "Fjern", point: (index: number) => `Punkt ${index}` },
  { add: "Add a point", remove: "Remove", point: (index: number) => `Point ${index}` },
);

/** The list of codes that a list of words belongs to. */
export const codesOfWords: Readonly<Record<string, string>> = { agendaTexts: "agenda", agreementTexts: "agreements", openItemTexts: "openItems" };

interface Props { path: Path; codes: FieldSpec; form: FormState; label: string }

export function CodedTexts({ path, codes, form, label }: Props) {
  const codesPath = form.payload(codes.name).path;
  const texts = form.value(path), points = form.value(codesPath);
  const rows = Array.isArray(texts) ? texts : [];
  const details = (codes.fields ?? []).filter((each) => each.name !== "item" && each.kind !== "code");

  /** A point keeps the name it has; a new one gets a number of its own. */
  function change(nextTexts: typeof rows, keep: (index: number) => boolean = () => true): void {
    const old = Array.isArray(points) ? points.filter((_, index) => keep(index)) : [];
    const named = nextTexts.map((row) => String(at(row, ["item"]) ?? ""));
    const names = named.map((name, index) => name || `p${index + 1}${named.includes(`p${index + 1}`) ? "b" : ""}`);
    form.setAll([
      [path, nextTexts.map((row, index) => ({ item: names[index]!, text: String(at(row, ["text"]) ?? "") }))],
      [codesPath, names.map((item, index) => codes.kind === "struct" ? put(old[index], ["item"], item) : item)],
    ]);
  }

  return (
    <fieldset class="struct">
      <legend class="form-label">{label}</legend>
      {rows.map((row, index) => (
        <div key={index} class="struct-row">
          <textarea class="form-input" rows={1} aria-label={`${label}, ${words().point(index + 1)}`} value={String(at(row, ["text"]) ?? "")}
                    onInput={(event) => change(rows.map((other, which) => which === index ? put(other, ["text"], event.currentTarget.value) : other))} />
          {details.map((each) => <Field key={each.name} spec={each} path={[...codesPath, index, each.name]} form={form} />)}
          <button type="button" class="link-button" onClick={() => change(rows.filter((_, which) => which !== index), (which) => which !== index)}>{words().remove}<span class="sr-only"> {words().point(index + 1)}</span></button>
        </div>
      ))}
      <button type="button" class="button button-secondary" onClick={() => change([...rows, { text: "" }])}><Icon name="plus" size={16} /> {words().add}</button>
    </fieldset>
  );
}
