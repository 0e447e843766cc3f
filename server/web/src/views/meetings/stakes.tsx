// Who was invited and with which stake ("aktie"): nobody is to attend a meeting that makes no sense to them, and somebody
// with a small stake may be the one who knows. A bar of one to three steps each; the words stand beside it.
import { plain, word } from "../../language/codes";
import { spoken } from "../../language/language";
import { said } from "../case_words";
import { Table, Twin, type Column } from "../../parts/twin";

export interface MeetingParty { party: string; kind: string; stake: string; attended: string; sentInput: boolean; useful: string }

const words = spoken(
  { title: "Deltagere og deres aktie", party: "Part", kind: "Som", stake: "Aktie", attended: "Deltog", useful: "Gav mening", afar: "bidrog uden at være der" },
  { title: "Participants and their stake", party: "Party", kind: "As", stake: "Stake", attended: "Attended", useful: "Was useful", afar: "gave input from afar" },
);

const steps: Record<string, number> = { large: 3, contributesKnowledge: 2, small: 1, learning: 1 };

const cellsOf = (party: MeetingParty, held: boolean): string[] => [
  plain(party.party), said("participant", party.kind), said("stake", party.stake),
  ...(held ? [party.sentInput && party.attended !== "yes" ? words().afar : word("answer", party.attended), word("answer", party.useful)] : []),
];

function attendance(party: MeetingParty, cell: string): string {
  if (party.attended === "unknown" && !party.sentInput) return "";
  return cell === words().afar ? ` · ${cell}` : ` · ${words().attended.toLowerCase()}: ${cell}`;
}

export function Stakes({ parties, held, reference }: { parties: MeetingParty[]; held: boolean; reference: string }) {
  const titles = [words().party, words().kind, words().stake, ...(held ? [words().attended, words().useful] : [])];
  const columns = titles.map((title, index): Column<MeetingParty> => ({ title, head: index === 0, cell: (party) => cellsOf(party, held)[index] }));
  return (
    <section class="stakes">
      <h4>{words().title}</h4>
      <Twin label={`${words().title} (${reference})`}
        graphic={() => (
          <ul class="stake-list">
            {parties.map((party) => {
              const cells = cellsOf(party, held);
              return (
                <li key={party.party} data-row={party.party} aria-label={cells.join(" · ")} class={held && party.attended === "no" && !party.sentInput ? "stake-absent" : ""}>
                  <span class="stake-party">{cells[0]}</span>
                  <span class={`stake-bar stake-${steps[party.stake] ?? 0}`} aria-hidden="true"><i /><i /><i /></span>
                  <span class="stake-word">{cells[2]}{held && attendance(party, cells[3] ?? "")}</span>
                </li>
              );
            })}
          </ul>
        )}
        table={() => <Table caption={words().title} hideCaption rows={parties} rowKey={(party) => party.party} columns={columns} />} />
    </section>
  );
}
