// Who the case is about, in their own words, and what it takes to speak with them. It stands before everything else.
import { useState } from "preact/hooks";
import type { CaseOverview } from "../../api/answers";
import { code, eventName, word } from "../../language/codes";
import { day } from "../../language/dates";
import { spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { hasText, OwnWords, Personal } from "../../parts/personal";

const words = spoken(
  {
    own: "Med egne ord", more: (count: number) => `Vis ${count} udsagn mere`, fewer: "Vis færre", none: "Der er ikke skrevet noget ned med borgerens egne ord endnu.",
    speak: "Sådan taler I sammen", unknown: "Det er ikke skrevet ned, hvordan borgeren helst vil kontaktes. Spørg, og skriv det.",
    prefer: "Helst", avoid: "Undgå", pace: "Tempo", aids: "Hjælpemidler", interpreter: "Tolk", language: "Sprog", asOf: "Skrevet",
  },
  {
    own: "In their own words", more: (count: number) => `Show ${count} more`, fewer: "Show fewer", none: "Nothing has been written down in the citizen's own words yet.",
    speak: "How to speak together", unknown: "How the citizen wants to be reached has not been written down. Ask, and write it.",
    prefer: "Prefers", avoid: "Avoid", pace: "Pace", aids: "Aids", interpreter: "Interpreter", language: "Language", asOf: "Written",
  },
);

const shownFirst = 3;

export function Said({ of }: { of: CaseOverview }) {
  const [all, setAll] = useState(false);
  const [first, ...others] = of.ownWords;
  const shown = all ? others : others.slice(0, shownFirst);
  return (
    <section class="said">
      <h2>{words().own}</h2>
      {!first && <p class="nothing">{words().none}</p>}
      {first && (
        <figure class="said-first">
          <blockquote><OwnWords of={first.words} large /></blockquote>
          <figcaption class="small">{eventName(first.about)} · {day(first.occurred)}</figcaption>
        </figure>
      )}
      {shown.length > 0 && (
        <ul class="said-others">
          {shown.map((each) => (
            <li key={`${each.occurred}${each.words.position}`}>
              <OwnWords of={each.words} /> <span class="small">{eventName(each.about)} · {day(each.occurred)}</span>
            </li>
          ))}
        </ul>
      )}
      {others.length > shownFirst && (
        <button type="button" class="link-button no-print" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words().fewer : words().more(others.length - shownFirst)}
        </button>
      )}
    </section>
  );
}

export function Communication({ of }: { of: CaseOverview }) {
  const how = of.communication;
  return (
    <section class="card communication">
      <h2><Icon name="speech" /> {words().speak}</h2>
      {!how.recorded && <p>{words().unknown}</p>}
      {how.recorded && (
        <>
          {how.needs?.filter((need) => hasText(need)).map((need) => <p key={need.position} class="need"><Personal of={need} /></p>)}
          <dl class="facts">
            {how.channel && <><dt>{words().prefer}</dt><dd><strong>{code("channel", how.channel)}</strong></dd></>}
            {how.avoid && how.avoid.length > 0 && <><dt>{words().avoid}</dt><dd>{how.avoid.map((each) => code("channel", each)).join(", ")}</dd></>}
            {how.pace && <><dt>{words().pace}</dt><dd>{word("pace", how.pace)}</dd></>}
            {how.aids && how.aids.length > 0 && <><dt>{words().aids}</dt><dd>{how.aids.join(", ")}</dd></>}
            {how.interpreter === "yes" && <><dt>{words().interpreter}</dt><dd>{word("answer", how.interpreter)}</dd></>}
            {how.language && how.language !== "da" && <><dt>{words().language}</dt><dd>{word("language", how.language)}</dd></>}
          </dl>
        </>
      )}
    </section>
  );
}
