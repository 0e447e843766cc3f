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
