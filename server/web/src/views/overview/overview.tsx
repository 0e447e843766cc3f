import type { View } from "../../app/view";
import { useCase } from "../../app/case_frame";
import { spoken } from "../../language/language";
import { Answered } from "../../parts/answered";
import { Heading } from "../../parts/heading";
import { OwnWords } from "../../parts/personal";

const words = spoken({ title: "Overblik" }, { title: "Overview" });

export const overviewView: View = { path: "/cases/:case", title: () => words().title, within: "case", show: () => <Overview /> };

function Overview() {
  const { overview } = useCase();
  return (
    <>
      <Heading>{words().title}</Heading>
      <Answered of={overview}>{(of) => <OwnWords of={of.ownWords[0]?.words} large />}</Answered>
    </>
  );
}
