// The network around the citizen, on a date: an ecomap and the same as a table.
import { useState } from "preact/hooks";
import { useAnswer } from "../../api/asked";
import { withQuery } from "../../api/request";
import { useCase } from "../../app/case_frame";
import { adjust } from "../../app/router";
import type { Shown, View } from "../../app/view";
import type { Party } from "../../graphics/ecomap";
import { code } from "../../language/codes";
import { day, isoDay } from "../../language/dates";
import { counted, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { Table, Twin } from "../../parts/twin";
import { Drawing } from "./drawing";
import { MapLegend } from "./legend";
import { cellsOf, partiesOf, titles, type PartnerMap } from "./partners";
import "./map.scss";

const words = spoken(
  {
    title: "Netværk", date: "Vis netværket den", today: "I dag", caption: "Parterne omkring borgeren",
    empty: "Der er ingen parter på denne dato.", choose: "Vælg en part for at se det hele om den.",
    known: (known: number, of: number) => `kendt af ${known} af ${of} parter`, none: "Ingen koordinator er udpeget",
    since: "siden", strength: "Netværk at trække på", seen: "har mødt borgeren",
    one: "fagperson", more: "fagpersoner", earlier: (count: number) => `${count} før, fortæller borgeren`, print: "Udskriv",
  },
  {
    title: "Network", date: "Show the network on", today: "Today", caption: "The parties around the citizen",
    empty: "There are no parties on this date.", choose: "Choose a party to see all about it.",
    known: (known: number, of: number) => `known by ${known} of ${of} parties`, none: "No coordinator is assigned",
    since: "since", strength: "Network to draw on", seen: "have met the citizen",
    one: "professional", more: "professionals", earlier: (count: number) => `${count} before, the citizen says`, print: "Print",
  },
);

function Chosen({ party }: { party: Party | undefined }) {
  if (!party) return <p class="map-chosen map-chosen-none">{words().choose}</p>;
  const cells = cellsOf(party);
  return (
    <div class="map-chosen" aria-live="polite">
      <h2>{cells[0]}</h2>
      <dl>{titles().slice(1).map((title, index) => <div key={title}><dt>{title}</dt><dd>{cells[index + 1]}</dd></div>)}</dl>
    </div>
  );
}

function Facts({ map }: { map: PartnerMap }) {
  const { coordinator, network } = map;
  return (
    <p class="map-facts">
      {coordinator.assigned
        ? <><strong>{code("coordinator_kind", coordinator.kind)} {coordinator.pseudonym}</strong>, {words().known(coordinator.knownBy, coordinator.of)}</>
        : <strong>{words().none}</strong>}
      {network?.strength && <> · {words().strength}: {code("network_strength", network.strength)}</>}
      {Boolean(network?.professionals) && <> · {counted(network!.professionals!, words().one, words().more)} {words().seen}
        {network!.professionalsEarlier ? ` (${words().earlier(network!.professionalsEarlier)})` : ""}</>}
    </p>
  );
}

function Network({ map, citizen }: { map: PartnerMap; citizen: string }) {
  const [chosen, choose] = useState<string>();
  const parties = partiesOf(map);
  if (parties.length === 0) return <p class="nothing">{words().empty}</p>;
  return (
    <>
      <Facts map={map} />
      <Twin label={words().caption}
        graphic={() => (
          <div class="map-and-chosen">
            <figure class="map-figure">
              <Drawing parties={parties} date={map.date} citizen={citizen} coordinator={map.coordinator.pseudonym ?? ""}
                       {...(chosen ? { chosen } : {})} choose={choose} />
            </figure>
            <Chosen party={parties.find((party) => party.party === chosen)} />
            <MapLegend />
          </div>
        )}
        table={() => (
          <Table caption={words().caption} rows={parties} rowKey={(party) => party.party}
            columns={titles().map((title, index) => ({ title, head: index === 0, cell: (party: Party) => cellsOf(party)[index] }))} />
        )} />
    </>
  );
}

export const mapView: View =
  { path: "/cases/:case/partners", title: () => words().title, within: "case", wide: true, show: (shown) => <NetworkView {...shown} /> };

function NetworkView({ place }: Shown) {
  const { caseId, overview } = useCase();
  const date = place.query.get("date") ?? "";
  const asked = useAnswer<PartnerMap>(withQuery(`/cases/${caseId}/partners`, { date }), caseId);
  return (
    <>
      <Heading sub={day(date || isoDay())}>{words().title}</Heading>
      <div class="view-tools no-print">
        <label class="form-label" for="map-date">{words().date}</label>
        <input id="map-date" class="form-input" type="date" value={date || isoDay()} onChange={(event) => adjust({ date: event.currentTarget.value })} />
        {date && <button type="button" class="button button-tertiary" onClick={() => adjust({ date: undefined })}>{words().today}</button>}
        <button type="button" class="button button-tertiary" onClick={() => print()}><Icon name="print" /> {words().print}</button>
      </div>
      <Answered of={asked}>{(map) => <Network map={map} citizen={overview.answer?.name?.text ?? ""} />}</Answered>
    </>
  );
}
