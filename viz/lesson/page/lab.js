// The worlds side by side: drawn, played, and what is measured in them.
import { Band } from "./band.js";
import { Charts, short } from "./charts.js";
import { dyingColour, received, tissueColours, typeColours, worldColours } from "./colours.js";
import { make } from "./dom.js";
import { Refused } from "./engine.js";
import { Knobs } from "./knobs.js";
import { counted, Section } from "./section.js";
import { Take } from "./take.js";
import { lesson, say, t, words } from "./words.js";
import { World } from "./world.js";

const speeds = [["slow", 0.25], ["normal", 1], ["quick", 3], ["fastest", Infinity]];
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const cellLabel = (type) => words(lesson.cells.find((one) => one.type === type)?.label ?? { en: type.replaceAll("_", " ") });

export class Lab {
  constructor({ ended }) {
    this.whenEnded = ended;
    this.worlds = lesson.worlds.map((_, i) => new World(i));
    this.seed = 1;
    this.playing = false;
    this.busy = Promise.resolve();
    this.knobs = new Knobs({ turned: (knob, text) => this.turned(knob, text), given: (treatment, on) => this.given(treatment, on) });
    this.take = new Take(this.worlds);
    this.given_as = new Map();
    this.element = make("section", { id: "lab" }, say(make("h2"), "lab"));
    document.addEventListener("language", () => this.told && this.draw());
  }

  async boot() {
    await Promise.all(this.worlds.map((world) => world.boot()));
    await this.startWorlds();
    this.told = this.worlds[0].told;
    this.columns = lesson.measures.map(({ measure }) => this.told.measures.indexOf(measure));
    await this.build();
    this.show();
    await this.take.refresh();
    this.state("ready");
  }

  async startWorlds() {
    this.given_as.clear();
    await Promise.all(this.worlds.map((world) => world.start(this.seed, this.knobs.settings(), [...this.knobs.on])));
    document.documentElement.dataset.memory = Math.max(...this.worlds.map((world) => world.told.memory));  // bytes of an engine
  }

  state(what) {
    document.documentElement.dataset.state = what;
  }

  // --- what is on the page --------------------------------------------------------------------------------------------

  async build() {
    this.panels = this.worlds.map((world, i) => this.panel(world, i));
    this.element.append(this.controls(), make("div", { class: "worlds" }, ...this.panels.map((panel) => panel.figure)), this.legend(),
      this.measured(), say(make("h3"), "turn"), say(make("p", { class: "quiet" }), "knobs_about"), this.knobs.element, this.band.element);
    for (const [i, { canvas }] of this.readings.entries()) {
      await frame();
      this.charts.add(canvas, this.columns[i]);
    }
    new ResizeObserver(() => this.drawPictures()).observe(this.element);
  }

  controls() {
    const button = (key, act, more = {}) => say(make("button", { type: "button", id: key, onclick: () => act(), ...more }), key);
    this.playButton = say(make("button", { type: "button", id: "play", class: "first", onclick: () => (this.playing ? this.pause() : this.play()) }),
      () => (this.playing ? "❚❚ " + t("pause") : "▶ " + t("play")));
    this.speed = make("select", { id: "speed" }, ...speeds.map(([key, days]) => say(make("option", { value: days }), key)));
    this.speed.value = "1";
    this.colour = make("select", { id: "colour" }, say(make("option", { value: "" }), "by_type"),
      ...lesson.received.map((one) => say(make("option", { value: "received" }), () => words(one.label))));
    this.colour.addEventListener("change", () => this.draw());
    this.seedBox = make("input", { type: "number", id: "seed", min: 0, max: 999999, value: this.seed });
    this.seedBox.addEventListener("change", () => this.restart(Math.max(0, Math.round(Number(this.seedBox.value)) || 0)));
    this.clock = make("output", { id: "clock" });
    const labelled = (key, element) => make("div", { class: "labelled" }, say(make("label", { htmlFor: element.id }), key), element);
    return make("div", { class: "controls" }, this.playButton, button("step", () => this.step()), button("restart", () => this.restart()),
      labelled("speed", this.speed), ...(lesson.received.length ? [labelled("colour", this.colour)] : []), labelled("seed", this.seedBox),
      button("new_seed", () => this.restart(2 + Math.floor(Math.random() * 9998))), this.clock);
  }

  panel(world, number) {
    const canvas = make("canvas", { class: "section" });
    canvas.setAttribute("role", "img");
    const caption = make("figcaption", {}, make("span", { class: "swatch world" + number }), say(make("span"), () => words(world.own.name)));
    return { canvas, section: new Section(canvas, world.told), figure: make("figure", { class: "world" }, caption, canvas) };
  }

  // What the colours are; the scale of what was received has its mark where the rule is at one half.
  legend() {
    const item = (colour, make_words, kind = "") => make("span", { class: "item" }, make("span", { class: "swatch " + kind, style: `background:${colour}` }), say(make("span"), make_words));
    const colours = typeColours(this.told.types);
    const seen = this.told.types.map((type, i) => [type, i]).filter(([type]) => lesson.cells.some((one) => one.type === type));
    this.typeLegend = make("div", { class: "legend" }, ...seen.map(([type, i]) => item(colours[i], () => cellLabel(type))));
    const [cargo] = lesson.received;
    this.scaleLegend = make("div", { class: "legend" });
    if (cargo) {
      const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => received(share)).join(", ");
      this.halfText = make("span", { class: "half" });
      this.scaleLegend.append(say(make("span"), () => words(cargo.label)),
        make("span", { class: "scale" }, make("span", { class: "bar", style: `background:linear-gradient(to right, ${stops})` }), this.halfText));
    }
    const tissues = tissueColours(this.told.tissues);
    const common = make("div", { class: "legend" }, ...lesson.tissues.map((one) => item(tissues[this.told.tissues.indexOf(one.tissue)], () => words(one.label), "tissue")),
      ...(seen.length ? [item(dyingColour(colours[seen[0][1]]), () => t("dying"), "small")] : []),
      ...lesson.vesicles.map((one) => item("var(--violet)", () => `${words(one.label)}: ${t("dot", short(one.per_dot))}`, "dot")));
    return make("div", { class: "legends" }, this.typeLegend, this.scaleLegend, common);
  }

  measured() {
    const figures = lesson.measures.map((measure) => {
      const canvas = make("canvas");
      canvas.setAttribute("role", "img");
      const now = make("span", { class: "now" });
      const label = say(make("span"), () => words(measure.label) + (measure.unit ? ` (${measure.unit})` : ""));
      const figure = make("figure", { class: "chart" }, make("figcaption", {}, label, now), make("div", { class: "plot" }, canvas));
      if (Object.keys(measure.about).length) say(figure, () => words(measure.about), "title");
      return { figure, canvas, now, measure };
    });
    this.readings = figures;
    this.charts = new Charts(this.worlds.length, this.told.days, () => this.worlds.flatMap((world, i) => world.told.treatments.map(([, from, until]) => [i, from, until])));
    this.band = new Band(this.worlds, this.columns, () => this.charts);
    this.band.button.addEventListener("click", () => (this.band.going ? this.band.stop() : this.runBand()));
    return make("div", {}, say(make("h3"), "charts"), make("div", { class: "charts" }, ...figures.map(({ figure }) => figure)));
  }

  // --- drawing ----------------------------------------------------------------------------------------------------------

  drawPictures() {
    const byCargo = Boolean(this.colour.value), [vesicles] = lesson.vesicles;
    this.panels.forEach(({ section }, i) => section.draw(this.worlds[i].picture, { perDot: vesicles?.per_dot ?? 1, byCargo, half: this.worlds[i].half ?? 1 }));
  }

  draw() {
    this.drawPictures();
    const day = short(this.worlds[0].time);
    this.clock.textContent = t("day", this.worlds[0].time.toFixed(1), short(this.told.days));
    const byCargo = Boolean(this.colour.value);
    this.typeLegend.hidden = byCargo;
    this.scaleLegend.hidden = !byCargo;
    if (this.halfText && this.worlds[0].half) this.halfText.textContent = `${short(this.worlds[0].half)} ${words(lesson.received[0].half_label)}`;
    this.panels.forEach(({ canvas }, i) => {
      const world = this.worlds[i];
      canvas.setAttribute("aria-label", t("picture_of", words(world.own.name), day, counted(world.picture.cells, this.told.types, cellLabel)));
    });
    for (const [m, { now, canvas, measure }] of this.readings.entries()) {
      const values = this.worlds.map((world) => short(world.rows.at(-1)?.[this.columns[m] + 1]));
      now.replaceChildren(...values.map((value, i) => make("span", { style: `color:${worldColours[i]}` }, value)));
      canvas.setAttribute("aria-label", t("chart_of", words(measure.label), values.map((value, i) => `${words(lesson.worlds[i].name)} ${value}`).join(", ")));
    }
    this.playButton.textContent = this.playing ? "❚❚ " + t("pause") : "▶ " + t("play");
  }

  show() {
    this.worlds.forEach((world, i) => this.charts.set(i, world.rows));
    this.charts.drawAll();
    this.draw();
  }

  // --- playing ----------------------------------------------------------------------------------------------------------

  // Calls one after the other: a world can't be changed while it goes on.
  alone(act) {
    const next = this.busy.then(act);
    this.busy = next.catch(() => {});
    return next;
  }

  get ended() {
    return this.worlds.every((world) => world.ended);
  }

  async advance(days) {
    await Promise.all(this.worlds.map((world) => (world.ended ? null : world.advance(Math.min(days, this.told.days)))));
    this.worlds.forEach((world, i) => this.charts.set(i, world.rows));
    this.draw();
    this.charts.drawNext();
  }

  async play() {
    if (this.playing) return;
    if (this.ended) await this.restart();
    this.playing = true;
    this.state("running");
    let last = performance.now(), stride = 0.25, wanted = this.worlds[0].time;
    try {
      while (this.playing && !this.ended) {
        await frame();
        const now = performance.now(), speed = Number(this.speed.value), least = this.told.hours / 24;
        if (speed === Infinity) wanted = this.worlds[0].time + stride;
        else wanted = Math.min(wanted + (speed * (now - last)) / 1000, this.worlds[0].time + speed / 4 + least);
        last = now;
        if (wanted < this.worlds[0].time + least / 2) continue;
        await this.alone(() => this.playing && this.advance(wanted));
        const took = performance.now() - now;  // about twenty pictures a second
        stride = Math.min(1, Math.max(least, stride * Math.min(2, Math.max(0.5, 50 / took))));
      }
    } catch (error) {
      this.fail(error);
    }
    this.playing = false;
    await this.rest();
  }

  pause() {
    this.playing = false;
  }

  // What there is to do when nothing moves.
  async rest() {
    this.show();
    await this.alone(() => this.take.refresh());
    this.state(this.ended ? "ended" : "paused");
    if (this.ended) this.whenEnded();
  }

  async step() {
    this.pause();
    if (this.ended) return;
    await this.alone(() => this.advance(this.worlds[0].time + Math.max(1 / 8, this.told.hours / 24)));
    await this.rest();
  }

  async restart(seed = this.seed) {
    this.pause();
    this.seed = seed;
    this.seedBox.value = seed;
    await this.alone(() => this.startWorlds());
    this.band.clear();
    await this.rest();
  }

  async turned(knob, text) {
    if (!this.told) return;
    if (this.worlds[0].time === 0 || this.ended || knob.at_start) return this.tryStart(knob);
    await this.alone(async () => {
      for (const world of this.worlds) await world.turn(knob.path, text);
    });
    this.band.clear();
    if (!this.playing) await this.rest();
  }

  // At the beginning it is a new start; of a run that is under way or through, its value has to be right all the same.
  async tryStart(knob) {
    if (this.worlds[0].time === 0) {
      await this.alone(() => this.startWorlds());
      this.band.clear();
      return this.rest();
    }
    for (const world of this.worlds)
      if (!world.holds(knob.path)) return this.alone(() => world.check(this.seed, this.knobs.settings(), [...this.knobs.on]));
  }

  async given(treatment, on) {
    if (this.ended) return;
    if (this.worlds[0].time === 0) {
      await this.alone(() => this.startWorlds());
    } else {
      await this.alone(async () => {
        for (const world of this.worlds)
          if (on) this.given_as.set(world.number + treatment, await world.give(treatment));
          else await world.end(this.given_as.get(world.number + treatment) ?? treatment);
      });
    }
    this.band.clear();
    if (!this.playing) await this.rest();
  }

  async runBand() {
    this.pause();
    await this.alone(() => {});
    try {
      await this.alone(() => this.band.run(this.seed));
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error) {
    const problem = make("p", { class: "problem", role: "alert" }, error instanceof Refused ? error.message : String(error.message ?? error));
    this.element.append(problem);
    document.documentElement.dataset.failed = problem.textContent;
  }
}
