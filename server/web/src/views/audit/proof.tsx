// The proof of the case, made here and now: the page asks for the signed checkpoint and the proofs, and computes the rest
// itself (src/proof). It says what was checked, and what was not.
import { useState } from "preact/hooks";
import type { Problem } from "../../api/problem";
import { api, request } from "../../api/request";
import { number, spoken } from "../../language/language";
import { Trouble } from "../../parts/answered";
import { Icon } from "../../parts/icon";
import { proveCase, type Finding, type Included, type Proven } from "../../proof/case_proof";
import type { Entry } from "./entries";

const words = spoken(
  { title: "Bevis for forløbet", lead: "Siden henter loggens underskrevne punkt og beviserne, og regner efter her i browseren. Serverens ord er ikke nok.",
    prove: "Kontrollér nu", proving: "Regner efter …", holds: "Beviset holder", fails: "Beviset holder ikke", events: (count: string) => `Alle ${count} hændelser står i den underskrevne log.`,
    chain: (last: string) => `De følger hinanden uden hul, fra nr. 1 til nr. ${last}.`, signed: "Punktet er underskrevet med loggens nøgle.",
    unsigned: "Denne browser kan ikke kontrollere underskriften. Brug bevispakken.", log: "Log", size: "Hændelser i loggen", root: "Rod",
    key: "Nøglen kom fra samme server. Den, der reviderer, skal have den ad en anden vej: sammenlign.",
    bundle: "Hent bevispakken", bundleHelp: "Hændelser, beviser og en vejledning. Kan kontrolleres uden Forløb, med sha256sum og openssl. Tekst er forseglet.",
    findings: { checkpoint: () => "Punktet kan ikke læses.", signature: () => "Punktet er ikke underskrevet med loggens nøgle.",
      leaf: (at: string) => `Hændelsen på plads ${at} er ikke den, der blev spurgt om.`, inclusion: (at: string) => `Hændelsen på plads ${at} står ikke i den underskrevne log.`,
      chain: (at: string) => `Der mangler en hændelse før nr. ${at}, eller den er en anden.` } },
  { title: "Proof of the case", lead: "The page asks for the log's signed checkpoint and the proofs, and computes here in the browser. The server's word is not enough.",
    prove: "Check now", proving: "Computing …", holds: "The proof holds", fails: "The proof does not hold", events: (count: string) => `All ${count} events stand in the signed log.`,
    chain: (last: string) => `They follow each other without a gap, from no. 1 to no. ${last}.`, signed: "The checkpoint is signed with the log's key.",
    unsigned: "This browser cannot check the signature. Use the bundle.", log: "Log", size: "Events in the log", root: "Root",
    key: "The key came from the same server. An auditor should have it by another way: compare.",
    bundle: "Download the bundle", bundleHelp: "Events, proofs and instructions. Can be checked without Forløb, with sha256sum and openssl. Text is sealed.",
    findings: { checkpoint: () => "The checkpoint cannot be read.", signature: () => "The checkpoint is not signed with the log's key.",
      leaf: (at: string) => `The event at place ${at} is not the one that was asked for.`, inclusion: (at: string) => `The event at place ${at} is not in the signed log.`,
      chain: (at: string) => `An event before no. ${at} is missing, or is another.` } },
);

const inOneGo = 1_000;  // positions that one request may name

function sayFinding(finding: Finding): string {
  const at = "position" in finding ? finding.position : "version" in finding ? finding.version : "";
  return words().findings[finding.what](at);
}

/** All positions of the case, oldest first: they stand in the audit's entries of the log of events. */
async function positionsOf(caseId: string): Promise<string[] | Problem> {
  const positions: string[] = [];
  let after = "";
  do {
    const page = await request<{ entries?: Entry[]; next?: string }>("/audit/ofCase", { method: "POST", body: { caseId, ...(after ? { after } : {}) } });
    if (!page.ok) return page.problem;
    for (const entry of page.answer.entries ?? []) if (entry.log === "events" && entry.version !== "0") positions.push(entry.position);
    after = page.answer.next ?? "";
  } while (after);
  return positions;
}

async function prove(caseId: string): Promise<Proven | Problem> {
  const positions = await positionsOf(caseId);
  if (!Array.isArray(positions)) return positions;
  const checkpoint = await request<{ checkpoint: string }>("/log/checkpoint");
  const key = await request<{ key: string }>("/log/key");
  if (!checkpoint.ok) return checkpoint.problem;
  if (!key.ok) return key.problem;
  const size = checkpoint.answer.checkpoint.split("\n")[1] ?? "0";
  const included: Included[] = [];
  for (let from = 0; from < positions.length; from += inOneGo) {
    const part = await request<{ inclusion?: Included[] }>("/log/inclusion", { method: "POST", body: { size, positions: positions.slice(from, from + inOneGo) } });
    if (!part.ok) return part.problem;
    included.push(...part.answer.inclusion ?? []);
  }
  return proveCase(caseId, checkpoint.answer.checkpoint, key.answer.key, positions, included);
}

function Result({ proven }: { proven: Proven }) {
  const good = proven.findings.length === 0;
  return (
    <div class={`proof proof-${good ? "good" : "bad"}`} role="status">
      <p class="proof-verdict"><Icon name={good ? "promise" : "warning"} /> {good ? words().holds : words().fails}</p>
      <ul>
        {good && <li>{words().events(number(proven.events))}</li>}
        {good && <li>{words().chain(number(Number(proven.lastVersion)))}</li>}
        {proven.signed === true && <li>{words().signed}</li>}
        {proven.signed === undefined && <li>{words().unsigned}</li>}
        {proven.findings.slice(0, 10).map((finding, index) => <li key={index}>{sayFinding(finding)}</li>)}
      </ul>
      <dl class="facts">
        <dt>{words().log}</dt><dd>{proven.origin}</dd><dt>{words().size}</dt><dd>{number(Number(proven.size))}</dd>
        <dt>{words().root}</dt><dd><code>{proven.root}</code></dd>
      </dl>
      <p class="small">{words().key}</p>
    </div>
  );
}

export function Proof({ caseId }: { caseId: string }) {
  const [outcome, set] = useState<Proven | Problem | "proving" | undefined>();
  const start = async () => {
    set("proving");
    set(await prove(caseId));
  };
  return (
    <section class="card">
      <h2><Icon name="lock" /> {words().title}</h2>
      <p class="proof-lead">{words().lead}</p>
      <button type="button" class="button button-primary" disabled={outcome === "proving"} onClick={() => void start()}>
        {outcome === "proving" ? words().proving : words().prove}
      </button>
      {typeof outcome === "object" && ("findings" in outcome ? <Result proven={outcome} /> : <Trouble problem={outcome} again={() => void start()} />)}
      <p class="proof-bundle"><a href={`${api}/cases/${caseId}/bundle`} download>{words().bundle}</a> <span class="small">{words().bundleHelp}</span></p>
    </section>
  );
}
