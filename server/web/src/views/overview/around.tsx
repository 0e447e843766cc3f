// What stands around the person: who coordinates, the network in numbers, running services, facts of the case; and, last
// and folded away, what is known of health.
import type { CaseOverview } from "../../api/answers";
import { useCase } from "../../app/case_frame";
import { href } from "../../app/router";
import { code, legalBasis, plain } from "../../language/codes";
import { day } from "../../language/dates";
import { counted, number, spoken } from "../../language/language";
import { Icon } from "../../parts/icon";
import { Personal } from "../../parts/personal";

const words = spoken(
  {
    coordinator: "Koordinator", noCoordinator: "Der er ingen koordinator nu.", need: "Behovet er vurderet til", since: (when: string) => `siden ${when}`,
    known: (known: number, of: number) => `${number(known)} af ${counted(of, "part", "parter")} har bekræftet, at de ved, hvem koordinatoren er`,
    others: "Mere end én er udpeget på samme tid. Det skal nogen se på.", substitutes: "Stedfortræder",
    network: "Netværk", map: "Kort over netværket", private: "privat netværk", internal: "i kommunen", external: "uden for kommunen",
    strength: "At trække på", professionals: (now: number) => `${counted(now, "fagperson", "fagpersoner")} har mødt borgeren`,
    earlier: (count: number) => `før var de ${number(count)}, fortæller borgeren`,
    services: "Indsatser", noServices: "Ingen indsatser er i gang.",
    theCase: "Sagen", target: "Målgruppe", method: "Metode", complexity: "Kompleksitet", history: "Historik",
    events: (count: number) => `${counted(count, "hændelse", "hændelser")}`, corrected: (count: number) => `${number(count)} rettet`,
    retracted: (count: number) => `${number(count)} trukket tilbage`, late: (count: number) => `${number(count)} skrevet sent`, source: "Hentet fra",
    health: "Helbred og diagnoser", healthHint: "Begrænset adgang. At du åbner det, står i læseloggen sammen med resten af overblikket.",
  },
  {
    coordinator: "Coordinator", noCoordinator: "There is no coordinator now.", need: "The need was assessed as", since: (when: string) => `since ${when}`,
    known: (known: number, of: number) => `${number(known)} of ${counted(of, "party", "parties")} confirmed that they know who coordinates`,
    others: "More than one is assigned at the same time. Somebody should look.", substitutes: "Substitute",
    network: "Network", map: "Map of the network", private: "private network", internal: "in the municipality", external: "outside the municipality",
    strength: "To draw on", professionals: (now: number) => `${counted(now, "professional has", "professionals have")} met the citizen`,
    earlier: (count: number) => `before there were ${number(count)}, the citizen tells`,
    services: "Services", noServices: "No services are running.",
    theCase: "The case", target: "Target group", method: "Method", complexity: "Complexity", history: "History",
    events: (count: number) => `${counted(count, "event", "events")}`, corrected: (count: number) => `${number(count)} corrected`,
    retracted: (count: number) => `${number(count)} taken back`, late: (count: number) => `${number(count)} written late`, source: "Imported from",
    health: "Health and diagnoses", healthHint: "Limited access. That you saw it stands in the read log with the rest of the overview.",
  },
);

export function CoordinatorCard({ of }: { of: CaseOverview }) {
  const who = of.coordinator;
  return (
    <section class="card">
      <h2><Icon name="person" /> {words().coordinator}</h2>
      {!who.assigned && <p class="nothing">{words().noCoordinator}{who.need && <> {words().need}: {plain(who.need)}.</>}</p>}
      {who.assigned && (
        <>
          <p class="coordinator-name">{who.name?.text || who.pseudonym}</p>
          <p class="small">{code("coordinator_kind", who.kind)}{who.unit && <> · {who.unit}</>}{who.since && <> · {words().since(day(who.since))}</>}</p>
          <Known known={who.knownBy} of={who.of} />
          {of.substitutes.length > 0 && <p class="small">{words().substitutes}: {of.substitutes.join(", ")}</p>}
          {who.othersAssigned > 0 && <p class="mark mark-alarm"><Icon name="warning" size={16} /> {words().others}</p>}
        </>
      )}
    </section>
  );
}

/** One dot a party, filled for those who know: "one coordinator whom everybody knows" at a glance. */
function Known({ known, of }: { known: number; of: number }) {
  if (of === 0) return null;
  return (
    <p class="known">
      {of <= 24 && (
        <svg width={of * 14} height="12" aria-hidden="true" focusable="false">
          {Array.from({ length: of }, (_, index) => <circle key={index} class={index < known ? "known-yes" : "known-no"} cx={index * 14 + 6} cy="6" r="4.5" />)}
        </svg>
      )}
      <span class="small">{words().known(known, of)}</span>
    </p>
  );
}

export function NetworkCard({ of }: { of: CaseOverview }) {
  const { caseId } = useCase();
  const { privateNetwork, internal, external } = of.partners;
  return (
    <section class="card">
      <h2><Icon name="network" /> {words().network} <a class="card-more no-print" href={href(`/cases/${caseId}/partners`)}>{words().map}</a></h2>
      <ul class="counts">
        <li><strong>{number(privateNetwork)}</strong> {words().private}</li>
        <li><strong>{number(internal)}</strong> {words().internal}</li>
        <li><strong>{number(external)}</strong> {words().external}</li>
      </ul>
      <p class="small">
        {of.network.strength && <>{words().strength}: {code("network_strength", of.network.strength)} · </>}
        {words().professionals(of.network.professionals)}
        {of.network.professionalsEarlier >= 0 && <>, {words().earlier(of.network.professionalsEarlier)}</>}
      </p>
    </section>
  );
}

export function ServicesCard({ of }: { of: CaseOverview }) {
  return (
    <section class="card">
      <h2><Icon name="document" /> {words().services}</h2>
      {of.services.length === 0 && <p class="nothing">{words().noServices}</p>}
      <ul class="services">
        {of.services.map((each, index) => (
          <li key={index}>
            <strong>{code("service_type", each.type)}</strong>
            <span class="small"> {legalBasis(each.legalBasis)} · {each.unit} · {words().since(day(each.since))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CaseCard({ of }: { of: CaseOverview }) {
  const status = of.status;
  const history = [
    words().events(status.events), status.corrected > 0 ? words().corrected(status.corrected) : "",
    status.retracted > 0 ? words().retracted(status.retracted) : "", status.lateRecorded > 0 ? words().late(status.lateRecorded) : "",
  ].filter(Boolean).join(" · ");
  return (
    <section class="card">
      <h2><Icon name="information" /> {words().theCase}</h2>
      <dl class="facts">
        {status.targetGroup && <><dt>{words().target}</dt><dd>{code("target_group", status.targetGroup)}</dd></>}
        {of.complexity?.assessed && <><dt>{words().complexity}</dt><dd>{of.complexity.grade}{of.complexity.occurred && <span class="small"> {day(of.complexity.occurred)}</span>}</dd></>}
        {status.methodVersion && <><dt>{words().method}</dt><dd>{status.methodVersion}</dd></>}
        {status.source && <><dt>{words().source}</dt><dd>{status.source}</dd></>}
        <dt>{words().history}</dt><dd>{history}</dd>
      </dl>
    </section>
  );
}

export function HealthCard({ of }: { of: CaseOverview }) {
  if (of.health.length === 0) return null;
  const told = [...new Map(of.health.map((each) => [each.text ?? each.position, each])).values()];
  return (
    <details class="health">
      <summary><Icon name="lock" /> {words().health}</summary>
      <p class="small">{words().healthHint}</p>
      <ul>{told.map((each) => <li key={each.position}><Personal of={each} /></li>)}</ul>
    </details>
  );
}
