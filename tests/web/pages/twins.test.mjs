// Every drawing has a table that says the same, cell by cell: what a mark says of itself is the row of its table.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer, karen } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = await PageServer.begin({ cases: 80 });
after(async () => {
  await closeBrowser();
  await server.end();
});

const marksOf = (twin) => twin.locator("[aria-label]").evaluateAll((marks) =>
  marks.filter((mark) => mark.hasAttribute("data-row") || mark.hasAttribute("data-party")).map((mark) => mark.getAttribute("aria-label")));
const rowsOf = (twin) => twin.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText.trim())));

/** The marks of each drawing on a view and the rows of its table, as texts. `cells` cuts a row to what a mark tells. */
async function compare(visitor, view, wanted, cells = (row) => row) {
  const { page } = visitor;
  await visitor.go(view);
  const twins = page.locator(".twin");
  await twins.first().waitFor();
  let compared = 0;
  for (let index = 0; index < await twins.count(); ++index) {
    const twin = twins.nth(index);
    const marks = (await marksOf(twin)).sort();
    await twin.locator(".twin-switch").click();
    await twin.locator("table").waitFor();
    const rows = (await rowsOf(twin)).map((row) => cells(row).join(" · ")).sort();
    await twin.locator(".twin-switch").click();
    if (marks.length === 0 && rows.length === 0) continue;
    assert.deepEqual(marks, rows, `${view}, drawing ${index + 1}`);
    compared += rows.length;
  }
  assert.ok(compared >= wanted, `${view}: ${compared} rows compared`);
}

test("network, goals, services, promises and stakes: each mark is its row", async () => {
  const visitor = await Visitor.arrive(server.url);
  await visitor.signIn(await server.oneTimeToken());
  await compare(visitor, `/cases/${karen}/partners`, 10);
  await compare(visitor, `/cases/${karen}/promises`, 6);
  await compare(visitor, `/cases/${karen}/meetings`, 15);
  await compare(visitor, `/cases/${karen}/goals`, 4, (row) => row.at(-1) === "se i tidslinjen" ? row.slice(0, -1) : row);
  await compare(visitor, `/cases/${karen}/replay?pace=day&date=2026-01-20`, 8);
  await visitor.leave();
});

test("the evaluation's charts: every point, shown or hidden, is its row", async () => {
  const visitor = await Visitor.arrive(server.url);
  await visitor.signIn(await server.oneTimeToken());
  await visitor.go("/evaluation");
  const { page } = visitor;
  await page.locator(".measure").first().waitFor();
  const twins = page.locator(".twin");
  let compared = 0;
  for (let index = 0; index < await twins.count(); ++index) {
    const twin = twins.nth(index);
    const marks = await twin.locator("[data-row]").evaluateAll((all) => all.map((mark) => mark.getAttribute("aria-label").split(" · ")));
    await twin.locator(".twin-switch").click();
    await twin.locator("table").waitFor();
    const rows = await rowsOf(twin);
    assert.equal(marks.length, rows.length, `chart ${index + 1}`);
    for (const [at, mark] of marks.entries()) assert.deepEqual(mark, rows[at].slice(-mark.length), `chart ${index + 1}, row ${at + 1}`);
    compared += rows.length;
  }
  assert.ok(compared > 300, `${compared} points`);
  assert.ok(compared < 3_000);
  await visitor.leave();
});

test("the network drawn is the network answered: sides, lines and who knows the coordinator", async () => {
  const visitor = await Visitor.arrive(server.url);
  await visitor.signIn(await server.oneTimeToken());
  await visitor.go(`/cases/${karen}/partners?date=2026-10-20`);
  const drawn = await visitor.page.locator(".map-party").evaluateAll((marks) => marks.map((mark) =>
    [mark.dataset.party, mark.getAttribute("class").replace(/.*map-(internal|external|privateNetwork|unknown).*/, "$1"), mark.dataset.line, mark.dataset.knows]).sort());
  const map = JSON.parse(await server.ask("case", "partners", karen, "--as-of", "2026-10-20", "--json"));
  const days = (to) => to ? Math.round((Date.parse("2026-10-20") - Date.parse(to.slice(0, 10))) / 86_400_000) : Infinity;
  const expected = [["internal", map.internal], ["external", map.external], ["privateNetwork", map.privateNetwork]].flatMap(([side, all]) => all.map((each) => {
    const since = days(each.lastContact);
    return [each.party, side, since === Infinity ? "never" : since <= 90 ? "recent" : since <= 365 ? "year" : "old",
            each.knowsCoordinator === "yes" ? "yes" : each.announced ? "told" : each.knowsCoordinator];
  })).sort();
  assert.deepEqual(drawn, expected);
  await visitor.leave();
});
