// What the lines, shapes and marks of the ecomap mean.
import { spoken } from "../../language/language";
import { said } from "../case_words";

const words = spoken(
  { legend: "Sådan læses kortet", recent: "kontakt inden for 90 dage", year: "kontakt inden for et år", old: "ingen kontakt i over et år",
    never: "ingen kontakt registreret", arrow: "yder indsats efter lov, eller hjælper som pårørende", strained: "er ikke indforstået" },
  { legend: "How to read the map", recent: "contact within 90 days", year: "contact within a year", old: "no contact for more than a year",
    never: "no contact on record", arrow: "gives a service by law, or helps as a relative", strained: "is not behind it" },
);

const Sample = ({ kind, arrow, crossed }: { kind: string; arrow?: boolean; crossed?: boolean }) => (
  <svg width="44" height="16" viewBox="0 0 44 16" aria-hidden="true" focusable="false">
    <line class={`map-line map-line-${kind}`} x1="2" y1="8" x2="42" y2="8" />
    {arrow && <path class="map-arrow" d="M33 3L43 8L33 13Z" />}
    {crossed && [16, 22, 28].map((x) => <line key={x} class="map-cross" x1={x} y1="3" x2={x} y2="13" />)}
  </svg>
);

const Glyph = ({ sector, glyph }: { sector: string; glyph?: string }) => (
  <svg class={`map-${sector}`} width="44" height="28" viewBox="-22 -14 44 28" aria-hidden="true" focusable="false">
    {sector === "privateNetwork" ? <circle class="map-shape" r="12" /> : sector === "internal"
      ? <rect class="map-shape" x="-11" y="-11" width="22" height="22" rx="4" /> : <path class="map-shape" d="M0 -13L13 0L0 13L-13 0Z" />}
    {glyph && <path class="map-glyph" d={glyph} />}
  </svg>
);

export function MapLegend() {
  return (
    <div class="map-legend">
      <h2>{words().legend}</h2>
      <ul>
        {(["recent", "year", "old", "never"] as const).map((kind) => <li key={kind}><Sample kind={kind} /> {words()[kind]}</li>)}
        <li><Sample kind="year" arrow /> {words().arrow}</li>
        <li><Sample kind="year" crossed /> {words().strained}</li>
        {(["internal", "external", "privateNetwork"] as const).map((sector) => <li key={sector}><Glyph sector={sector} /> {said("sector", sector)}</li>)}
        <li><Glyph sector="internal" glyph="M-5 0l3 3 7 -7" /> {said("knows", "yes")}</li>
        <li><Glyph sector="internal" glyph="M-5 0h.1M0 0h.1M5 0h.1" /> {said("knows", "told")}</li>
        <li><Glyph sector="internal" /> {said("knows", "no")}</li>
      </ul>
    </div>
  );
}
