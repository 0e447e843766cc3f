// Writing in a case: from the choice to the stored event; a lost connection, a conflict, a refusal, the lock. Nothing typed is
// lost, and nothing is stored twice.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer, karen } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = await PageServer.begin();
after(async () => {
  await closeBrowser();
  await server.end();
});

const arrive = async () => (await Visitor.arrive(server.url)).signIn(await server.oneTimeToken());

const save = (page) => page.getByRole("button", { name: "Gem", exact: true }).click();
const appends = `**/api/v1/cases/${karen}/events`;
const version = async () => JSON.parse(await server.ask("case", "show", karen, "--json")).status.version;

async function begin(visitor, type) {
  await visitor.go(`/cases/${karen}/write/${type}`);
  await visitor.page.locator(".write-form").waitFor();
}

async function contact(visitor, words) {
  await begin(visitor, "contact.held");
  await visitor.page.getByLabel("Hvordan?").selectOption("sms");
  await visitor.page.getByLabel("Borgerens egne ord").fill(words);
}

test("a contact is written and stands on the overview at once, in the citizen's own words", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/write`);
  await page.getByRole("link", { name: /^Kontakt/ }).click();
  await page.getByLabel("Hvordan?").selectOption("sms");
  await page.getByLabel("Borgerens egne ord").fill("Det var en god dag.");
  await visitor.isAccessible("the form");
  await save(page);
  await page.locator(".told", { hasText: "Gemt: Kontakt" }).waitFor();
  await page.locator(".said-first", { hasText: "Det var en god dag." }).waitFor();
  await visitor.picture("overview-after-writing");
  await visitor.leave();
});

test("over a lost connection the form keeps what is typed and sends it again with the same key: it is stored once", async () => {
  const visitor = await arrive();
  visitor.mayComplain(/net::ERR/);
  const { page } = visitor;
  const before = Number(await version());
  const keys = [];
  await contact(visitor, "Skrevet i toget.");
  await page.route(appends, async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length === 1) return route.abort();
    if (keys.length === 2) {  // stored, but the answer never arrives
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await save(page);
  await page.getByText("Ikke gemt endnu").waitFor();
  await visitor.picture("writing-not-stored-yet");
  await page.locator(".told", { hasText: "Gemt: Kontakt" }).waitFor({ timeout: 30_000 });
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
  assert.equal(Number(await version()), before + 1);
  await visitor.leave();
});

test("who writes meanwhile is told before storing, and in a conflict the writer sees it and keeps their own", async () => {
  const visitor = await arrive();
  visitor.mayComplain(/412/);
  const { page } = visitor;
  await contact(visitor, "Mit eget.");
  await page.route("**/api/v1/stream*", (route) => route.abort());
  await server.write(karen, { type: "contact.attempted", occurredAt: "2026-11-20T10:00:00+01:00", actor: { pseudonym: "koord-3" }, payload: { kinds: ["citizen"], channel: "phone" } });
  await save(page);
  const conflict = page.locator(".conflict");
  await conflict.getByText("Forsøgt kontakt").waitFor();
  assert.match(await conflict.innerText(), /koord-3/);
  await visitor.isAccessible("the conflict");
  await visitor.picture("writing-conflict");
  assert.equal(await page.getByLabel("Borgerens egne ord").inputValue(), "Mit eget.");
  const before = Number(await version());
  await conflict.getByRole("button", { name: "Gem mit alligevel" }).click();
  await page.locator(".told", { hasText: "Gemt: Kontakt" }).waitFor();
  assert.equal(Number(await version()), before + 1);
  await visitor.leave();
});

test("a draft is there after a reload and after the lock, and gone after signing out", async () => {
  const visitor = await arrive();
  visitor.mayComplain(/401/);
  const { page } = visitor;
  await contact(visitor, "Halvt skrevet");
  await page.reload();
  await page.locator(".write-form").waitFor();
  assert.equal(await page.getByLabel("Borgerens egne ord").inputValue(), "Halvt skrevet");
  await visitor.context.clearCookies();  // as if the server had ended the session
  await save(page);
  await page.getByRole("heading", { name: "Siden er låst" }).waitFor();
  assert.equal(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), "{}");
  assert.ok(!(await page.content()).includes("Halvt skrevet"), "nothing is shown behind the lock");
  await visitor.isAccessible("the lock");
  await visitor.picture("locked");
  await visitor.signIn(await server.oneTimeToken());
  await page.locator(".write-form").waitFor();
  assert.equal(await page.getByLabel("Borgerens egne ord").inputValue(), "Halvt skrevet");
  await page.getByRole("button", { name: "Log af" }).click();
  await page.getByRole("heading", { name: "Log på" }).waitFor();
  await visitor.signIn(await server.oneTimeToken());
  await begin(visitor, "contact.held");
  assert.equal(await page.getByLabel("Borgerens egne ord").inputValue(), "");
  await visitor.leave();
});

test("before information is asked for, the form says who already has it", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await begin(visitor, "information.requested");
  await page.getByLabel("Hvad mangler du at vide?").selectOption("funktionsevne");
  await page.getByText("det findes allerede et sted").waitFor();
  assert.match(await page.locator(".held").innerText(), /Voksenhandicap fik det 18\. sep\. 2025/);
  await visitor.isAccessible("the advice");
  await visitor.picture("writing-already-held");
  await visitor.leave();
});

test("a refusal takes the writer to the field it is about", async () => {
  const visitor = await arrive();
  visitor.mayComplain(/422|400/);
  const { page } = visitor;
  await begin(visitor, "goal.progress_rated");
  await page.getByLabel("Borgerens egne ord").fill("Uden mål");
  await save(page);
  await page.getByText("Sagens regler siger nej").waitFor();
  assert.equal(await page.getByLabel("Borgerens egne ord").inputValue(), "Uden mål");
  assert.ok(await page.evaluate(() => document.activeElement?.closest(".write-form") !== null), "the focus is in the form");
  await visitor.leave();
});

test("a meeting is convened with its agenda by keyboard alone, and the timeline has the words of the agenda", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await begin(visitor, "meeting.convened");
  const add = page.getByRole("group", { name: "Dagsorden" }).getByRole("button", { name: /Tilføj/ });
  await add.focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Dagsorden, Punkt 1").focus();
  await page.keyboard.type("Hvordan går det derhjemme?");
  await page.getByRole("button", { name: "Gem", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".told", { hasText: "Gemt: Møde indkaldt" }).waitFor();
  await visitor.go(`/cases/${karen}/timeline?view=full&search=derhjemme`);
  await page.locator(".entry", { hasText: "Hvordan går det derhjemme?" }).waitFor();
  await visitor.leave();
});

test("an event is corrected from the timeline by keyboard alone: its form says what it says now, and both texts stay readable", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/timeline?view=full&search=${encodeURIComponent("Talefunktionen")}`);
  const entry = page.locator(".entry", { hasText: "Udredningstema vurderet" });
  await entry.getByRole("link", { name: "Ret", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".write-form").waitFor();
  assert.match(await page.getByLabel("Beskrivelse").inputValue(), /^Talefunktionen er hårdt ramt/);  // as it was corrected once
  assert.equal(await page.getByLabel("Funktionsniveau").inputValue(), "severe");
  await visitor.isAccessible("the form of a correction");
  await page.getByLabel("Hvorfor rettes det?").selectOption("typing_error");
  await page.getByLabel("Beskrivelse").fill("Talefunktionen er ramt.");
  await visitor.picture("writing-correction");
  await page.getByRole("button", { name: "Gem", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".told", { hasText: "Gemt" }).waitFor();
  const told = JSON.parse(await server.ask("case", "history", karen, "--json")).entries.find((each) => each.type === "assessment.theme_scored" && each.corrected);
  const said = Object.fromEntries(told.fields.map((field) => [field.name, field.value]));
  assert.equal(said.description, "Talefunktionen er ramt.");
  assert.equal(said.citizenWords, "Jeg kan godt sige det, når I giver mig tid.");
  assert.equal(said.theme, "kommunikation");
  assert.equal(told.occurred, "2025-09-22T14:00:00+02:00");
  await visitor.leave();
});

test("an event that was written in the wrong case is taken back with a reason, and stands among the originals", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await contact(visitor, "Skrevet i det forkerte forløb.");
  await save(page);
  await page.locator(".told", { hasText: "Gemt: Kontakt" }).waitFor();
  await visitor.go(`/cases/${karen}/timeline?view=full&search=forkerte`);
  await page.locator(".entry", { hasText: "det forkerte forløb" }).getByRole("link", { name: "Træk tilbage" }).click();
  await page.getByLabel("Årsag").selectOption("wrong_case");
  await visitor.isAccessible("the form of a retraction");
  await save(page);
  await page.locator(".told", { hasText: "Gemt" }).waitFor();
  await visitor.go(`/cases/${karen}/timeline?view=full&search=forkerte`);
  await page.locator(".nothing").waitFor();
  await visitor.go(`/cases/${karen}/timeline?view=full&search=forkerte&originals=yes`);
  await page.locator(".entry", { hasText: "trukket tilbage" }).waitFor();
  await visitor.leave();
});
