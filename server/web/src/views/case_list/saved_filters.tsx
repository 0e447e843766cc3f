// Filters of the list under a name of the reader's own, kept in their browser: what they look at every morning is one press
// away. A filter says a state, a unit and an order, and nothing of a case or a citizen.
import { useState } from "preact/hooks";
import { adjust, place } from "../../app/router";
import { keep, kept } from "../../app/shelf";
import { spoken } from "../../language/language";
import { Icon } from "../../parts/icon";

const words = spoken(
  { saved: "Gemte filtre", name: "Navn på filteret", save: "Gem filteret", remove: (name: string) => `Slet filteret ${name}` },
  { saved: "Saved filters", name: "Name of the filter", save: "Save the filter", remove: (name: string) => `Delete the filter ${name}` },
);

const said = ["state", "unit", "order"] as const;
const most = 12;
const nameMost = 40;

interface Saved { name: string; query: Record<string, string> }

const now = () => Object.fromEntries(said.flatMap((name) => place.value.query.get(name) ? [[name, place.value.query.get(name)!]] : []));

export function SavedFilters() {
  const [saved, change] = useState(() => kept<Saved[]>("filters", []));
  const [name, type] = useState("");
  const here = JSON.stringify(now());
  function put(next: Saved[]): void {
    keep("filters", next.slice(-most));
    change(next.slice(-most));
  }
  return (
    <div class="saved-filters no-print" role="group" aria-label={words().saved}>
      {saved.map((each) => (
        <span key={each.name} class="saved-filter">
          <button type="button" aria-pressed={JSON.stringify(each.query) === here}
                  onClick={() => adjust({ list: "all", after: undefined, ...Object.fromEntries(said.map((part) => [part, each.query[part]])) })}>{each.name}</button>
          <button type="button" class="icon-button" onClick={() => put(saved.filter((other) => other !== each))}><Icon name="close" size={14} label={words().remove(each.name)} /></button>
        </span>
      ))}
      <form onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) put([...saved.filter((each) => each.name !== name.trim()), { name: name.trim(), query: now() }]);
        type("");
      }}>
        <input class="form-input" aria-label={words().name} placeholder={words().name} maxLength={nameMost} value={name} onInput={(event) => type(event.currentTarget.value)} />
        <button class="link-button">{words().save}</button>
      </form>
    </div>
  );
}
