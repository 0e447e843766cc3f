// The list of all cases: what is most urgent first and why, another order, filters under a name of one's own.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = await PageServer.begin({ cases: 60 });
after(async () => {
  await closeBrowser();
  await server.end();
});

const arrive = async () => (await Visitor.arrive(server.url)).signIn(await server.oneTimeToken());
const shown = (page) => page.locator(".all-cases tbody th a").evaluateAll((links) => links.map((link) => link.getAttribute("href").split("/").at(-1)));
const answered = (page, query) => page.evaluate(async (asked) => (await (await fetch(`/api/v1/cases?${asked}`)).json()).rows, query);
const urgency = ["deadlineOverdue", "promiseOverdue", "meetingToday", "handoverWaits", "deadlineSoon", "promiseSoon", "meetingSoon", "meetingUnregistered", "applicationWaits",
                 "attemptUnanswered", "requestUnanswered", "contactGap", "promiseWithoutDate", "consentEnding", "disagreementOpen", "uncertaintyOpen"];

test("all open cases stand in order of urgency, each says why, and by id where the reader wants that", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go("/?list=all");
  await page.locator(".all-cases").waitFor();
  const rows = await answered(page, "state=open&urgentFirst=true&limit=50");
  assert.deepEqual(await shown(page), rows.map((row) => row.caseId));
  const places = rows.map((row) => row.urgentReason ? urgency.indexOf(row.urgentReason) : urgency.length);
  assert.ok(!places.includes(-1));
  assert.deepEqual(places, [...places].sort((one, other) => one - other));
  assert.ok(new Set(places).size > 2, "there is more than one reason");
  const promised = rows.findIndex((row) => row.urgentReason === "promiseOverdue");
  assert.match(await page.locator(".all-cases tbody tr").nth(promised).innerText(), /løfte for \d+ dage siden|løfte i går/);
  await visitor.isAccessible("the list in order of urgency");
  await visitor.picture("all-cases");
  await page.getByLabel("Rækkefølge").selectOption("id");
  await page.waitForFunction((first) => document.querySelector(".all-cases tbody th a").getAttribute("href").endsWith(first), (await answered(page, "state=open&limit=1"))[0].caseId);
  const byId = await shown(page);
  assert.deepEqual(byId, [...byId].sort());
  assert.deepEqual([...byId].sort(), rows.map((row) => row.caseId).sort());
  await visitor.leave();
});

test("by the keyboard alone a filter is saved under a name, is there after a reload, is used and deleted", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go("/?list=all");
  await page.getByLabel("Tilstand").selectOption("closed");
  await page.getByText("i alt").waitFor();
  await page.getByLabel("Navn på filteret").focus();
  await page.keyboard.type("Afsluttede");
  await page.keyboard.press("Enter");
  const saved = page.getByRole("group", { name: "Gemte filtre" }).getByRole("button", { name: "Afsluttede", exact: true });
  assert.equal(await saved.getAttribute("aria-pressed"), "true");
  await visitor.open("/?list=all");
  assert.equal(await saved.getAttribute("aria-pressed"), "false");
  await visitor.isAccessible("saved filters");
  await saved.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("state=closed"));
  assert.equal(await page.getByLabel("Tilstand").inputValue(), "closed");
  const kept = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("forloeb.filters.")).map(([, value]) => JSON.parse(value)));
  assert.deepEqual(kept, [[{ name: "Afsluttede", query: { state: "closed" } }]]);
  await page.getByRole("button", { name: "Slet filteret Afsluttede" }).focus();
  await page.keyboard.press("Enter");
  await saved.waitFor({ state: "detached" });
  await visitor.leave();
});
