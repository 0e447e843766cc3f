import type { CaseList } from "../../api/answers";
import { useAnswer } from "../../api/asked";
import { href } from "../../app/router";
import type { View } from "../../app/view";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";

const words = spoken({ title: "Forløb" }, { title: "Cases" });

export const caseListView: View = { path: "/", title: () => words().title, within: "work", show: () => <List /> };

function List() {
  const asked = useAnswer<CaseList>("/cases?limit=50");
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={asked}>{(list) => <ul>{list.rows.map((row) => <li key={row.caseId}><a href={href(`/cases/${row.caseId}`)}>{row.caseId}</a></li>)}</ul>}</Answered>
    </>
  );
}
