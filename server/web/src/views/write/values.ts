// What has been filled in: plain objects, lists and texts in the shape the server wants them. Never changed in place. Pure.

export type Value = string | boolean | Value[] | { [name: string]: Value };
export type Values = { [name: string]: Value };

export function at(values: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  let here: Value | undefined = values;
  for (const step of path) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (typeof here === "object") here = here[step];
    else return undefined;
  }
  return here;
}

export function put(values: Value | undefined, path: readonly (string | number)[], value: Value): Value {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(values) ? [...values] : [];
    list[step] = put(list[step], rest, value);
    return list;
  }
  const object = typeof values === "object" && !Array.isArray(values) ? values : {};
  return { ...object, [step]: put(object[step], rest, value) };
}

/** Without what is empty: an empty field says nothing, and nothing is what is then sent. */
export function filled(value: Value): Value | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (typeof value === "boolean") return value || undefined;
  if (Array.isArray(value)) {
    const list = value.map(filled).filter((each) => each !== undefined);
    return list.length ? list : undefined;
  }
  const entries = Object.entries(value).flatMap(([name, each]): [string, Value][] => {
    const kept = filled(each);
    return kept === undefined ? [] : [[name, kept]];
  });
  return entries.length ? Object.fromEntries(entries) : undefined;
}

/** A code has no spaces; people write them. */
export function asCode(text: string): string {
  return text.trim().replace(/\s+/g, "_").replace(/[^0-9A-Za-zÀ-ÖØ-öø-ɏ._:/+§-]/g, "");
}
