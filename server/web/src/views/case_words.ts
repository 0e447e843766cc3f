// Words for the closed lists of the case views' schema (projections/schema/views.capnp): what to look at, how a promise or a
// deadline stands, who sits at a meeting and why.
import { plain } from "../language/codes";
import { spoken } from "../language/language";

const lists = spoken<Record<string, Record<string, string>>>(
  {
    risk: {
      overdue: "overskredet", dueSoon: "snart forfalden", noDue: "ingen dato", outsideCompetence: "uden for koordinatorens kompetence",
      noBackingDecision: "ingen afgørelse bag", movedAfterDue: "først udskudt efter fristen", notEndorsed: "borgeren er ikke med",
      nothingSupportsIt: "ingen indsats støtter målet", noGoal: "intet mål", askedTwice: "der er spurgt om det før",
      heldAlready: "kommunen havde det i forvejen", noBasis: "hverken samtykke eller lovgrundlag", expired: "udløbet",
      noStake: "indkaldt uden aktie", minutesNotShared: "referat ikke delt", notHeard: "borgeren er ikke hørt",
      notDiscussed: "ikke drøftet internt først",
    },
    standing: { open: "åben", overdue: "overskredet", inTime: "til tiden", late: "for sent", broken: "brudt", doneUndated: "gjort, uden dato at måle mod" },
    running: { planned: "kommer", running: "kører", ended: "afsluttet" },
    stake: { large: "stor aktie", small: "lille aktie", learning: "læring", contributesKnowledge: "bidrager med viden", unknown: "uoplyst" },
    form: { working: "arbejdsmøde", withCitizen: "møde med borgeren", withRelatives: "møde med pårørende", unknown: "uoplyst" },
    participant: { citizen: "borger", representative: "repræsentant", relative: "pårørende", professional: "fagperson", unknown: "uoplyst" },
    request: { waiting: "venter på svar", answered: "besvaret", partly_answered: "delvis besvaret", withdrawn: "trukket tilbage", reused: "genbrugt, hvad der fandtes" },
    consent: { in_force: "gælder", expired: "udløbet", withdrawn: "trukket tilbage" },
    plan: { offered: "tilbudt", created: "udarbejdet", declined: "afslået af borgeren", expired: "udløbet" },
    outcome: { granted: "bevilget", partly_granted: "delvis bevilget", refused: "afslag", unknown: "uoplyst" },
    appealBody: { reassessment: "kommunens genvurdering", ankestyrelsen: "Ankestyrelsen", court: "domstol", other: "anden instans", unknown: "uoplyst" },
    appealResult: { upheld: "stadfæstet eller fastholdt", changed: "ændret", revoked: "ophævet", remitted: "hjemvist", dismissed: "afvist", forwarded: "henvist", lapsed: "bortfaldet", unknown: "uoplyst" },
    sector: { internal: "Kommunen", external: "Eksterne", privateNetwork: "Privat netværk", unknown: "Uvist hvor" },
    knows: { yes: "kender koordinatoren", told: "har fået besked", no: "kender ikke koordinatoren", unknown: "uoplyst" },
  },
  {
    risk: {
      overdue: "overdue", dueSoon: "due soon", noDue: "no date", outsideCompetence: "outside the coordinator's competence",
      noBackingDecision: "no decision behind it", movedAfterDue: "put off only after it was due", notEndorsed: "the citizen does not endorse it",
      nothingSupportsIt: "no service supports the goal", noGoal: "no goal", askedTwice: "it was asked for before",
      heldAlready: "the municipality held it already", noBasis: "neither consent nor legal basis", expired: "expired",
      noStake: "invited without a stake", minutesNotShared: "minutes not shared", notHeard: "the citizen was not heard",
      notDiscussed: "not discussed internally first",
    },
    standing: { open: "open", overdue: "overdue", inTime: "in time", late: "late", broken: "broken", doneUndated: "done, without a date to measure against" },
    running: { planned: "to come", running: "running", ended: "ended" },
    stake: { large: "large stake", small: "small stake", learning: "learning", contributesKnowledge: "contributes knowledge", unknown: "not told" },
    form: { working: "working meeting", withCitizen: "with the citizen", withRelatives: "with relatives", unknown: "not told" },
    participant: { citizen: "citizen", representative: "representative", relative: "relative", professional: "professional", unknown: "not told" },
    request: { waiting: "waiting for an answer", answered: "answered", partly_answered: "partly answered", withdrawn: "withdrawn", reused: "what was held was used" },
    consent: { in_force: "in force", expired: "expired", withdrawn: "withdrawn" },
    plan: { offered: "offered", created: "made", declined: "declined by the citizen", expired: "expired" },
    outcome: { granted: "granted", partly_granted: "partly granted", refused: "refused", unknown: "not told" },
    appealBody: { reassessment: "the municipality's re-assessment", ankestyrelsen: "National Social Appeals Board", court: "court", other: "other body", unknown: "not told" },
    appealResult: { upheld: "upheld", changed: "changed", revoked: "revoked", remitted: "remitted", dismissed: "dismissed", forwarded: "forwarded", lapsed: "lapsed", unknown: "not told" },
    sector: { internal: "The municipality", external: "External", privateNetwork: "Private network", unknown: "Side not told" },
    knows: { yes: "knows the coordinator", told: "has been told", no: "does not know the coordinator", unknown: "not told" },
  },
);

/** A word of such a list; what no list has is shown as it is. */
export function said(list: string, value: string | undefined): string {
  if (!value) return "";
  return lists()[list]?.[value] ?? plain(value);
}
