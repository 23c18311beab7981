// Plays a lesson's page:  node play.mjs CHROMIUM PAGE FOLDER AXE
// Writes into the folder what the page gives to take along (NAME.yaml, NAME.digest), once as it is and once after knobs
// and switches were turned on the way. Fails with what is wrong.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Browser, wait } from "./browser.mjs";

const [program, page, folder, axe] = process.argv.slice(2);
const pictures = process.env.EXOMET_LESSON_PICTURES;
const name = basename(page, ".html");
const browser = new Browser(program, [1280, 800]);
const check = (holds, says) => {
  if (!holds) throw new Error(`${name}: ${says}`);
};
const state = (wanted, seconds) => browser.until(`document.documentElement.dataset.state === "${wanted}"`, seconds);
const click = (id) => browser.evaluate(`document.getElementById("${id}").click()`);
const shot = (what) => pictures && browser.screenshot(join(pictures, `${name}-${what}.png`));
const set = (id, value, event = "change") => browser.evaluate(
  `{ const e = document.getElementById("${id}"); e.value = ${JSON.stringify(value)}; e.dispatchEvent(new Event("${event}", { bubbles: true })); }`);

async function take(what) {
  const taken = await browser.evaluate("[...document.querySelectorAll('.taken pre')].map((pre) => pre.textContent)");
  const digests = (await browser.evaluate("document.documentElement.dataset.digests")).split(" ");
  check(digests.length === taken.length && digests.every((one) => /^[0-9a-f]{16}$/.test(one)), `digests are '${digests}'`);
  taken.forEach((yaml, i) => {
    writeFileSync(join(folder, `${what}-${i + 1}.yaml`), yaml);
    writeFileSync(join(folder, `${what}-${i + 1}.digest`), digests[i]);
  });
}

// How many colours there are on the canvas of a world, and how much of it isn't background.
const drawn = (world) => browser.evaluate(`{
  const { width, height } = document.querySelectorAll("canvas.section")[${world}];
  const copy = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d", { willReadFrequently: true });
  copy.drawImage(document.querySelectorAll("canvas.section")[${world}], 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  const colours = new Set(); let marked = 0;
  for (let i = 0; i < data.length; i += 4) { colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]); marked += data[i] + data[i + 1] + data[i + 2] < 720; }
  [colours.size, marked / (data.length / 4)];
}`);

async function accessible(when) {
  if (!axe) return;
  await browser.evaluate(readFileSync(axe, "utf8") + ";0");
  const found = await browser.evaluate("axe.run().then(({ violations }) => violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))");
  check(found.length === 0, `axe-core finds, ${when}:\n${found.join("\n")}`);
}

// Day 4 1/2 step by step, the same on every machine; viz/pictures/lesson.png is the first of vesicle-or-message.
async function portraits() {
  const hour = "parseFloat(document.getElementById('clock').textContent.match(/[0-9.]+/)[0])";
  while ((await browser.evaluate(hour)) < 4.4) {
    const before = await browser.evaluate(hour);
    await click("step");
    await browser.until(`${hour} > ${before}`);
  }
  await set("colour", "received");
  const lab = "document.getElementById('lab').scrollIntoView({ behavior: 'instant' })";
  for (const [what, width, height, mobile] of [["desktop", 1280, 800, false], ["tablet", 820, 1180, true], ["phone", 390, 844, true]]) {
    await browser.resize(width, height, mobile);
    await browser.evaluate(lab);
    await wait(500);
    await shot(what);
  }
  await browser.resize(1280, 800);
  await set("colour", "");
  await click("restart");
  await browser.until(`${hour} === 0`);
}

async function play() {
  mkdirSync(folder, { recursive: true });
  await browser.open("file://" + encodeURI(page));
  await state("ready");
  check(await browser.evaluate("document.getElementById('play').disabled"), "the worlds can be run without a prediction");
  await accessible("before the prediction");
  await shot("predict");
  await click("choice-0");
  await click("commit");
  await state("predicted");
  check((await drawn(0))[1] > 0.05, "nothing is drawn");

  if (pictures) await portraits();

  // As it is, to the end.
  await set("speed", "Infinity");
  await click("play");
  await browser.until("parseFloat(document.getElementById('clock').textContent.match(/[0-9.]+/)[0]) >= 0.5");
  await click("play");
  await state("paused");
  const stood = await browser.evaluate("document.getElementById('clock').textContent");
  await click("step");
  await browser.until(`document.getElementById('clock').textContent !== ${JSON.stringify(stood)}`);
  await click("play");
  await state("ended", 120);
  check(await browser.evaluate("document.querySelector('#result .answer').offsetParent !== null"), "the answer isn't shown at the end");
  const [colours, marked] = await drawn(0);
  check(colours > 20 && marked > 0.1, `the picture has ${colours} colours on ${marked} of it`);
  await take("as-it-is");
  await shot("ended");
  await accessible("at the end");

  // Wrong entries get the program's own words, and change nothing.
  const knobs = await browser.evaluate("document.querySelectorAll('.knob .turn input[type=text]').length");
  await click("restart");
  await state("paused");
  if (knobs) {
    const before = await browser.evaluate("document.getElementById('knob-0-typed').value");
    await set("knob-0-typed", "1 furlongs");
    await browser.until("/furlongs/.test(document.getElementById('knob-0-problem').textContent)");
    await set("knob-0-typed", before);
    await browser.until("document.getElementById('knob-0-problem').textContent === ''");
  }

  // Turned and switched on the way.
  await set("seed", "7");
  await state("paused");
  await click("play");
  await browser.until("parseFloat(document.getElementById('clock').textContent.match(/[0-9.]+/)[0]) >= 1");
  await browser.evaluate("document.querySelectorAll('.knob input[type=range]').forEach((e) => { e.stepUp(3); e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')); })");
  await browser.evaluate("document.querySelectorAll('.knob input[type=checkbox]').forEach((e) => e.click())");
  await state("ended", 120);
  const problems = await browser.evaluate("[...document.querySelectorAll('.problem')].map((e) => e.textContent).filter(Boolean)");
  check(problems.length === 0, "turning on the way: " + problems.join("; "));
  await take("turned");

  check(browser.said.length === 0, "on the console: " + browser.said.join("\n"));
  const elsewhere = browser.requests.filter((address) => !/^(file:|blob:|data:)/.test(address));
  check(elsewhere.length === 0, "it asked for " + elsewhere.join(", "));
}

try {
  await play();
} catch (error) {
  console.error(error.message, browser.said.join("\n"));
  process.exitCode = 1;
} finally {
  await browser.close();
}
