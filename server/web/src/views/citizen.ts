// What a case's citizen is called, for drawings that put the person in the middle. Asked once a case; empty while unknown
// and where the reader may not see it.
import { useEffect, useState } from "preact/hooks";
import { request } from "../api/request";
import type { PersonalText } from "../parts/personal";

export function useCitizen(caseId: string): string {
  const [name, know] = useState("");
  useEffect(() => {
    let here = true;
    know("");
    request<{ name?: PersonalText }>(`/cases/${caseId}/views/goals`).then((outcome) => {
      if (here && outcome.ok) know(outcome.answer.name?.text ?? "");
    });
    return () => { here = false; };
  }, [caseId]);
  return name;
}
