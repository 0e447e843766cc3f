// The answers the page shows, field for field as projections/schema/*.capnp names them; only what is used here is written
// down. 64-bit integers are texts in JSON, moments are ISO texts of the precision that is known.
import type { Label } from "../language/language";
import type { Moment } from "../language/dates";
import type { PersonalText } from "../parts/personal";

export interface AsOf { asOfOccurred?: Moment; asKnownAt?: Moment; known: string; clock: string; answeredAt: Moment }
export interface LegalBasis { law: string; paragraph: string; subsection: string; validFrom?: Moment }
export interface OwnWordsSaid { words: PersonalText; about: string; occurred: Moment }

export interface Goal {
  goal: string; text: PersonalText; ownWords?: PersonalText; theme: string; goalType: string; status: string;
  agreed?: Moment; due?: Moment; citizenEndorses: string; endorsements: number; latestLevel?: string; result?: string;
}
export interface Deadline { reference: string; kind: string; due: Moment; daysLeft: number; statutory: string }
export interface Commitment {
  reference: string; to: string; what: PersonalText; kind: string; due?: Moment; overdue: boolean; withinCompetence: string; made: Moment;
}
export interface Coordinator {
  assigned: boolean; pseudonym: string; name?: PersonalText; kind: string; unit: string; since?: Moment; need: string; knownBy: number; of: number;
  othersAssigned: number;
}
export interface OpenHandover { handover: string; from: string; to: string; state: string; since: Moment; openItems: number }

export interface CaseOverview {
  asOf: AsOf; caseId: string; citizen: string; name: PersonalText; ownWords: OwnWordsSaid[];
  communication: {
    recorded: boolean; channel?: string; aids?: string[]; pace?: string; needs?: PersonalText[]; occurred?: Moment; avoid?: string[];
    interpreter?: string; language?: string;
  };
  goals: Goal[]; coordinator: Coordinator; phase: { phase: string; since: Moment }; nextDeadline?: Deadline; overdueDeadlines: Deadline[];
  openCommitments: Commitment[]; wishes: OwnWordsSaid[];
  partners: { internal: number; external: number; privateNetwork: number; unknown: number };
  nextMeeting?: { reference: string; kind: string; planned?: Moment }; lastContact?: Moment;
  complexity?: { assessed: boolean; model?: string; grade?: string; occurred?: Moment }; handovers: OpenHandover[];
  status: {
    state: string; opened?: Moment; closed?: Moment; targetGroup: string; unit: string; methodVersion: string; events: number; corrected: number;
    retracted: number; lateRecorded: number; source: string; version: string;
  };
  health: PersonalText[]; services: { type: string; unit: string; legalBasis: LegalBasis; since: Moment }[];
  waitingFor: number; friction: number; representatives: string[]; substitutes: string[];
  network: { strength: string; assessed?: Moment; professionals: number; professionalsEarlier: number };
}

export interface TimelineField {
  name: string; label: Label; value: string; valueLabel: Label; personal: boolean; sensitivity: string; subject: string;
}
export interface TimelineEntry {
  position: string; version: string; eventId: string; type: string; label: Label; occurred: Moment; recorded: Moment; actor: string;
  role: string; unit: string; onBehalfOf: string; fields: TimelineField[]; late: "unknown" | "inTime" | "late" | "futureDated"; lateDays: number;
  corrected: boolean; retracted: boolean; sourceSystem: string; synthesised: boolean; personalWithheld: boolean; phase: string; imprecise: boolean;
  audience: string[]; causation: string; correctedBy?: { position: string; occurred: Moment }; retractedBy?: { position: string; occurred: Moment };
  at?: number;  // its place among the events in force, given by the page: what a correction asks for
}
export interface CaseTimeline {
  asOf: AsOf; caseId: string; entries: TimelineEntry[]; total: number; lateThresholdDays: number; version: string;
  incomplete: { code: string; count: number }[]; audience: string;
}

export interface CaseRow {
  caseId: string; state: string; opened?: Moment; phase: string; coordinator: string; unit: string; targetGroup: string; nextDeadline?: Moment;
  openCommitments: number; lastOccurred?: Moment; events: number; source: string; parked: boolean;
  lastContact?: Moment; sharedGoal?: string; urgentReason?: string; urgentDate?: Moment;
}
export interface CaseList { asOf: AsOf; rows: CaseRow[]; more: boolean; total: number }

export interface AttentionItem {
  reason: string; what?: PersonalText; code: string; who: string; due?: Moment; since?: Moment; daysLeft: number; statutory: boolean; reference: string;
}
export interface CaseloadCase {
  caseId: string; name?: PersonalText; role: string; since: Moment; phase: string; grade: string; unit: string; lastContact?: Moment; nextDue?: Moment;
  nextMeeting?: Moment; openPromises: number; openDeadlines: number; attention: AttentionItem[];
}
export interface Caseload { asOf: AsOf; coordinator: string; cases: CaseloadCase[]; parked: number }
