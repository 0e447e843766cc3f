// One input for every kind of field that a schema can have. A field knows its path in the form; its value lives in the form.
import { useId, useState } from "preact/hooks";
import { codesOf } from "../../language/codes";
import { inDenmark } from "../../language/dates";
import { labelText, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { CodedTexts, codesOfWords } from "./coded_texts";
import type { FieldSpec } from "./form_spec";
import type { Choice } from "./references";
import { asCode, type Value } from "./values";

const words = spoken(
  { none: "ikke valgt", add: "Tilføj", remove: "Fjern", date: "dato", time: "klokkeslæt", several: "Skil flere ad med komma", other: "noget andet", unknown: "ved ikke" },
  { none: "not chosen", add: "Add", remove: "Remove", date: "date", time: "time", several: "Separate several by commas", other: "something else", unknown: "do not know" },
);

export type Path = readonly (string | number)[];

export interface FormState {
  value: (path: Path) => Value | undefined;
  set: (path: Path, value: Value) => void;
  setAll: (changes: readonly (readonly [Path, Value])[]) => void;  // at once
  payload: (field: string) => { path: Path; spec: FieldSpec | undefined };
  error: (path: Path) => string | undefined;
  label: (field: string, otherwise: string) => string;
  choices: (field: string) => { choices: Choice[]; only: boolean } | undefined;
}

interface Props { spec: FieldSpec; path: Path; form: FormState }

export function Field({ spec, path, form }: Props) {
  const id = useId();
  const label = form.label(spec.name, capital(labelText(spec, spec.name)));
  if (spec.kind === "void" || spec.kind === "id") return null;
  const codes = codesOfWords[spec.name] ? form.payload(codesOfWords[spec.name]!).spec : undefined;
  if (codes) return <CodedTexts path={path} codes={codes} form={form} label={form.label(codes.name, capital(labelText(codes)))} />;
  if (spec.kind === "struct") return spec.list ? <StructList spec={spec} path={path} form={form} label={label} /> : <Struct spec={spec} path={path} form={form} label={label} />;
  const choices = form.choices(spec.name);
  if (spec.list && (spec.words || spec.vocabulary || choices?.only)) {
    return <Checks label={label} path={path} form={form} options={optionsOf(spec, choices?.choices)} />;
  }
  const error = form.error(path);
  const described = error ? `${id}-error` : undefined;
  return (
    <div class={error ? "form-group form-error" : "form-group"}>
      {spec.kind !== "boolean" && <label class="form-label" for={id}>{label}</label>}
      {spec.list && <span class="form-hint">{words().several}</span>}
      {error && <span class="form-error-message" id={`${id}-error`}>{error}</span>}
      <Input id={id} spec={spec} path={path} form={form} label={label} described={described} />
    </div>
  );
}

function Input({ id, spec, path, form, label, described }: Props & { id: string; label: string; described: string | undefined }) {
  const value = form.value(path);
  const text = typeof value === "string" ? value : "";
  const aria = { "aria-describedby": described, "aria-invalid": described ? true : undefined };
  const choices = form.choices(spec.name);
  const options = optionsOf(spec, choices?.choices);
  if (spec.list) return <CodeList id={id} value={value} set={(list) => form.set(path, list)} choices={choices?.choices} aria={aria} />;
  switch (spec.kind) {
    case "boolean":
      return <label class="check"><input id={id} type="checkbox" checked={value === true} onChange={(event) => form.set(path, event.currentTarget.checked)} /> {label}</label>;
    case "time": return <When id={id} value={text} set={(moment) => form.set(path, moment)} label={label} dayOnly={!withClock.has(spec.name)} aria={aria} />;
    case "integer": case "number":
      return <input class="form-input input-short" id={id} type="number" inputMode="numeric" value={text} onInput={(event) => form.set(path, event.currentTarget.value)} {...aria} />;
    default:
      if (spec.words && spec.words.length <= 4) return <Radios id={id} options={options} value={text} set={(word) => form.set(path, word)} label={label} />;
      if (options.length > 0 && (spec.words || spec.vocabulary || choices?.only)) {
        return (
          <select class="form-select" id={id} value={text} onChange={(event) => form.set(path, event.currentTarget.value)} {...aria}>
            <option value="">{words().none}</option>
            {options.map((each) => <option key={each.value} value={each.value}>{each.text}</option>)}
            {text && !options.some((each) => each.value === text) && <option value={text}>{text}</option>}
          </select>
        );
      }
      if (spec.class) return <textarea class="form-input" id={id} rows={spec.class === "identity" ? 1 : 3} value={text} onInput={(event) => form.set(path, event.currentTarget.value)} {...aria} />;
      return (
        <>
          <input class="form-input" id={id} value={text} list={choices ? `${id}-list` : undefined} autoComplete="off" onInput={(event) => form.set(path, event.currentTarget.value)}
                 onBlur={(event) => { if (spec.kind === "code") form.set(path, asCode(event.currentTarget.value)); }} {...aria} />
          {choices && <datalist id={`${id}-list`}>{choices.choices.map((each) => <option key={each.value} value={each.value}>{each.text}</option>)}</datalist>}
        </>
      );
  }
}

function optionsOf(spec: FieldSpec, choices: readonly Choice[] | undefined): Choice[] {
  if (choices) return [...choices];
  if (spec.words) return spec.words.filter((each) => each.word !== "unknown").map((each) => ({ value: each.word, text: labelText(each, each.word) }));
  return spec.vocabulary ? codesOf(spec.vocabulary).map((each) => ({ value: each.code, text: each.text })) : [];
}

/** A few closed choices stand side by side; not to choose is a choice as well. */
function Radios({ id, options, value, set, label }: { id: string; options: Choice[]; value: string; set: (word: string) => void; label: string }) {
  return (
    <div class="choices" role="radiogroup" aria-label={label} id={id}>
      {[...options, { value: "", text: words().unknown }].map((each) => (
        <label key={each.value} class="choice"><input type="radio" name={id} checked={value === each.value} onChange={() => set(each.value)} /><span>{each.text}</span></label>
      ))}
    </div>
  );
}

function Checks({ label, path, form, options }: { label: string; path: Path; form: FormState; options: Choice[] }) {
  const value = form.value(path);
  const chosen = Array.isArray(value) ? value : [];
  if (options.length === 0) return null;
  return (
    <fieldset class="form-group">
      <legend class="form-label">{label}</legend>
      {options.map((each) => (
        <label key={each.value} class="check">
          <input type="checkbox" checked={chosen.includes(each.value)}
                 onChange={(event) => form.set(path, event.currentTarget.checked ? [...chosen, each.value] : chosen.filter((other) => other !== each.value))} /> {each.text}
        </label>
      ))}
    </fieldset>
  );
}

/** Several codes in one input; what is typed stays as it is typed until the input is left. */
function CodeList({ id, value, set, choices, aria }: { id: string; value: Value | undefined; set: (list: string[]) => void; choices: readonly Choice[] | undefined; aria: object }) {
  const [typed, type] = useState(Array.isArray(value) ? value.join(", ") : "");
  return (
    <>
      <input class="form-input" id={id} value={typed} list={choices ? `${id}-list` : undefined} autoComplete="off" {...aria} onInput={(event) => {
        type(event.currentTarget.value);
        set(event.currentTarget.value.split(",").map(asCode).filter(Boolean));
      }} />
      {choices && <datalist id={`${id}-list`}>{choices.map((each) => <option key={each.value} value={each.value}>{each.text}</option>)}</datalist>}
    </>
  );
}

const withClock = new Set(["planned", "nextMeeting"]);  // of the others the day is all that anybody writes

/** A date, and a time of day if it is known. */
export function When({ id, value, set, label, dayOnly, aria }:
    { id: string; value: string; set: (moment: string) => void; label: string; dayOnly?: boolean; aria?: object }) {
  const date = value.slice(0, 10), time = value.slice(11, 16);
  const moment = (nextDate: string, nextTime: string) => !nextDate ? "" : nextTime ? inDenmark(nextDate, nextTime) : nextDate;
  return (
    <div class="when">
      <input class="form-input" id={id} type="date" value={date} onInput={(event) => set(moment(event.currentTarget.value, time))} {...aria} />
      {!dayOnly && <input class="form-input" type="time" aria-label={`${label}: ${words().time}`} value={time} onInput={(event) => set(moment(date, event.currentTarget.value))} />}
    </div>
  );
}

function Struct({ spec, path, form, label }: Props & { label: string }) {
  return (
    <fieldset class="struct">
      <legend class="form-label">{label}</legend>
      {(spec.fields ?? []).map((each) => <Field key={each.name} spec={each} path={[...path, each.name]} form={form} />)}
    </fieldset>
  );
}

function StructList({ spec, path, form, label }: Props & { label: string }) {
  const value = form.value(path);
  const rows = Array.isArray(value) ? value : [];
  return (
    <fieldset class="struct">
      <legend class="form-label">{label}</legend>
      {rows.map((_, index) => (
        <div key={index} class="struct-row">
          {(spec.fields ?? []).map((each) => <Field key={each.name} spec={each} path={[...path, index, each.name]} form={form} />)}
          <button type="button" class="link-button" onClick={() => form.set(path, rows.filter((_, other) => other !== index))}>{words().remove}<span class="sr-only"> {label} {index + 1}</span></button>
        </div>
      ))}
      <button type="button" class="button button-secondary" onClick={() => form.set(path, [...rows, {}])}><Icon name="plus" size={16} /> {words().add}<span class="sr-only"> {label}</span></button>
    </fieldset>
  );
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

