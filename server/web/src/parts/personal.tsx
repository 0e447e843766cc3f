// Text about a person, as an answer carries it; and the citizen's own words, which are set apart wherever they stand.
import { language, spoken } from "../language/language";
import { Icon } from "./icon";

export interface PersonalText { text?: string; sensitivity?: string; position?: string; withheld?: boolean }

const words = spoken({ withheld: "ikke vist for dig" }, { withheld: "not shown to you" });

export function Personal({ of: said, otherwise = "" }: { of: PersonalText | undefined; otherwise?: string }) {
  if (said?.withheld) return <span class="withheld"><Icon name="lock" size={16} /> {words().withheld}</span>;
  if (!said?.text) return <>{otherwise}</>;
  return language.value === "da" ? <>{said.text}</> : <span lang="da">{said.text}</span>;  // it is as it was written
}

export function hasText(said: PersonalText | undefined): said is PersonalText {
  return Boolean(said && (said.text || said.withheld));
}

/** The citizen's own words: in quotation marks and in italics, so that nobody takes them for a caseworker's. */
export function OwnWords({ of: said, large }: { of: PersonalText | undefined; large?: boolean }) {
  if (!hasText(said)) return null;
  return <q class={large ? "own-words own-words-large" : "own-words"}><Personal of={said} /></q>;
}
