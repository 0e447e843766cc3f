// The three pictures of the main README, made anew: what a coordinator sees of Karen's case.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PageServer, karen } from "./stage/server.mjs";
import { closeBrowser, Visitor } from "./stage/browser.mjs";

const into = join(process.env.FORLOEB_ROOT, "server/web/screenshots");
const here = dirname(fileURLToPath(import.meta.url));
const server = await PageServer.begin({ policy: join(here, "policy.toml") });
try {
  const visitor = await Visitor.arrive(server.url, { viewport: { width: 1180, height: 820 } });
  const { page } = visitor;
  await visitor.signIn(await server.oneTimeToken("koord-2"));
  const take = (name) => page.screenshot({ path: join(into, `${name}.png`) });
  await visitor.go(`/cases/${karen}`);
  await take("overview");
  await page.setViewportSize({ width: 1180, height: 1080 });  // the whole drawing
  await visitor.go(`/cases/${karen}/partners`);
  await page.getByRole("button", { name: /^træning · / }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await take("network");
  await visitor.go(`/cases/${karen}/replay?pace=day&date=2025-10-07`);
  await page.locator('.replay[data-ready="true"]').waitFor();
  await take("replay");
} finally {
  await closeBrowser();
  await server.end();
}
