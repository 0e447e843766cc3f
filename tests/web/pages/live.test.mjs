// Two browsers follow one case while a third client writes, and a page that stays open while the server is restarted.
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

/** A party comes into the network: synthetic, like everything here. */
const newParty = (party, occurredAt) => ({ type: "partner.added", occurredAt, actor: { pseudonym: "koord-2", role: "handicapkoordinator" },
                                            payload: { party, sector: "external", kind: "bank", role: "kontakt" } });

const hasParty = (page, party) => page.locator(`.map-party[data-party="${party}"]`).waitFor();

test("two browsers follow one case while a third client writes", async () => {
  const [one, other] = [await arrive(), await arrive()];
  for (const visitor of [one, other]) {
    await visitor.go(`/cases/${karen}/partners`);
    await visitor.page.getByText("Følger med").waitFor();
  }
  await server.write(karen, newParty("boligforening", "2026-11-21T10:00:00+01:00"));
  await hasParty(one.page, "boligforening");
  await hasParty(other.page, "boligforening");
  await one.picture("live-one");
  await other.go(`/cases/${karen}/goals`);
  await server.write(karen, newParty("advokat", "2026-11-21T11:00:00+01:00"));
  await hasParty(one.page, "advokat");
  await one.leave();
  await other.leave();
});

test("paused, a page does not change until it follows again", async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/partners`);
  await page.getByRole("button", { name: /pause|hold/i }).first().click();
  const count = await page.locator(".map-party").count();
  await server.write(karen, newParty("frivillig", "2026-11-21T12:00:00+01:00"));
  await page.waitForTimeout(1_000);
  assert.equal(await page.locator(".map-party").count(), count);
  await page.getByRole("button", { name: /følg|fortsæt/i }).first().click();
  await hasParty(page, "frivillig");
  await visitor.leave();
});

test("a server that is killed and started again under an open page: it says so, and goes on", async () => {
  const visitor = await arrive();
  visitor.mayComplain(/ERR_|401|Failed to load|net::/);
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/partners`);
  await page.getByText("Følger med").waitFor();
  await server.kill();
  await page.locator(".connection-reconnecting").waitFor();
  await visitor.picture("live-reconnecting");
  assert.ok(await page.locator(".map-party").count() > 0, "what was shown is shown still");
  await server.start();
  // A restart ends every sign-in: the page asks for a new one and comes back to the same place.
  await page.getByLabel("Engangsnøgle").waitFor({ timeout: 60_000 });
  await visitor.signIn(await server.oneTimeToken());
  await visitor.settled();
  assert.match(page.url(), /partners$/);
  await server.write(karen, newParty("kirke", "2026-11-21T13:00:00+01:00"));
  await hasParty(page, "kirke");
  await visitor.leave();
});
