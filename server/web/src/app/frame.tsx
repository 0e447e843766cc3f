// The page around all views: who is signed in, the main navigation, the language, the connection; and which view stands
// where the reader is.
import { useEffect } from "preact/hooks";
import { spoken } from "../language/language";
import { Heading } from "../parts/heading";
import { Trouble, Waiting } from "../parts/answered";
import { unreachable } from "../api/problem";
import { views } from "../views/views";
import { SignIn } from "../views/sign_in/sign_in";
import { CaseFrame } from "./case_frame";
import { Banner, Header } from "./header";
import { href, match, place } from "./router";
import { askWho, session } from "./session";
import { Told } from "./told";
import type { View } from "./view";

const words = spoken(
  { skip: "Gå til indholdet", nowhere: "Siden findes ikke", home: "Gå til dine forløb", footer: "Forløb: historik over koordinerede borgerforløb" },
  { skip: "Go to the content", nowhere: "There is no such page", home: "Go to your cases", footer: "Forløb: the history of coordinated cases" },
);

export function Frame() {
  const now = session.value;
  return (
    <>
      <a class="skipnav" href="#main" onClick={toMain}>{words().skip}</a>
      {now.state === "in" && now.who.synthetic && <Banner />}
      <Header />
      <Told />
      <main id="main" tabIndex={-1}>
        {now.state === "in" ? <Here /> :
         now.state === "out" ? <SignIn locked={now.locked} refused={now.refused} /> :
         now.state === "unreachable" ? <Trouble problem={unreachable} again={() => void askWho()} /> : <Waiting />}
      </main>
      <footer class="page-foot">{words().footer}{now.state === "in" && <> · {now.who.server}</>}</footer>
    </>
  );
}

/** The skip link must not change the fragment: that is where the reader is. */
function toMain(click: Event): void {
  click.preventDefault();
  const main = document.getElementById("main");
  main?.focus();
  main?.scrollIntoView();
}

function found(): { view: View; parts: Record<string, string> } | undefined {
  for (const view of views) {
    const parts = match(view.path, place.value.path);
    if (parts) return { view, parts };
  }
  return undefined;
}

function Here() {
  const here = found();
  const title = here?.view.title() ?? words().nowhere;
  useEffect(() => { document.title = `${title} · Forløb`; }, [title]);
  if (!here) return <div class="view"><Heading>{words().nowhere}</Heading><p><a href={href("/")}>{words().home}</a></p></div>;
  // The key makes a new view of a new path: nothing of the last case is left standing in the next.
  const view = (
    <div key={place.value.path} class={here.view.wide ? "view view-wide" : "view"}>
      {here.view.show({ parts: here.parts, place: place.value })}
    </div>
  );
  const caseId = here.parts.case;
  return caseId ? <CaseFrame key={caseId} caseId={caseId}>{view}</CaseFrame> : view;
}
