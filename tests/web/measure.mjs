// What a reader waits for, in figures: the first view of the list with many cases, and the timeline of a case with 2,000
// events. Loopback, a cold cache, medians of several visits. Prints; judges nothing. FORLOEB_MEASURE_DATA names a folder in
// which the generated cases are kept for the next time, which spares most of the minutes this takes.
import { performance } from "node:perf_hooks";
import { PageServer, karen } from "./stage/server.mjs";
import { openBrowser, closeBrowser, Visitor } from "./stage/browser.mjs";

const cases = Number(process.env.FORLOEB_MEASURE_CASES ?? 10_000);
const events = 2_000;
const visits = 7;

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const told = (values) => `median ${Math.round(median(values))} ms (${values.map((value) => Math.round(value)).join(", ")})`;

/** Milliseconds from the start of loading until what is wanted has been painted. */
async function untilShown(page, url, wanted) {
  await page.addInitScript((selector) => {
    window.shownAt = new Promise((done) => {
      const look = () => document.querySelector(selector) ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : requestAnimationFrame(look);
      look();
    });
  }, wanted);
  await page.goto(url);
  return page.evaluate(() => window.shownAt);
}

/** The same from a press of a tab of the case until the board is drawn and an arrow key has moved the focus on it; how much
 *  of that came after the first answer; and until the older events are there as well. */
async function untilTimeline(page) {
  return page.evaluate(async (to) => {
    performance.clearResourceTimings();
    const start = performance.now();
    location.hash = to;
    const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
    const first = () => document.querySelector('.board-mark[tabindex="0"]');
    while (!first()) await frame();
    const stop = first();
    stop.focus();
    stop.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    await frame();
    await new Promise((done) => setTimeout(done));
    const total = performance.now() - start;
    if (document.activeElement === stop) throw new Error("the board does not answer to keys");
    const answer = performance.getEntriesByType("resource").find((each) => each.name.includes("/timeline"));
    while (/Henter/.test(document.querySelector(".twin-tools").innerText)) await frame();
    await frame();
    await new Promise((done) => setTimeout(done));
    return { total, afterAnswer: total - (answer.responseEnd - start), whole: performance.now() - start };
  }, `/cases/${karen}/timeline`);
}

const begun = performance.now();
const server = await PageServer.begin({ cases, kept: process.env.FORLOEB_MEASURE_DATA });
try {
  console.log(`${cases} generated cases and 2 of the demo, made in ${Math.round((performance.now() - begun) / 1000)} s`);
  const first = await Visitor.arrive(server.url);
  await first.signIn(await server.oneTimeToken());
  const cookies = await first.context.storageState();
  await first.context.close();
  const browser = await openBrowser();

  const firstView = [];
  for (let visit = 0; visit < visits; ++visit) {
    const context = await browser.newContext({ storageState: cookies, viewport: { width: 1280, height: 900 } });
    firstView.push(await untilShown(await context.newPage(), server.url, "main tbody tr"));
    await context.close();
  }
  console.log(`first view, list of cases: ${told(firstView)}`);

  const contacts = Array.from({ length: events }, (_, at) => ({
    type: "contact.held", occurredAt: new Date(Date.UTC(2025, 8, 2, 8) + at * 4 * 3_600_000).toISOString(), actor: { pseudonym: "koord-2", role: "handicapkoordinator" },
    payload: { channel: "sms", inPerson: "no" } }));
  for (let from = 0; from < events; from += 200) await server.write(karen, ...contacts.slice(from, from + 200));
  const context = await browser.newContext({ storageState: cookies, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/#/cases/${karen}`);
  await page.locator("main h1").waitFor();
  const totals = [], after = [], wholes = [];
  for (let visit = 0; visit < visits; ++visit) {
    const { total, afterAnswer, whole } = await untilTimeline(page);
    totals.push(total);
    after.push(afterAnswer);
    wholes.push(whole);
    await page.evaluate((to) => { location.hash = to; }, `/cases/${karen}`);
    await page.waitForTimeout(300);
  }
  console.log(`timeline of ${events} more events, from the press of the tab until it is drawn and answers to keys: ${told(totals)}`);
  console.log(`  of that after the first answer had come: ${told(after)}`);
  console.log(`  until all events were there: ${told(wholes)}`);
} finally {
  await closeBrowser();
  await server.end();
}
