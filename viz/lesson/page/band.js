// The same as now with other seeds: bands in the charts, and what comes of them as a table.
import { short } from "./charts.js";
import { make } from "./dom.js";
import { interval } from "./statistics.js";
import { lesson, say, t, words } from "./words.js";

const text = ({ mean, low, high }) => (Number.isNaN(low) ? short(mean) : `${short(mean)} [${short(low)}, ${short(high)}]`);

export class Band {
  constructor(worlds, columns, charts) {
    Object.assign(this, { worlds, columns, charts, runs: worlds.map(() => new Map()), going: false });
    this.button = say(make("button", { type: "button", id: "band" }), () => (this.going ? t("band_stop") : t("band", lesson.runs)));
    this.status = make("p", { class: "quiet", id: "band-status", role: "status" });
    this.table = make("div", { class: "wide", tabIndex: -1 });
    this.element = make("div", { class: "band" }, say(make("p", { class: "quiet" }), "band_about"), this.button, this.status, this.table);
    document.addEventListener("language", () => this.show());
  }

  clear() {
    if (this.going) this.stop();
    this.runs.forEach((runs) => runs.clear());
    this.worlds.forEach((_, i) => this.charts().band(i, []));
    this.show();
  }

  stop() {
    this.worlds.forEach((world) => world.engine.stop());
  }

  async run(seed) {
    this.clear();
    this.going = true;
    this.show();
    const seeds = Array.from({ length: lesson.runs }, (_, i) => seed + 1 + i);
    try {
      await Promise.all(this.worlds.map((world, i) => world.repeat(seeds, ({ seed: one, rows }) => {
        this.runs[i].set(one, rows);
        this.draw();
      })));
    } finally {
      this.going = false;
      this.draw();
    }
  }

  // Soon, once for all runs that have ended until then.
  draw() {
    if (this.drawing) return;
    this.drawing = setTimeout(() => {
      this.drawing = undefined;
      this.runs.forEach((runs, i) => this.charts().band(i, [...runs.values()]));
      this.charts().drawAll();
      this.show();
    }, 150);
  }

  // Seeds that are through in all worlds.
  seeds() {
    return [...this.runs[0].keys()].filter((seed) => this.runs.every((runs) => runs.has(seed)));
  }

  show() {
    const seeds = this.seeds();
    this.button.textContent = this.going ? t("band_stop") : t("band", lesson.runs);
    this.status.textContent = this.going ? t("band_running", seeds.length, lesson.runs) : "";
    this.table.replaceChildren(...(seeds.length > 1 && !this.going ? [this.result(seeds)] : []));
    document.documentElement.dataset.seeds = seeds.length;
  }

  result(seeds) {
    const head = [t("measure"), ...lesson.worlds.map((world) => words(world.name)), ...(this.worlds.length > 1 ? [t("difference")] : [])];
    const rows = lesson.measures.map((measure, m) => {
      const last = this.runs.map((runs) => seeds.map((seed) => runs.get(seed).at(-1)[this.columns[m] + 1]));
      const known = last.map((values) => values.filter((value) => value !== null));
      const cells = known.map((values) => (values.length < 2 ? "–" : text(interval(values))) +
        (values.length < seeds.length ? ` (${t("happened_in", values.length, seeds.length)})` : ""));
      const pairs = last.length > 1 ? seeds.map((_, i) => last[0][i] - last[1][i]).filter((_, i) => last.every((values) => values[i] !== null)) : [];
      const unit = measure.unit ? ` (${measure.unit})` : "";
      return make("tr", {}, make("th", { scope: "row" }, words(measure.label) + unit), ...cells.map((cell) => make("td", {}, cell)),
        ...(last.length > 1 ? [make("td", {}, pairs.length > 1 ? text(interval(pairs)) : "–")] : []));
    });
    return make("table", {}, make("caption", {}, t("band_result", seeds.length, seeds[0], seeds.at(-1))),
      make("thead", {}, make("tr", {}, ...head.map((one) => make("th", { scope: "col" }, one)))), make("tbody", {}, ...rows));
  }
}
