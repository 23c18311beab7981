// Plays a lesson's page in headless Firefox to its end and prints its digests:  node firefox.mjs FIREFOX PAGE
// Driven by Marionette, which Firefox itself has: texts "LENGTH:[type, id, name, parameters]" over a socket.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, page] = process.argv.slice(2);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A port that nobody has now.
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const profile = mkdtempSync(join(tmpdir(), "lesson-"));
writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\nuser_pref("network.proxy.type", 1);\nuser_pref("network.proxy.http", "127.0.0.1");\n` +
  'user_pref("network.proxy.http_port", 9);\nuser_pref("network.proxy.ssl", "127.0.0.1");\nuser_pref("network.proxy.ssl_port", 9);\n');
const firefox = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore", env: { ...process.env, HOME: profile } });

async function connected() {
  for (const end = Date.now() + 60000; Date.now() < end; await wait(200)) {
    const socket = await new Promise((resolve) => {
      const tried = connect(port, "127.0.0.1", () => resolve(tried)).on("error", () => resolve(null));
    });
    if (socket) return socket;
  }
  throw new Error("Firefox doesn't listen");
}

const waiting = new Map();
let text = Buffer.alloc(0), number = 0;

function take(bytes) {
  text = Buffer.concat([text, bytes]);
  for (;;) {
    const colon = text.indexOf(":"), size = Number(text.subarray(0, colon));
    if (colon < 0 || text.length < colon + 1 + size) return;
    const said = JSON.parse(text.subarray(colon + 1, colon + 1 + size));
    text = text.subarray(colon + 1 + size);
    if (!Array.isArray(said)) continue;
    const [, id, error, result] = said, { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error.message));
    else resolve(result);
  }
}

try {
  const socket = await connected();
  socket.on("data", take);
  const send = (name, parameters = {}) => {
    const said = JSON.stringify([0, ++number, name, parameters]);
    socket.write(`${Buffer.byteLength(said)}:${said}`);
    return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
  };
  const evaluate = async (expression) => (await send("WebDriver:ExecuteScript", { script: `return (${expression});`, args: [] })).value;
  const state = async (wanted, seconds) => {
    for (const end = Date.now() + 1000 * seconds; Date.now() < end; await wait(200)) {
      const [now, failed] = await evaluate("[document.documentElement.dataset.state, document.documentElement.dataset.failed]");
      if (failed) throw new Error("the page failed: " + failed);
      if (now === wanted) return;
    }
    throw new Error(`not '${wanted}' within ${seconds} s`);
  };
  await send("WebDriver:NewSession", { capabilities: {} });
  await send("WebDriver:Navigate", { url: "file://" + encodeURI(page) });
  await state("ready", 60);
  await evaluate("document.getElementById('choice-0').click(), document.getElementById('commit').click(), document.getElementById('speed').value = 'Infinity', document.getElementById('play').click()");
  const begin = Date.now();
  await state("ended", 180);
  console.error(`played in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  if (process.env.EXOMET_LESSON_PICTURES)
    writeFileSync(join(process.env.EXOMET_LESSON_PICTURES, "firefox.png"), Buffer.from((await send("WebDriver:TakeScreenshot", { full: false })).value, "base64"));
  console.log(await evaluate("document.documentElement.dataset.digests"));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  firefox.kill();
  await new Promise((resolve) => firefox.on("exit", resolve));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
}
