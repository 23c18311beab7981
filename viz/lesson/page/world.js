// One world: its engine, what it was started with, and all that it has said so far.
import { Engine } from "./engine.js";
import { lesson } from "./words.js";

// Times are read in days.
for (const measure of lesson.measures) {
  measure.scale = measure.unit === "min" ? 1 / 1440 : 1;
  if (measure.unit === "min") measure.unit = "d";
}

const scalar = (text) => [0, 0, "=" + text];  // as a document of the engine has it

export class World {
  constructor(number) {
    this.number = number;
    this.own = lesson.worlds[number];
    this.engine = new Engine();
    this.rows = [];
    this.digest = "";
  }

  ask(call) {
    return this.engine.ask({ world: this.number, ...call });
  }

  async boot() {
    await this.engine.boot(lesson.files);
    await this.ask({ do: "open", file: lesson.experiment });
  }

  // Whether a path is this world's own, whatever is turned.
  holds(path) {
    return this.own.set.some(([own]) => own === path);
  }

  // knobs: [[path, text], ...]; treatments: those that are switched on.
  startOf(seed, knobs, treatments) {
    const set = [...knobs.filter(([path]) => !this.holds(path)).map(([path, text]) => [path, scalar(text)]), ...this.own.set];
    return { seed, set, treatments: [...new Set([...this.own.treatments, ...treatments])] };
  }

  // Whether it could start so; the program's own messages if it couldn't.
  async check(...how) {
    await this.ask({ do: "open", world: this.number + 2000, file: lesson.experiment });
    try {
      await this.ask({ do: "start", world: this.number + 2000, ...this.startOf(...how), ...this.shown });
    } finally {
      await this.ask({ do: "close", world: this.number + 2000 });
    }
  }

  async start(...how) {
    const [cargo] = lesson.received, [species] = lesson.vesicles;
    this.shown = { cargo: cargo?.cargo ?? "", half: cargo?.half ?? "", species: species?.species ?? "" };
    this.told = await this.ask({ do: "start", ...this.startOf(...how), ...this.shown });
    this.half = this.told.half;
    this.rows = [];
    this.digest = "";
    await this.advance(0);
  }

  async advance(days) {
    const answer = await this.ask({ do: "advance", days, picture: true });
    this.time = answer.time;
    this.rows.push(...this.read(answer.rows));
    this.picture = answer;
    this.ended = answer.ended;
    if (answer.digest) this.digest = answer.digest;
    return answer;
  }

  // Rows of all measures, those that the page shows in its units.
  read(rows) {
    const scaled = lesson.measures.filter(({ scale }) => scale !== 1).map(({ measure, scale }) => [this.told.measures.indexOf(measure) + 1, scale]);
    for (const row of rows) for (const [column, scale] of scaled) if (row[column] !== null) row[column] *= scale;
    return rows;
  }

  async turn(path, text) {
    if (this.holds(path)) return;
    this.told = { ...this.told, ...(await this.ask({ do: "change", set: [[path, scalar(text)]] })) };
    if (this.time === 0) await this.advance(0);  // which is a start
  }
  async give(treatment) {
    if (this.own.treatments.includes(treatment)) return treatment;
    const answer = await this.ask({ do: "change", give: treatment });
    this.told = { ...this.told, ...answer };
    return answer.given;
  }
  async end(treatment) {
    if (this.own.treatments.includes(treatment)) return;
    this.told = { ...this.told, ...(await this.ask({ do: "change", end: treatment })) };
  }

  async yaml() {
    return (await this.ask({ do: "yaml" })).yaml;
  }

  repeat(seeds, tell) {
    return this.engine.ask({ do: "repeat", world: this.number, seeds, ...this.shown }, (one) => tell({ ...one, rows: this.read(one.rows) }));
  }
}
