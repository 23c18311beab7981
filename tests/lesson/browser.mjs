// Headless Chromium, driven through a pipe by its own protocol: no package is needed.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Browser {
  constructor(program, size) {
    this.profile = mkdtempSync(join(tmpdir(), "lesson-"));
    this.process = spawn(program, ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe", "--hide-scrollbars",
      "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      `--user-data-dir=${this.profile}`, `--window-size=${size.join(",")}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], env: { ...process.env, HOME: this.profile } });
    this.number = 0;
    this.waiting = new Map();
    this.said = [];  // on the console, and errors that nobody caught
    this.requests = [];
    let rest = "";
    this.process.stdio[4].on("data", (bytes) => {
      const parts = (rest + bytes.toString()).split("\0");
      rest = parts.pop();
      parts.forEach((part) => this.take(JSON.parse(part)));
    });
  }

  take({ id, result, error, method, params }) {
    if (id !== undefined) {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      return error ? reject(new Error(error.message)) : resolve(result);
    }
    if (method === "Runtime.consoleAPICalled") this.said.push(params.args.map((arg) => arg.value ?? arg.description).join(" "));
    if (method === "Runtime.exceptionThrown") this.said.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === "Log.entryAdded") this.said.push(params.entry.text);
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url.slice(0, 200));
  }

  send(method, params = {}) {
    const id = ++this.number;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, ...(this.session ? { sessionId: this.session } : {}) }) + "\0");
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  async open(address) {
    const { targetInfos } = await this.send("Target.getTargets");
    const { targetId } = targetInfos.find(({ type }) => type === "page");
    this.session = (await this.send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    for (const domain of ["Runtime", "Log", "Page", "Network"]) await this.send(domain + ".enable");
    await this.send("Page.addScriptToEvaluateOnNewDocument", { source:
      "window.longTasks = []; new PerformanceObserver((list) => list.getEntries().forEach((e) => longTasks.push(Math.round(e.duration)))).observe({ type: 'longtask', buffered: true });" });
    await this.send("Page.navigate", { url: address });
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // Until an expression is true; what the page says about a failure ends it, too.
  async until(expression, seconds = 60) {
    for (const end = Date.now() + 1000 * seconds; Date.now() < end; await wait(50)) {
      if (!(await this.evaluate("document.body !== null"))) continue;
      if (await this.evaluate(expression)) return;
      const failed = await this.evaluate("document.documentElement.dataset.failed");
      if (failed) throw new Error("the page failed: " + failed);
    }
    throw new Error(`not within ${seconds} s: ${expression}; state ${await this.evaluate("document.documentElement.dataset.state")}; ${this.said.join("\n")}`);
  }

  async resize(width, height, mobile = false) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: mobile ? 2 : 1, mobile });
    await this.send("Emulation.setTouchEmulationEnabled", { enabled: mobile });
  }

  async screenshot(file, whole = false) {
    const { data } = await this.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
    writeFileSync(file, Buffer.from(data, "base64"));
  }

  async close() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    await Promise.race([this.send("Browser.close").catch(() => {}), wait(2000)]);
    await Promise.race([ended, wait(5000).then(() => this.process.kill("SIGKILL"))]);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
