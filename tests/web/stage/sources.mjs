// Sources of the page as modules for a test: bundled by esbuild as the page itself is, with nothing of the browser needed.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.FORLOEB_WEB_MODULES, "from-here"));
const { build } = require("esbuild");

/** `source`: below server/web/src, "graphics/ecomap.ts". */
export async function load(source) {
  const made = await build({
    entryPoints: [join(process.env.FORLOEB_ROOT, "server/web/src", source)], bundle: true, format: "esm", write: false, platform: "neutral",
  });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
}
