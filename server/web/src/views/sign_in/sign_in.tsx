// Signing in with a one-time token from `forloeb token create`. Also what is shown when the page has locked itself: then
// the same person comes back to the same place, with what was typed.
import { useEffect, useRef, useState } from "preact/hooks";
import { signIn } from "../../app/session";
import { spoken } from "../../language/language";
import { Icon } from "../../parts/icon";

const words = spoken(
  {
    title: "Log på", locked: "Siden er låst",
    lead: "Forløb viser oplysninger om borgere. Det, du ser, bliver skrevet i en læselog med dit navn.",
    lockedLead: "Du har ikke brugt siden et stykke tid. Log på igen, så kommer du tilbage til det samme sted, og det, du var i gang med at skrive, er her stadig.",
    token: "Engangsnøgle", hint: "Du får den af den, der driver Forløb hos jer. Den begynder med forloeb_ og virker én gang.",
    enter: "Log på", entering: "Logger på …",
    wrong: "Nøglen passer ikke. Den virker kun én gang og kun en kort tid. Bed om en ny.",
    missing: "Skriv nøglen.", unreachable: "Serveren svarer ikke. Prøv igen om lidt.", lockedOut: "Der er prøvet for mange gange. Vent et kvarter, eller bed om hjælp.",
  },
  {
    title: "Sign in", locked: "The page is locked",
    lead: "Forløb shows information about citizens. What you see is written in a read log under your name.",
    lockedLead: "You have not used the page for a while. Sign in again to come back to the same place; what you were writing is still here.",
    token: "One-time token", hint: "You get it from whoever runs Forløb in your organisation. It begins with forloeb_ and works once.",
    enter: "Sign in", entering: "Signing in …",
    wrong: "The token does not fit. It works once, and for a short time. Ask for a new one.",
    missing: "Write the token.", unreachable: "The server does not answer. Try again in a moment.", lockedOut: "There were too many attempts. Wait a quarter of an hour, or ask for help.",
  },
);

export function SignIn({ locked, refused }: { locked: boolean; refused: string | undefined }) {
  const [token, setToken] = useState("");
  const [missing, setMissing] = useState(false);
  const [entering, setEntering] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${locked ? words().locked : words().title} · Forløb`;
    if (locked) heading.current?.focus();
  }, [locked]);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setMissing(!token.trim());
    if (!token.trim()) return void field.current?.focus();
    setEntering(true);
    const good = await signIn(token.trim());
    setEntering(false);
    if (!good) {
      setToken("");
      field.current?.focus();
    }
  }

  const error = missing ? words().missing
    : refused === "unreachable" ? words().unreachable
    : refused === "lockedOut" ? words().lockedOut
    : refused ? words().wrong : "";
  return (
    <div class="view sign-in">
      <h1 tabIndex={-1} ref={heading}>{locked && <Icon name="lock" size={32} />} {locked ? words().locked : words().title}</h1>
      <p class="font-lead">{locked ? words().lockedLead : words().lead}</p>
      <form onSubmit={submit} noValidate>
        <div class={error ? "form-group form-error" : "form-group"}>
          <label class="form-label" for="token">{words().token}</label>
          <span class="form-hint" id="token-hint">{words().hint}</span>
          {error && <span class="form-error-message" id="token-error" role="alert">{error}</span>}
          <input class="form-input" id="token" type="password" autoComplete="one-time-code" spellcheck={false} ref={field} value={token}
                 aria-describedby={error ? "token-hint token-error" : "token-hint"} aria-invalid={error ? true : undefined}
                 onInput={(event) => setToken(event.currentTarget.value)} />
        </div>
        <button class="button button-primary" disabled={entering}>{entering ? words().entering : words().enter}</button>
      </form>
    </div>
  );
}
