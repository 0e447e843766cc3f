// Bundles src into dist: one script, one style sheet, the fonts, and index.html with their hashed names. The same sources
// make the same bytes. Refuses a page that outgrows its budget. Arguments: --check (compare with dist), --watch.
import { build, context } from "esbuild";
import { compile } from "sass";
import { minify } from "terser";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const budgetBytes = { ".js": 80_000, ".css": 35_000 };  // of all files of the kind, gzip

const scss = {
  name: "scss",
  setup(build) {
    // The design system's own pictures and fonts, which its package.json does not name to importers.
    build.onResolve({ filter: /^(\.\.\/img|dkfds\/dist)\// }, ({ path }) =>
      ({ path: resolve("node_modules/dkfds/dist", path.replace(/^\.\.\/|^dkfds\/dist\//, "")) }));
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const made = compile(path, { loadPaths: ["node_modules", "src/style"], quietDeps: true });
      return {
        contents: made.css, loader: "css", resolveDir: join(process.cwd(), "src/style"),
        watchFiles: made.loadedUrls.map((url) => url.pathname),
      };
    });
  },
};

/** What esbuild joined, made smaller once more: a thirtieth less to send. */
async function shortened(outputs) {
  return Promise.all(outputs.map(async (file) => {
    if (!file.path.endsWith(".js")) return file;
    const { code } = await minify(file.text, { module: true, ecma: 2020, compress: { passes: 3, pure_getters: true, unsafe_arrows: true, hoist_funs: true } });
    return { path: file.path, contents: Buffer.from(code) };
  }));
}

/** Names files by what is in them, so that a browser may keep them for ever, and writes the page that names them. */
function publish(outputs, into) {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(join(into, "assets"), { recursive: true });
  const names = {};
  const spent = {};
  for (const file of outputs) {
    const suffix = file.path.slice(file.path.lastIndexOf("."));
    const own = /-[A-Z0-9]{8}\.(woff2|svg)$/.test(file.path);  // named already: the style sheet says how
    const hash = createHash("sha256").update(file.contents).digest("hex").slice(0, 10);
    const name = own ? file.path.split("/").pop() : `forloeb-${hash}${suffix}`;
    writeFileSync(join(into, "assets", name), file.contents);
    names[suffix] = `assets/${name}`;
    spent[suffix] = (spent[suffix] ?? 0) + gzipSync(file.contents, { level: 9 }).length;
  }
  const icon = readFileSync("src/icon.svg");
  names.icon = `assets/icon-${createHash("sha256").update(icon).digest("hex").slice(0, 10)}.svg`;
  writeFileSync(join(into, names.icon), icon);
  const page = readFileSync("src/index.html", "utf8").replace("STYLE", names[".css"]).replace("SCRIPT", names[".js"]).replace("ICON", names.icon);
  writeFileSync(join(into, "index.html"), page);
  return spent;
}

const files = (folder) => readdirSync(folder, { withFileTypes: true })
  .flatMap((at) => at.isDirectory() ? files(join(folder, at.name)).map((name) => join(at.name, name)) : [at.name]).sort();

function differences(one, other) {
  const all = new Set([...files(one), ...files(other)]);
  return [...all].filter((name) => {
    try {
      return !readFileSync(join(one, name)).equals(readFileSync(join(other, name)));
    } catch {
      return true;
    }
  });
}

const options = {
  entryPoints: ["src/main.tsx"], bundle: true, minify: true, format: "esm", target: ["es2022", "chrome110", "firefox110", "safari16"],
  inject: ["src/elements.ts"], tsconfigRaw: { compilerOptions: { jsx: "react", jsxFactory: "element", jsxFragmentFactory: "elements" } },
  charset: "utf8", legalComments: "none",
  loader: { ".woff2": "file", ".svg": "file" }, assetNames: "[name]-[hash]", outdir: "dist/assets", write: false, plugins: [scss],
  define: { "process.env.NODE_ENV": '"production"' },
};

if (process.argv.includes("--watch")) {
  const publishing = { name: "publish", setup: (build) => build.onEnd((result) => { if (result.outputFiles) publish(result.outputFiles, "dist"); }) };
  await (await context({ ...options, plugins: [scss, publishing] })).watch();
} else {
  const checking = process.argv.includes("--check");
  const into = checking ? mkdtempSync(join(tmpdir(), "forloeb-web-")) : "dist";
  const spent = publish(await shortened((await build(options)).outputFiles), into);
  for (const [suffix, most] of Object.entries(budgetBytes)) {
    console.log(`${suffix}: ${spent[suffix]} bytes gzip of ${most}`);
    if (spent[suffix] > most) {
      console.error(`The page outgrew its budget: say in README.md what is worth it, or leave something out.`);
      process.exitCode = 1;
    }
  }
  if (checking) {
    const found = differences(into, "dist");
    rmSync(into, { recursive: true });
    if (found.length) {
      console.error(`dist is not what src makes: ${found.join(", ")}. Run server/web/build and commit dist.`);
      process.exitCode = 1;
    } else {
      console.log("dist is what src makes");
    }
  }
}
