// From the server's answer to the parties of an ecomap, and from a party to the cells of its row: the drawing's labels and
// the table are both made of these cells.
import type { Party } from "../../graphics/ecomap";
import { code, legalBasis, plain } from "../../language/codes";
import { day } from "../../language/dates";
import { spoken } from "../../language/language";
import type { PersonalText } from "../../parts/personal";
import { said } from "../case_words";

interface Basis { law?: string; paragraph?: string; subsection?: string }
interface Partner {
  party: string; name?: PersonalText; kind?: string; sector: string; unit?: string; role?: string; profession?: string;
  since?: string; lastContact?: string; announced: boolean; knowsCoordinator: string; buyIn?: string; organisation?: string;
  legalBasis?: Basis; legalBases?: Basis[];
}
export interface PartnerMap {
  asOf: { asOfOccurred?: string; known: string };
  date: string;
  coordinator: { assigned: boolean; pseudonym?: string; kind?: string; unit?: string; since?: string; knownBy: number; of: number };
  internal?: Partner[]; external?: Partner[]; privateNetwork?: Partner[]; unknownSide?: Partner[];
  network?: { strength?: string; assessed?: string; professionals?: number; professionalsEarlier?: number };
}

const words = spoken(
  { never: "ingen kontakt registreret", noBasis: "intet lovgrundlag", strained: "ikke indforstået",
    titles: ["Part", "Sektor", "Rolle", "Lovgrundlag", "Siden", "Seneste kontakt", "Kender koordinator"] },
  { never: "no contact on record", noBasis: "no legal basis", strained: "not behind it",
    titles: ["Party", "Sector", "Role", "Legal basis", "Since", "Last contact", "Knows the coordinator"] },
);

const sectors = { internal: "internal", external: "external", privateNetwork: "privateNetwork", unknownSide: "unknown" } as const;

function partyOf(partner: Partner, sector: Party["sector"]): Party {
  const bases = partner.legalBases?.length ? partner.legalBases : [partner.legalBasis ?? {}];
  const knows = partner.knowsCoordinator === "yes" ? "yes" : partner.announced ? "told"
    : partner.knowsCoordinator === "no" ? "no" : "unknown";
  return {
    party: partner.party, sector, role: partner.role ?? "", profession: partner.profession ?? "", unit: partner.unit ?? "",
    organisation: partner.organisation ?? "", legal: bases.map(legalBasis).filter(Boolean),
    since: partner.since ?? "", lastContact: partner.lastContact ?? "", knows, strained: partner.buyIn === "no",
  };
}

/** All parties on the map, grouped by sector in the drawing's order. */
export function partiesOf(map: PartnerMap): Party[] {
  return (["privateNetwork", "external", "unknownSide", "internal"] as const)
    .flatMap((side) => (map[side] ?? []).map((partner) => partyOf(partner, sectors[side])));
}

export const roleOf = (party: Party): string => party.profession ? code("profession", party.profession) : code("partner_role", party.role);

/** The private network is not asked whether it knows the coordinator by office. */
export function cellsOf(party: Party): string[] {
  const both = [...new Set([plain(party.role), code("profession", party.profession), party.unit].filter(Boolean))];
  return [
    plain(party.party), said("sector", party.sector), both.join(", ") || "–", party.legal.join("; ") || words().noBasis,
    party.since ? day(party.since) : "–", party.lastContact ? day(party.lastContact) : words().never,
    said("knows", party.knows) + (party.strained ? ` (${words().strained})` : ""),
  ];
}

export const titles = (): string[] => words().titles;
