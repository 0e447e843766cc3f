// Cases that the generator made, not the demo's two: no view of theirs fails, whatever is missing in them.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = await PageServer.begin({ cases: 40 });
after(async () => {
  await closeBrowser();
  await server.end();
});

const views = ["", "/timeline", "/partners", "/goals", "/promises", "/meetings", "/information", "/dossier", "/replay?pace=day&step=3"];

test("no view of a dozen generated cases fails, now or early in the case", async () => {
  const { rows } = JSON.parse(await server.ask("case", "list", "--json"));
  const visitor = await Visitor.arrive(server.url);
  await visitor.signIn(await server.oneTimeToken());
  const some = rows.filter((_, index) => index % Math.ceil(rows.length / 12) === 0);
  assert.ok(some.length >= 10, `${some.length} of ${rows.length}`);
  for (const { caseId } of some) {
    for (const view of views) {
      await visitor.go(`/cases/${caseId}${view}`);
      assert.deepEqual(visitor.complaints, [], `${caseId}${view}`);
      assert.equal(await visitor.page.locator(".alert-error").count(), 0, `${caseId}${view}`);
    }
  }
  await visitor.leave();
});

test("a case in which nothing has happened but its opening is shown", async () => {
  const bare = "019aa000-0000-7000-8000-00000000ba5e";
  await server.write(bare, { type: "case.opened", occurredAt: "2026-11-20T09:00:00+01:00", actor: { pseudonym: "modt-1", role: "visitator" },
                             payload: { subject: "019aa000-0000-7000-8001-00000000ba5e", unit: "Voksenhandicap" } });
  const visitor = await Visitor.arrive(server.url);
  await visitor.signIn(await server.oneTimeToken());
  for (const view of [...views, "/audit"]) {
    await visitor.go(`/cases/${bare}${view}`);
    assert.deepEqual(visitor.complaints, [], view);
    assert.equal(await visitor.page.locator(".alert-error").count(), 0, view);
  }
  await visitor.isAccessible("a bare case");
  await visitor.leave();
});
