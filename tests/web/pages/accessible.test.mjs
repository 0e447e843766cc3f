// axe-core on every view and on its states, the keyboard alone, narrow windows and great zoom.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer, karen } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = await PageServer.begin({ cases: 60 });
after(async () => {
  await closeBrowser();
  await server.end();
});

const views = ["/", `/cases/${karen}`, ...["timeline", "partners", "goals", "promises", "meetings", "information", "dossier", "replay", "audit", "write"].map((view) => `/cases/${karen}/${view}`),
               "/evaluation", "/audit", "/operations"];
const named = (view) => view.replace(`/cases/${karen}`, "case").replaceAll("/", "-").replace(/^-/, "") || "list";

const arrive = async (options) => (await Visitor.arrive(server.url, options)).signIn(await server.oneTimeToken());

test("axe-core finds nothing on any view, drawn and as tables, in Danish and in English", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  for (const language of ["da", "en"]) {
    if (language === "en") await page.getByRole("button", { name: "English" }).or(page.getByRole("link", { name: "English" })).click();
    for (const view of views) {
      await visitor.go(view);
      await visitor.isAccessible(`${view} in ${language}`);
      if (language === "en") await visitor.picture(`english-${named(view)}`);
      const switches = page.locator(".twin-switch");
      if (await switches.count() > 0) {
        for (const each of await switches.all()) await each.click();
        await visitor.isAccessible(`${view} as tables, in ${language}`);
      }
    }
  }
  await visitor.leave();
});

test("axe-core finds nothing where there is no answer, no such case, and while one is waited for", async () => {
  const visitor = await arrive();
  visitor.mayComplain(/404|503|500|net::|Failed to load/);
  const { page } = visitor;
  await visitor.go("/cases/01990316-b880-7000-8000-000000000000/goals");
  await visitor.isAccessible("no such case");
  await page.route("**/views/promises*", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ title: "x", status: 503, code: "unavailable", detail: "" }) }));
  await visitor.go(`/cases/${karen}/promises`);
  await page.getByText("Serveren har travlt lige nu").waitFor();
  await visitor.isAccessible("busy");
  await visitor.picture("busy");
  await page.unroute("**/views/promises*");
  await page.getByRole("button", { name: "Prøv igen" }).click();
  await page.locator(".due-list").waitFor();
  let release;
  await page.route("**/views/meetings*", async (route) => { await new Promise((done) => { release = done; }); await route.continue(); });
  await page.evaluate((to) => { location.hash = to; }, `/cases/${karen}/meetings`);
  await page.locator(".waiting").waitFor();
  await visitor.isAccessible("waiting");
  release();
  await visitor.settled();
  await visitor.leave();
});

for (const [name, width, height] of [["a phone", 360, 740], ["400 % zoom", 320, 256]]) {
  test(`at ${name} no view scrolls sideways`, async () => {
    const visitor = await arrive({ viewport: { width, height } });
    const { page } = visitor;
    const wide = [];
    for (const view of views) {
      await visitor.go(view);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      if (content > window) wide.push(`${view}: ${content} of ${window}: ${await widest(page)}`);
      if (width === 360) await visitor.picture(`phone-${named(view)}`);
    }
    assert.deepEqual(wide, []);
    await visitor.leave();
  });
}

/** What sticks out, for the message. */
const widest = (page) => page.evaluate(() => {
  const inside = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > inside + 1 && !each.closest(".graphic-scroll, .table-scroll, .map-figure, svg"))
    .slice(0, 3).map((each) => `${each.tagName}.${each.className}`).join(", ");
});

test("by the keyboard alone: past the head, to the network, from party to party, to the table", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.open(`/cases/${karen}`);
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /Gå til|indhold/i);
  assert.ok(await reach(page, (focus) => focus.text === "Netværk"));
  await page.keyboard.press("Enter");
  await visitor.settled();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  assert.ok(await reach(page, (focus) => focus.classes.includes("map-party")));
  const first = await page.evaluate(() => document.activeElement.dataset.party);
  await page.keyboard.press("ArrowRight");
  const second = await page.evaluate(() => document.activeElement.dataset.party);
  assert.notEqual(first, second);
  assert.ok((await page.locator(".map-chosen h2").innerText()).length > 0);
  await visitor.picture("keyboard-map");
  await page.keyboard.press("Shift+Tab");
  assert.ok(await reach(page, (focus) => focus.classes.includes("twin-switch"), "Shift+Tab"));
  await page.keyboard.press("Enter");
  await page.locator(".twin-table table").waitFor();
  await visitor.leave();
});

test("by the keyboard alone: the replay, its clock and its slider", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/replay?pace=event&step=20`);
  await page.locator('.replay[data-ready="true"]').waitFor();
  assert.ok(await reach(page, (focus) => focus.text === "Som kendt nu"));
  await page.keyboard.press("Space");
  assert.equal(await page.getByRole("button", { name: "Som kendt nu" }).getAttribute("aria-pressed"), "true");
  assert.ok(await reach(page, (focus) => focus.type === "range"));
  const before = await page.locator(".replay-now").innerText();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((was) => document.querySelector(".replay-now").innerText !== was, before);
  await visitor.leave();
});

test("every stop of the tab key can be seen to have the focus", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  for (const view of [`/cases/${karen}/partners`, `/cases/${karen}/goals`, "/evaluation"]) {
    await visitor.open(view);
    for (let press = 0; press < 25; ++press) {
      await page.keyboard.press("Tab");
      const unseen = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return "";
        if (at.type === "date" && !at.matches(":focus")) return "";  // the browser's own button inside it, with the browser's own ring
        const style = getComputedStyle(at);
        const ring = at.querySelector(".map-focus");
        const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none" || (ring && getComputedStyle(ring).stroke !== "none");
        return seen ? "" : `${at.tagName}.${at.getAttribute("class")} ${at.textContent.slice(0, 30)}`;
      });
      assert.equal(unseen, "", view);
    }
  }
  await visitor.leave();
});

/** Presses Tab until the focus is where it should be. */
async function reach(page, there, key = "Tab") {
  for (let press = 0; press < 60; ++press) {
    const focus = await page.evaluate(() => ({ text: (document.activeElement?.textContent ?? "").trim(), classes: document.activeElement?.getAttribute("class") ?? "", type: document.activeElement?.getAttribute("type") ?? "" }));
    if (there(focus)) return true;
    await page.keyboard.press(key);
  }
  return false;
}
