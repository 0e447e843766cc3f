// The strip at the top: the name, where one can go, how the connection is, the language, who is signed in.
import { connection, pause, resume } from "../api/stream";
import { language, spoken } from "../language/language";
import { Icon } from "../parts/icon";
import { views } from "../views/views";
import { href, place } from "./router";
import { session, signOut } from "./session";

const words = spoken(
  {
    main: "Hovedmenu", live: "Følger med", reconnecting: "Forbinder igen", paused: "Sat på pause", off: "",
    pause: "Sæt på pause", resume: "Følg med igen",
    liveLong: "Siden følger med, når andre skriver.", reconnectingLong: "Forbindelsen er afbrudt. Siden prøver igen.",
    pausedLong: "Siden viser ikke nyt, før du vælger at følge med igen.",
    signOut: "Log af", other: "English", synthetic: "Syntetiske data: personer og forløb er opdigtede.", signedIn: "Logget på som",
  },
  {
    main: "Main menu", live: "Live", reconnecting: "Reconnecting", paused: "Paused", off: "",
    pause: "Pause", resume: "Follow again",
    liveLong: "The page follows when others write.", reconnectingLong: "The connection is broken. The page tries again.",
    pausedLong: "The page shows nothing new until you choose to follow again.",
    signOut: "Sign out", other: "Dansk", synthetic: "Synthetic data: persons and cases are made up.", signedIn: "Signed in as",
  },
);

export function Banner() {
  return <p class="synthetic" role="note">{words().synthetic}</p>;
}

export function Header() {
  const now = session.value;
  return (
    <header class="page-head">
      <a class="brand" href={href("/")}>
        <svg class="brand-mark" width="34" height="20" viewBox="0 0 34 20" aria-hidden="true" focusable="false">
          <path d="M2 14h8c4 0 4-8 8-8h14" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
          <circle cx="10" cy="14" r="3.5" fill="currentColor" /><circle cx="24" cy="6" r="3.5" fill="currentColor" />
        </svg>
        Forløb
      </a>
      {now.state === "in" && (
        <nav aria-label={words().main} class="main-nav">
          <ul>
            {views.filter((view) => view.within === "work").map((view) => (
              <li key={view.path}>
                <a href={href(view.path)} {...(here(view.path) ? { "aria-current": "page" as const } : {})}>{view.title()}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="page-state">
        {now.state === "in" && <ConnectionState />}
        <button type="button" class="link-button" lang={language.value === "da" ? "en" : "da"}
                onClick={() => { language.value = language.value === "da" ? "en" : "da"; }}>{words().other}</button>
        {now.state === "in" && (
          <>
            <span class="who" title={words().signedIn}>{now.who.actor || now.who.roles.join(", ")}</span>
            <button type="button" class="link-button" onClick={() => void signOut()}>{words().signOut}</button>
          </>
        )}
      </div>
    </header>
  );
}

/** The list of cases is also home to every case. */
function here(path: string): boolean {
  return place.value.path === path || (path === "/" && place.value.path.startsWith("/cases/"));
}

function ConnectionState() {
  const state = connection.value;
  if (state === "off") return null;
  const long = { live: words().liveLong, reconnecting: words().reconnectingLong, paused: words().pausedLong }[state];
  return (
    <span class={`connection connection-${state}`}>
      <span role="status" title={long}><span class="connection-dot" aria-hidden="true" />{words()[state]}</span>
      {state === "paused"
        ? <button type="button" class="icon-button" title={words().resume} onClick={resume}><Icon name="play" size={16} label={words().resume} /></button>
        : <button type="button" class="icon-button" title={words().pause} onClick={pause}><Icon name="pause" size={16} label={words().pause} /></button>}
    </span>
  );
}
