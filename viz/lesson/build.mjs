// Makes the page without a lesson:  node build.mjs ENGINE_FOLDER PACKAGES OUT
// All in one file: styles, the page's script (bundled with Chart.js), the worker's and the engine (gzipped, base64).
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const [engine, packages, out] = process.argv.slice(2);
const { build } = createRequire(resolve(packages, "package.json"))("esbuild");
const here = dirname(fileURLToPath(import.meta.url));

async function bundle(file) {
  const result = await build({
    entryPoints: [join(here, "page", file)], bundle: true, write: false, minify: true, format: "iife", target: ["chrome95", "firefox113", "safari16.4"],
    charset: "utf8", legalComments: "inline", nodePaths: [resolve(packages, "node_modules")],
  });
  return result.outputFiles[0].text;
}

// What would end its element is written otherwise, which is the same to JavaScript.
const safe = (script) => script.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");

const script = safe(await bundle("main.js"));
const worker = safe(readFileSync(join(engine, "engine.js"), "utf8") + "\n" + (await bundle("worker.js")));
const wasm = gzipSync(readFileSync(join(engine, "engine.wasm")), { level: 9 }).toString("base64");
const hash = createHash("sha256").update(script).digest("base64");
const parts = {
  POLICY: `default-src 'none'; style-src 'unsafe-inline'; img-src data:; worker-src blob:; script-src 'sha256-${hash}' blob: 'wasm-unsafe-eval'`,
  STYLE: readFileSync(join(here, "page.css"), "utf8"),
  WORKER: worker,
  ENGINE: wasm,
  SCRIPT: script,
};
const page = readFileSync(join(here, "page.html"), "utf8").replace(/@(POLICY|STYLE|WORKER|ENGINE|SCRIPT)@/g, (_, name) => parts[name]);
writeFileSync(out + ".part", page);
renameSync(out + ".part", out);
