// Chromium for the tests: one a file, a fresh profile for each visitor, screenshots kept, and axe-core's opinion.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.env.FORLOEB_WEB_MODULES, "from-here"));
const { chromium } = require("playwright-core");
const axePath = require.resolve("axe-core/axe.min.js");
const pictures = join(process.env.FORLOEB_ROOT, "build/web-screenshots");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

let browser;

export async function openBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.FORLOEB_CHROMIUM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    env: { ...process.env, LANGUAGE: "da", LANG: "da_DK.UTF-8" },  // a date field has the form of the browser's own language
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/** A visitor with a browser of their own, whose page may not complain: errors of scripts, of the content policy, of loading
 *  anything from elsewhere fail the test at `leave`. */
export class Visitor {
  static async arrive(url, options = {}) {
    const visitor = new Visitor();
    visitor.url = url;
    visitor.context = await (await openBrowser()).newContext({ viewport: { width: 1280, height: 900 }, locale: "da-DK", timezoneId: "Europe/Copenhagen", ...options });
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(20_000);
    visitor.complaints = [];
    visitor.expected = [];
    visitor.page.on("pageerror", (error) => visitor.complaints.push(error.message));
    visitor.page.on("console", (message) => {
      const of = message.location().url;
      // What a browser asks for by itself, once a profile.
      if (message.type() === "error" && !of.endsWith("/favicon.ico")) visitor.complaints.push(`${message.text()} ${of.slice(url.length)}`.trim());
    });
    visitor.page.on("request", (request) => { if (!request.url().startsWith(url) && !request.url().startsWith("data:")) visitor.complaints.push(`asks elsewhere: ${request.url()}`); });
    await visitor.page.goto(url);
    return visitor;
  }

  /** From the sign-in page to the list, as a person does it. */
  async signIn(token) {
    await this.page.getByLabel(/engangsnøgle|one-time token/i).fill(token);
    await this.page.getByRole("button", { name: /^(log ind|log på|sign in)/i }).click();
    await this.page.getByRole("button", { name: /log af|sign out/i }).or(this.page.getByRole("link", { name: /log af|sign out/i })).first().waitFor();
    this.complaints = this.complaints.filter((complaint) => !complaint.includes("401"));  // "who am I?" before there was an answer
    return this;
  }

  /** A place of the page, when its answers are there. */
  async go(path) {
    await this.page.evaluate((to) => { location.hash = to; }, path);
    await this.settled();
    return this;
  }

  /** The same by a new visit: nothing has the focus yet. */
  async open(path) {
    await this.page.goto(`${this.url}/#${path}`);
    await this.page.reload();
    await this.settled();
    return this;
  }

  async settled() {
    await this.page.locator("main h1").first().waitFor();
    await this.page.waitForFunction(() => !document.querySelector(".waiting"));
  }

  async picture(name) {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }

  /** What axe-core finds wrong; empty is what a test wants. */
  async axe() {
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(readFileSync(axePath, "utf8"));
    return this.page.evaluate(async (wanted) => {
      const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values: wanted } });
      return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n").slice(1).join(" ")}`));
    }, tags);
  }

  async isAccessible(where) {
    assert.deepEqual(await this.axe(), [], where);
  }

  /** Says that a complaint which matches is part of the test: a refusal that was asked for, a server that was stopped. */
  mayComplain(...patterns) { this.expected.push(...patterns); }

  async leave() {
    const unexpected = this.complaints.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint)));
    await this.context.close();
    assert.deepEqual(unexpected, []);
  }
}

