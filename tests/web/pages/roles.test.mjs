// Each role's main job, from sign-in to the answer.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { PageServer, karen } from "../stage/server.mjs";
import { Visitor, closeBrowser } from "../stage/browser.mjs";

const server = PageServer.shared();
after(closeBrowser);

/** The page opens on the list of cases, which not every role may see: that refusal is part of arriving. */
async function arriveAs(holder) {
  const visitor = await Visitor.arrive(server.url);
  visitor.mayComplain(/403/);
  return visitor.signIn(await server.oneTimeToken(holder));
}

test("a coordinator signs in, finds the case and reads who knows her", async () => {
  const visitor = await arriveAs("koord-2");
  const { page } = visitor;
  await visitor.picture("coordinator-list");
  await page.getByRole("link", { name: /Karen/ }).first().click();
  await visitor.settled();
  await visitor.picture("coordinator-overview");
  assert.match(await page.locator("main").innerText(), /Jeg vil bo her, og min mor skal kunne være min mor/);
  await page.getByRole("navigation", { name: /Forløbets sider/ }).getByRole("link", { name: "Netværk" }).click();
  await visitor.settled();
  assert.match(await page.locator(".map-facts").innerText(), /kendt af 1 af 8 parter/);
  await page.getByRole("button", { name: /^træning · / }).click();
  assert.match(await page.locator(".map-chosen").innerText(), /social service § 86/);
  assert.match(await page.locator(".map-chosen").innerText(), /kender koordinatoren/);
  await visitor.picture("coordinator-network");
  await visitor.leave();
});

test("a coordinator sees what is promised and due, the goals with the citizen's words, and the meeting's agenda", async () => {
  const visitor = await arriveAs("koord-2");
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/promises`);
  assert.match(await page.locator(".due-list").innerText(), /Koordinatoren skriver til Karen, inden opfølgningen begynder/);
  await visitor.picture("coordinator-promises");
  await visitor.go(`/cases/${karen}/goals`);
  assert.match(await page.locator("#goal-g2").innerText(), /nået/);
  assert.equal(await page.locator("#goal-g2 .goal-rating").count(), 2);
  await visitor.picture("coordinator-goals");
  await visitor.go(`/cases/${karen}/meetings`);
  assert.match(await page.locator("main").innerText(), /hvem gør hvad, når hjælperne begynder/);
  assert.equal(await page.getByText("nåedes ikke").count(), 1);
  await visitor.picture("coordinator-meetings");
  await visitor.go(`/cases/${karen}/information`);
  assert.match(await page.locator("main").innerText(), /fandtes hos Voksenhandicap siden 18\. sep\. 2025/);
  await visitor.picture("coordinator-information");
  await visitor.go(`/cases/${karen}/dossier`);
  assert.match(await page.locator("main").innerText(), /Skriv en sms til mig/);
  await visitor.picture("coordinator-dossier");
  await visitor.leave();
});

test("a coordinator without a relation to the case is told so, and that the attempt is on record", async () => {
  const visitor = await arriveAs("fremmed-1");
  await visitor.go(`/cases/${karen}/goals`);
  const said = await visitor.page.locator("main").innerText();
  assert.match(said, /Det har du ikke adgang til/);
  assert.match(said, /læseloggen/);
  assert.equal(said.match(/Det har du ikke adgang til/g).length, 1, "once");
  assert.equal(await visitor.page.getByText("Forbinder igen").count(), 0, "the stream does not knock again");
  assert.doesNotMatch(said, /bo her|mormor/);
  await visitor.isAccessible("no access");
  await visitor.picture("no-access");
  await visitor.leave();
});

test("an evaluator reads the change with its interval, the effort curve, and sees what is hidden as hidden", async () => {
  const visitor = await arriveAs("evaluator-1");
  const { page } = visitor;
  await visitor.go("/evaluation");
  await page.locator(".paired").waitFor();
  assert.ok(await page.locator(".figure-hidden").count() > 0, "hidden figures have a mark");
  assert.ok(await page.locator(".measure").count() >= 25);
  assert.match(await page.locator(".limits").innerText(), /syntetisk/);
  const command = await page.locator(".measure-command code").first().innerText().catch(() => "");
  await page.locator(".measure summary").first().click();
  assert.match(await page.locator(".measure-command code").first().innerText(), /^forloeb measure run M1 /);
  assert.equal(command, "", "the receipt folds out");
  await visitor.picture("evaluator-evaluation");
  await visitor.leave();
});

test("an auditor proves a case in the browser and finds there who has seen it", async () => {
  const seen = await arriveAs("koord-2");
  await seen.go(`/cases/${karen}/meetings`);
  await seen.leave();
  const visitor = await arriveAs("revisor-1");
  const { page } = visitor;
  await visitor.go(`/cases/${karen}/audit`);
  await page.getByRole("button", { name: "Kontrollér nu" }).click();
  await page.locator(".proof").waitFor();
  const verdict = await page.locator(".proof").innerText();
  assert.match(verdict, /Beviset holder/);
  assert.match(verdict, /Alle 14\d hændelser står i den underskrevne log/);
  assert.match(verdict, /Punktet er underskrevet med loggens nøgle/);
  await page.getByRole("button", { name: "Set", exact: true }).click();
  const rows = await page.locator("main tbody tr").allInnerTexts();
  assert.ok(rows.some((row) => row.includes("koord-2") && row.includes("så")), rows.slice(0, 5).join("\n"));
  await visitor.picture("auditor-case");
  await visitor.go("/audit?ask=late");
  await visitor.picture("auditor-late");
  assert.ok(await page.locator("main tbody tr").count() > 0);
  await visitor.leave();
});

test("a proof that was tampered with on the way does not hold, and says where", async () => {
  const visitor = await arriveAs("revisor-1");
  const { page } = visitor;
  await page.route("**/api/v1/log/inclusion", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    const leaf = answer.inclusion[5].leaf;
    answer.inclusion[5].leaf = leaf.slice(0, -2) + (leaf.endsWith("00") ? "01" : "00");
    await route.fulfill({ response, json: answer });
  });
  await visitor.go(`/cases/${karen}/audit`);
  await page.getByRole("button", { name: "Kontrollér nu" }).click();
  await page.locator(".proof").waitFor();
  assert.match(await page.locator(".proof").innerText(), /Beviset holder ikke/);
  assert.match(await page.locator(".proof").innerText(), /står ikke i den underskrevne log/);
  await visitor.picture("auditor-tampered");
  await visitor.leave();
});

test("an operator sees how far everything has come, and no case", async () => {
  const visitor = await arriveAs("drift-1");
  const { page } = visitor;
  await visitor.go("/operations");
  assert.match(await page.locator("main").innerText(), /Alt er ajour/);
  assert.ok(await page.locator("main tbody tr").count() >= 4);
  await visitor.picture("operator");
  await visitor.leave();
});

test("who is signed out sees nothing, and a token signs in once", async () => {
  const token = await server.oneTimeToken("koord-2");
  const visitor = await Visitor.arrive(server.url);
  visitor.mayComplain(/401/);
  await visitor.isAccessible("sign-in");
  await visitor.picture("sign-in");
  await visitor.signIn(token);
  await visitor.go(`/cases/${karen}/goals`);
  await visitor.page.getByRole("button", { name: /log af/i }).click();
  await visitor.page.getByLabel("Engangsnøgle").waitFor();
  assert.doesNotMatch(await visitor.page.locator("body").innerText(), /bo her/);
  await visitor.page.getByLabel("Engangsnøgle").fill(token);
  await visitor.page.getByRole("button", { name: "Log på" }).click();
  await visitor.page.getByText("Nøglen passer ikke").waitFor();
  await visitor.isAccessible("a token that does not fit");
  await visitor.leave();
});
