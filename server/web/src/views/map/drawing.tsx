// The ecomap drawn. One stop for the tab key, arrow keys between the parties; what is chosen is told beside the drawing.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ecomap, type Ecomap, type Node, type Party } from "../../graphics/ecomap";
import { plain } from "../../language/codes";
import { spoken } from "../../language/language";
import { said } from "../case_words";
import { cellsOf, roleOf } from "./partners";

const words = spoken(
  { map: "Netværkskort", hint: "Piletaster flytter mellem parterne.", citizen: "Borger", coordinator: "Koordinator", nobody: "ingen koordinator",
    parties: "parter" },
  { map: "Network map", hint: "Arrow keys move between the parties.", citizen: "Citizen", coordinator: "Coordinator", nobody: "no coordinator",
    parties: "parties" },
);

const glyphs = { yes: "M-6 0l4 4 8 -8", told: "M-6 0h.1M0 0h.1M6 0h.1", no: "", unknown: "M-3 -3a3 3 0 1 1 3 4v1m0 4h.1" };

/** Two lines at most: a long name is cut in the drawing and whole in its title, the table and the panel. */
const short = (text: string, most: number) => text.length > most ? `${text.slice(0, most - 1)}…` : text;

function Shape({ node }: { node: Node }) {
  if (node.sector === "privateNetwork") return <circle class="map-shape" r="20" />;
  if (node.sector === "internal") return <rect class="map-shape" x="-18" y="-18" width="36" height="36" rx="7" />;
  return <path class="map-shape" d="M0 -22L22 0L0 22L-22 0Z" />;
}

function PartyMark({ node, chosen, stop, choose }: { node: Node; chosen: boolean; stop: boolean; choose: () => void }) {
  return (
    <g class={`map-party map-${node.sector}`} transform={`translate(${node.x} ${node.y})`} role="button" tabIndex={stop ? 0 : -1}
       aria-pressed={chosen} aria-label={cellsOf(node).join(" · ")} data-party={node.party} data-line={node.line} data-knows={node.knows}
       onClick={choose} onFocus={choose}>
      <circle class="map-focus" r="27" />
      <Shape node={node} />
      {glyphs[node.knows] && <path class="map-glyph" d={glyphs[node.knows]} />}
    </g>
  );
}

/** Beside the marks and not in them: what a mark is called says more than its label. */
function Labels({ map }: { map: Ecomap }) {
  return (
    <g class="map-labels" aria-hidden="true">
      {map.nodes.map((node) => (
        <g key={node.party} transform={`translate(${node.x} ${node.y})`} text-anchor="middle">
          <text class="map-name" y={node.labelAbove ? -43 : 38}>{short(plain(node.party), 18)}</text>
          <text class="map-role" y={node.labelAbove ? -28 : 53}>{short(roleOf(node), 20)}</text>
        </g>
      ))}
    </g>
  );
}

function Lines({ map }: { map: Ecomap }) {
  return (
    <g aria-hidden="true">
      {map.nodes.map((node) => (
        <g key={node.party}>
          <line class={`map-line map-line-${node.line}`} x1={node.from.x} y1={node.from.y} x2={node.to.x} y2={node.to.y}
                {...(node.support ? { "marker-end": "url(#map-arrow)" } : {})} />
          {node.crosses.map(([from, to], index) => <line key={index} class="map-cross" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />)}
        </g>
      ))}
    </g>
  );
}

export interface DrawingProps {
  parties: Party[];
  everybody?: Party[];  // decides the places, so that they hold while time moves
  date: string;
  citizen: string;
  coordinator: string;
  chosen?: string;
  choose: (party: string) => void;
}

export function Drawing({ parties, everybody, date, citizen, coordinator, chosen, choose }: DrawingProps) {
  const map = ecomap(parties, date, everybody);
  const [at, move] = useState(0);
  const root = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {  // where there is not room for all of it, the person in the middle is what one sees first
    const around = root.current?.parentElement;
    if (around) around.scrollLeft = (around.scrollWidth - around.clientWidth) / 2;
  }, []);
  const stop = Math.min(at, Math.max(0, map.nodes.length - 1));
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || map.nodes.length === 0) return;
    event.preventDefault();
    const next = (stop + by + map.nodes.length) % map.nodes.length;
    move(next);
    root.current?.querySelectorAll<SVGGElement>(".map-party")[next]?.focus();
  };
  return (
    <svg class="map" viewBox={`0 0 ${map.width.toFixed(0)} ${map.height.toFixed(0)}`} role="group" ref={root} onKeyDown={onKey}
         aria-label={`${words().map}: ${parties.length} ${words().parties}. ${words().hint}`}>
      <defs>
        <marker id="map-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
          <path class="map-arrow" d="M0 0L10 5L0 10Z" />
        </marker>
      </defs>
      <g aria-hidden="true">
        {map.sectors.map((sector) => (
          <g key={sector.sector}>
            <path class={`map-sector map-${sector.sector}`} d={sector.path} />
            <text class={`map-sector-name map-${sector.sector}`} x={sector.label.x} y={sector.label.y} text-anchor={sector.anchor}>
              {said("sector", sector.sector)} ({sector.count})
            </text>
          </g>
        ))}
      </g>
      <Lines map={map} />
      <g class="map-centre" transform={`translate(${map.centre.x} ${map.centre.y})`}>
        <circle r={map.radius} />
        <text class="map-citizen" y={coordinator ? -4 : 5} text-anchor="middle">{short(citizen || words().citizen, 12)}</text>
        <text class="map-coordinator" y="16" text-anchor="middle">{coordinator ? short(coordinator, 16) : words().nobody}</text>
      </g>
      <Labels map={map} />
      {map.nodes.map((node, index) => (
        <PartyMark key={node.party} node={node} chosen={chosen === node.party} stop={index === stop}
                   choose={() => { move(index); choose(node.party); }} />
      ))}
    </svg>
  );
}
