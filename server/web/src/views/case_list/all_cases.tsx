// All cases the reader may see, the most urgent first, a page at a time. Names are shown for one's own cases only: a list
// across cases is clear data, and opening names by the hundred to find one would be reading them all.
import { useId } from "preact/hooks";
import type { CaseList, CaseRow } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { withQuery } from "../../api/request";
import { adjust, href, place } from "../../app/router";
import { code, word } from "../../language/codes";
import { day } from "../../language/dates";
import { counted, number, spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Icon } from "../../parts/icon";
import { Table } from "../../parts/twin";
import { ContactMark, DueMark, NoGoal, UrgentMark } from "./attention";
import { arrowsBetween } from "./keys";
import { SavedFilters } from "./saved_filters";

const words = spoken(
  {
    state: "Tilstand", any: "alle", unit: "Enhed", unitHint: "hele navnet", order: "Rækkefølge", urgent: "det, der haster mest", byId: "sagens id", table: "Forløb",
    theCase: "Forløb", phase: "Fase", who: "Enhed og koordinator", due: "Næste frist", contact: "Seneste kontakt", look: "Se på", events: "Hændelser",
    none: "Ingen forløb passer.", shown: (rows: number, total: number) => `${number(rows)} forløb på denne side, ${number(total)} i alt`,
    next: "Næste side", first: "Fra begyndelsen", parked: "er sat til side", hint: "Navne vises kun for dine egne forløb.",
    promises: (count: number) => counted(count, "åbent løfte", "åbne løfter"), untitled: "uden målgruppe",
  },
  {
    state: "State", any: "any", unit: "Unit", unitHint: "the whole name", order: "Order", urgent: "the most urgent", byId: "the case's id", table: "Cases",
    theCase: "Case", phase: "Phase", who: "Unit and coordinator", due: "Next deadline", contact: "Latest contact", look: "Look at", events: "Events",
    none: "No case fits.", shown: (rows: number, total: number) => `${number(rows)} cases on this page, ${number(total)} in all`,
    next: "Next page", first: "From the beginning", parked: "is set aside", hint: "Names are shown for your own cases only.",
    promises: (count: number) => counted(count, "open promise", "open promises"), untitled: "no target group",
  },
);

const pageSize = 50;
const states = ["open", "intake", "closed"] as const;
const any = "any";

export function All() {
  const query = place.value.query;
  const state = query.get("state") ?? "open";
  const byId = query.get("order") === "id";
  const filter = { state, unit: query.get("unit") ?? "", source: query.get("source") ?? "", after: query.get("after") ?? "" };
  const asked = useAnswer<CaseList>(withQuery("/cases", { ...filter, state: state === any ? "" : state, urgentFirst: !byId, limit: pageSize }));
  const here = { ...filter, list: "all", ...(byId ? { order: "id" } : {}) };
  return (
    <>
      <Filters units={[...new Set(asked.answer?.rows.map((row) => row.unit))]} />
      <SavedFilters />
      <Answered of={asked}>
        {(list) => list.rows.length === 0 ? <p class="nothing">{words().none}</p> : (
          <>
            <p class="small" role="status">{words().shown(list.rows.length, list.total)}. {words().hint}</p>
            <div class="card all-cases" onKeyDown={arrowsBetween("tbody th a")}><Rows rows={list.rows} /></div>
            <p class="pages no-print">
              {filter.after && <a href={href("/", { ...here, after: undefined })}>{words().first}</a>}
              {list.more && <a href={href("/", { ...here, after: list.rows.at(-1)!.caseId })}>{words().next} <Icon name="next" size={16} /></a>}
            </p>
          </>
        )}
      </Answered>
    </>
  );
}

function Filters({ units }: { units: readonly string[] }) {
  const query = place.value.query;
  const [stateId, unitId, orderId] = [useId(), useId(), useId()];
  const set = (name: string, value: string) => adjust({ list: "all", [name]: value || undefined, after: undefined });
  return (
    <div class="filters no-print">
      <label class="form-label" for={stateId}>{words().state}</label>
      <select class="form-select" id={stateId} value={query.get("state") ?? "open"} onChange={(event) => set("state", event.currentTarget.value)}>
        <option value={any}>{words().any}</option>
        {states.map((state) => <option key={state} value={state}>{word("state", state)}</option>)}
      </select>
      <label class="form-label" for={unitId}>{words().unit}</label>
      <input class="form-input" id={unitId} value={query.get("unit") ?? ""} placeholder={words().unitHint} list={`${unitId}-list`} onChange={(event) => set("unit", event.currentTarget.value.trim())} />
      <datalist id={`${unitId}-list`}>{units.map((each) => <option key={each} value={each} />)}</datalist>
      <label class="form-label" for={orderId}>{words().order}</label>
      <select class="form-select" id={orderId} value={query.get("order") ?? ""} onChange={(event) => set("order", event.currentTarget.value)}>
        <option value="">{words().urgent}</option>
        <option value="id">{words().byId}</option>
      </select>
    </div>
  );
}

function Rows({ rows }: { rows: readonly CaseRow[] }) {
  const mixed = place.value.query.get("state") === any;  // else the filter says it
  return (
    <Table caption={words().table} hideCaption rows={rows} rowKey={(row) => row.caseId} columns={[
      { title: words().theCase, head: true, cell: (row) => (
        <a href={href(`/cases/${row.caseId}`)}>{code("target_group", row.targetGroup) || row.source || words().untitled} <span class="case-id">{row.caseId.slice(-12)}</span></a>
      ) },
      { title: words().phase, cell: (row) => row.parked ? words().parked : <>{mixed && <span class={`state state-${row.state}`}>{word("state", row.state)}</span>} {code("phase", row.phase)}</> },
      { title: words().who, cell: (row) => <Who row={row} /> },
      { title: words().due, cell: (row) => row.state === "open" && <Due row={row} /> },
      { title: words().contact, cell: (row) => <ContactMark row={row} /> },
      { title: words().look, cell: (row) => row.state === "open" && <><UrgentMark row={row} /> {row.sharedGoal === "no" && <NoGoal />}</> },
      { title: words().events, numeric: true, cell: (row) => number(row.events) },
    ]} />
  );
}

function Who({ row }: { row: CaseRow }) {
  const theirs = href("/", { list: "mine", coordinator: row.coordinator });
  return <>{row.unit}{row.coordinator && <><br /><a class="small" href={theirs}>{row.coordinator}</a></>}</>;
}

function Due({ row }: { row: CaseRow }) {
  return (
    <>
      {row.nextDeadline && <p><DueMark due={row.nextDeadline} /> <span class="small">{day(row.nextDeadline)}</span></p>}
      {row.openCommitments > 0 && <p class="small">{words().promises(row.openCommitments)}</p>}
    </>
  );
}
