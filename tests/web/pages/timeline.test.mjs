// The timeline and the list of cases: drawn, as a table, in three ways, by keyboard, and what the address keeps.
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
const entries = async () => JSON.parse(await server.ask("case", "history", karen, "--json")).entries;

test("the board has every event, and its table has the same rows in the same order", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/timeline`);
  await page.locator(".board-mark").first().waitFor();
  const told = await entries();
  const drawn = await page.locator(".board-mark").evaluateAll((marks) => marks.reduce((sum, mark) => sum + Number(/^(\d+) hændelser/.exec(mark.getAttribute("aria-label"))?.[1] ?? 1), 0));
  assert.equal(drawn, told.length);
  await visitor.picture("timeline");
  await page.getByRole("button", { name: "Vis som tabel" }).click();
  while (await page.getByRole("button", { name: "Vis flere" }).count()) await page.getByRole("button", { name: "Vis flere" }).click();
  assert.deepEqual(await page.locator(".twin-table tbody th").allInnerTexts(), told.map((entry) => entry.label.da));
  await visitor.leave();
});

test("what was written late is marked as late, on the board, in the list and in the table", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  const late = (await entries()).filter((entry) => entry.late === "late");
  assert.equal(late.length, 2);
  await visitor.go(`/cases/${karen}/timeline?view=full&odd=yes`);
  for (const entry of late) await page.getByText(`skrevet ${entry.lateDays} dage efter`).first().waitFor();
  await visitor.go(`/cases/${karen}/timeline`);
  await page.locator(".board-late").first().waitFor();
  assert.equal(await page.locator(".board-dot-late").count(), 2);
  await visitor.leave();
});

test("by the keyboard alone: to the board, along a row, to the next, into an event and back", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/timeline`);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("data-at"));
  for (let step = 0; step < 60 && (await focused()) === null; step++) await page.keyboard.press("Tab");
  assert.equal(await focused(), "0-0");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "0-1");
  await page.keyboard.press("ArrowDown");
  assert.match(await focused(), /^1-/);
  await page.keyboard.press("Home");
  assert.equal(await focused(), "1-0");
  await page.keyboard.press("Enter");
  await page.locator(".chosen:focus").waitFor();
  assert.ok(await page.locator(".chosen .entry").count() > 0);
  await visitor.isAccessible("an event that is open");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "1-0");
  await visitor.leave();
});

test("rows that are switched off and words that are searched for stand in the address, and a new visit shows the same", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/timeline?view=compact`);
  await page.getByRole("button", { name: "Sagen", exact: true }).click();
  await page.getByLabel("Søg i tidslinjen").fill("sms");
  await page.waitForFunction(() => location.hash.includes("search=sms"));
  const count = await page.locator(".compact-row").count();
  assert.ok(count > 0);
  await page.reload();
  await page.locator(".compact-row").first().waitFor();
  assert.equal(await page.locator(".compact-row").count(), count);
  assert.equal(await page.getByRole("button", { name: "Sagen", exact: true }).getAttribute("aria-pressed"), "false");
  await visitor.leave();
});

test("one coordinator's cases say what needs a look, and arrow keys go from name to name", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go("/?list=mine&coordinator=koord-2");
  await page.getByRole("link", { name: "Karen" }).waitFor();
  await visitor.isAccessible("own cases");
  await visitor.picture("own-cases");
  await visitor.go("/?list=all");
  const names = page.locator(".all-cases tbody th a");
  await names.first().waitFor();
  assert.equal(await names.count(), 2);
  await visitor.isAccessible("all cases");
  await names.first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await names.nth(1).evaluate((link) => link === document.activeElement), true);
  await page.keyboard.press("Enter");
  await page.locator(".overview").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  await visitor.leave();
});

test("a case is found by a name in a body, never in an address", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await visitor.go("/");
  await page.getByLabel("Find et forløb").fill("karen");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.locator(".overview").waitFor();
  assert.ok(page.url().includes(karen));
  assert.ok(!asked.some((url) => /karen/i.test(url)), "the name is in no address");
  await visitor.leave();
});

test("of a long history the newest part is drawn first and the older part after it, and then no event is missing or twice", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  const contacts = Array.from({ length: 150 }, (_, at) => ({
    type: "contact.held", occurredAt: new Date(Date.UTC(2025, 9, 1, 8) + at * 86_400_000).toISOString(), actor: { pseudonym: "koord-2" }, payload: { channel: "sms", inPerson: "no" } }));
  await server.write(karen, ...contacts);
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(/timeline\?skip=0&/, async (route) => {
    await held;
    await route.continue();
  });
  await page.evaluate((to) => { location.hash = to; }, `/cases/${karen}/timeline?view=full`);
  const all = (await entries()).length;
  await page.getByText(`200 af ${all} hændelser · Henter de ældre`).waitFor();
  await page.locator(".entry").first().waitFor();
  await visitor.isAccessible("a timeline whose older part is on its way");
  release();
  await page.getByText(`${all} af ${all} hændelser`, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Tidslinje", exact: true }).click();
  await page.getByRole("button", { name: "Vis som tabel" }).click();
  while (await page.getByRole("button", { name: "Vis flere" }).count()) await page.getByRole("button", { name: "Vis flere" }).click();
  assert.deepEqual(await page.locator(".twin-table tbody th").allInnerTexts(), (await entries()).map((entry) => entry.label.da));
  await visitor.leave();
});

test("of a board that was zoomed only what is in sight is drawn, and the keys reach the rest", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/timeline`);
  const all = (await entries()).length;
  await page.getByText(`${all} af ${all} hændelser`, { exact: true }).waitFor();
  for (let press = 0; press < 5; ++press) await page.getByRole("button", { name: "Zoom ind" }).click();
  const contacts = (await entries()).filter((entry) => /^(contact|citizen|guidance|communication|feedback)\./.test(entry.type)).length;
  const drawn = page.locator(".facet-contact .board-mark");
  assert.ok(contacts > 100 && await drawn.count() < contacts, "not all are drawn");
  await drawn.first().focus();
  await page.keyboard.press("Home");
  const first = await page.evaluate(() => document.activeElement.getAttribute("data-at"));
  assert.equal(first, "0-0");
  await page.keyboard.press("End");
  await page.waitForFunction(() => Number(/^0-(\d+)$/.exec(document.activeElement.getAttribute("data-at"))?.[1]) > 20);
  const [left, right] = await page.evaluate(() => { const box = document.querySelector(".board-scroll").getBoundingClientRect(), mark = document.activeElement.getBoundingClientRect(); return [mark.left - box.left, box.right - mark.right]; });
  assert.ok(left >= 0 && right >= 0, "the last one is in sight");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement.getAttribute("data-at") === "0-0");
  await visitor.leave();
});

test("a rating of a goal leads to its own event, open in the timeline", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/goals`);
  await page.locator("#goal-g2").getByRole("link", { name: "20. jan. 2026" }).click();
  const entry = page.locator(".chosen .entry");
  await entry.waitFor();
  assert.equal(await entry.count(), 1);
  assert.match(await entry.innerText(), /Fremgang mod mål vurderet[\s\S]*20\. januar 2026[\s\S]*Det går bedre\. De venter på mig\./);
  await visitor.leave();
});
