// The slider over both clocks moves overview, network and goals, by the keyboard and by itself.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer, karen } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = PageServer.shared();
after(closeBrowser);

async function arrive(query, options) {
  const visitor = await Visitor.arrive(server.url, options);
  await visitor.signIn(await server.oneTimeToken("koord-2"));
  await visitor.go(`/cases/${karen}/replay?${query}`);
  await ready(visitor.page);
  return visitor;
}

const ready = (page) => page.locator('.replay[data-ready="true"] .replay-overview').waitFor();
const facts = async (page) => Object.fromEntries(await page.locator(".replay-overview dt").evaluateAll((terms) =>
  terms.map((term) => [term.innerText, term.nextElementSibling.innerText])));
const parties = (page) => page.locator(".replay-map .map-party").evaluateAll((marks) => marks.map((mark) => mark.dataset.party).sort());
const goals = (page) => page.locator(".replay-goals [data-goal]").evaluateAll((marks) => marks.map((mark) => mark.dataset.goal).sort());


test("overview, network and goals are those of the day, as known then", async () => {
  const visitor = await arrive("pace=day&date=2025-10-01");
  const { page } = visitor;
  assert.deepEqual(await goals(page), ["g2"], "one is proposed, none agreed");
  const before = await parties(page);
  await page.locator("#replay-date").fill("2025-10-07");
  await page.locator("#replay-date").dispatchEvent("change");
  await page.waitForFunction(() => document.querySelectorAll(".replay-goals [data-goal]").length === 2);
  await ready(page);
  assert.deepEqual(await goals(page), ["g1", "g2"]);
  const after = await parties(page);
  assert.ok(after.length > before.length, `${before} then ${after}`);
  assert.match((await facts(page))["Koordinator"], /^koord-1/);
  await visitor.picture("replay-day");
  await visitor.leave();
});

test("as known now, the call that was written down late was there already; as known then, it was not", async () => {
  const visitor = await arrive("pace=day&date=2025-10-02&known=then");
  const { page } = visitor;
  const then = Number((await facts(page))["Hændelser i kraft"]);
  await page.getByRole("button", { name: "Som kendt nu" }).click();
  await page.waitForFunction((before) => {
    const term = [...document.querySelectorAll(".replay-overview dt")].find((each) => each.innerText === "Hændelser i kraft");
    return term && !term.nextElementSibling.innerText.startsWith(before);
  }, String(then));
  await ready(page);
  const now = parseInt((await facts(page))["Hændelser i kraft"], 10);
  assert.ok(now > then, `${then} then, ${now} now`);
  await visitor.picture("replay-known-now");
  await visitor.leave();
});

test("arrow keys, Home and End move it, and each step says when it is", async () => {
  const visitor = await arrive("pace=event&step=10");
  const { page } = visitor;
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".replay-now .small").innerText.startsWith("12 "));
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector(".replay-now .small").innerText.startsWith("10 "));
  assert.match(await slider.getAttribute("aria-valuetext"), /^\d+\. \S+ 20\d\d kl\. \d\d\.\d\d: \S/);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector(".replay-now .small").innerText.startsWith("1 "));
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector(".replay-now .small").innerText.replace(/^(\d+) af (\d+)$/, "$1=$2").split("=").every((part, _, all) => part === all[0]));
  await ready(page);
  await visitor.isAccessible("the slider at its end");
  await visitor.leave();
});

test("by day an arrow key passes the days on which nothing happened", async () => {
  const visitor = await arrive("pace=day&date=2025-12-04");
  const { page } = visitor;
  const stood = await page.locator(".replay-now strong").innerText();
  await page.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((before) => document.querySelector(".replay-now strong").innerText !== before, stood);
  assert.ok(await page.locator(".replay-events li").count() > 0);
  await visitor.leave();
});

test("it plays by itself and stops, and not at all for who asked for less motion", async () => {
  const visitor = await arrive("pace=event&step=5");
  const { page } = visitor;
  await page.getByRole("button", { name: "Afspil", exact: true }).click();
  await page.waitForFunction(() => parseInt(document.querySelector(".replay-now .small").innerText, 10) >= 8);
  await page.getByRole("button", { name: "Stands" }).click();
  const stood = await page.locator(".replay-now .small").innerText();
  await page.waitForTimeout(2_000);
  assert.equal(await page.locator(".replay-now .small").innerText(), stood);
  await visitor.leave();
  const calm = await arrive("pace=event&step=5", { reducedMotion: "reduce" });
  assert.equal(await calm.page.getByRole("button", { name: "Afspil", exact: true }).count(), 0);
  await calm.leave();
});

test("at twenty days of both clocks the page shows what the command line answers", async () => {
  const visitor = await arrive("pace=day&step=0");
  const { page } = visitor;
  const slider = page.getByRole("slider");
  const steps = parseInt((await page.locator(".replay-now .small").innerText()).split(" af ")[1], 10);
  await slider.focus();
  for (const known of ["then", "now"]) {
    for (let share = 1; share <= 10; ++share) {
      const step = Math.floor((steps - 1) * share / 10);
      await visitor.go(`/cases/${karen}/replay?pace=day&known=${known}&step=${step}`);
      await ready(page);
      const day = await page.locator("#replay-date").inputValue();
      const clocks = ["--as-of", day, ...(known === "then" ? ["--known-at", day] : [])];
      const shown = await facts(page);
      const overview = await asOwner("show", karen, ...clocks);
      assert.equal(parseInt(shown["Hændelser i kraft"], 10), overview.status.events, `${day} ${known}`);
      assert.equal(parseInt(shown["Åbne løfter"], 10), overview.openCommitments.length, `${day} ${known}`);
      const map = await asOwner("partners", karen, ...clocks);
      const expected = [...map.internal, ...map.external, ...map.privateNetwork, ...map.unknownSide].map((each) => each.party).sort();
      assert.deepEqual(await parties(page), expected, `${day} ${known}`);
      const board = await asOwner("goals", karen, ...clocks);
      assert.deepEqual(await goals(page), [...board.goals.open, ...board.goals.proposed, ...board.goals.closed].map((each) => each.reference).sort(), `${day} ${known}`);
    }
  }
  await visitor.leave();
});

// The same demo in a folder without a policy, asked by its owner: the shared one is open in the server.
let own;
async function asOwner(...words) {
  own ??= await PageServer.begin();
  return JSON.parse(await own.ask("case", ...words, "--json"));
}
after(async () => { await own?.end(); });
