// What can be turned and switched. A value goes to the engine as it is typed; what is wrong with it, the engine says.
import { make } from "./dom.js";
import { Refused } from "./engine.js";
import { lesson, say, t, words } from "./words.js";

const written = (value) => String(Number(value.toPrecision(12)));

export class Knobs {
  // turned: async (path, text) => where the worlds stand; given: async (treatment, on)
  constructor({ turned, given }) {
    this.values = new Map();  // by path, of those that aren't as the experiment has them
    this.on = new Set();
    this.element = make("div", { class: "knobs" }, ...lesson.knobs.map((knob, i) => this.knob(knob, i, turned)),
      ...lesson.switches.map((one, i) => this.toggle(one, i, given)));
  }

  // As a start takes them.
  settings() {
    return [...this.values];
  }

  knob(knob, number, turned) {
    const id = `knob-${number}`, unit = knob.unit ? " " + knob.unit : "";
    const problem = make("p", { class: "problem", id: id + "-problem", role: "alert" });
    const range = make("input", { type: "range", id, min: knob.low, max: knob.high, step: knob.step, value: knob.value });
    const typed = make("input", { type: "text", id: id + "-typed", value: written(knob.value) + unit, autocomplete: "off", spellcheck: false });
    say(typed, () => words(knob.label), "aria-label");
    typed.setAttribute("aria-describedby", problem.id);
    const apply = async (text) => {
      problem.textContent = "";
      typed.removeAttribute("aria-invalid");
      const before = this.values.get(knob.path);
      this.values.set(knob.path, text);
      try {
        await turned(knob, text);
      } catch (error) {
        if (before === undefined) this.values.delete(knob.path);
        else this.values.set(knob.path, before);
        typed.setAttribute("aria-invalid", "true");
        problem.textContent = error instanceof Refused ? error.problems.map(({ path, what }) => (path ? path + ": " : "") + what).join("\n") : String(error);
      }
    };
    range.addEventListener("input", () => (typed.value = written(Number(range.value)) + unit));
    range.addEventListener("change", () => apply(typed.value));
    typed.addEventListener("change", () => {
      const number = parseFloat(typed.value);
      if (!Number.isNaN(number) && typed.value.trim() === written(number) + unit) range.value = number;
      apply(typed.value.trim());
    });
    const fixed = lesson.worlds.filter((world) => world.set.some(([path]) => path === knob.path));
    const note = say(make("p", { class: "quiet" }), () => [words(knob.about), ...fixed.map((world) => t("fixed", words(world.name))),
      ...(knob.at_start ? [t("at_start")] : [])].filter(Boolean).join(" · "));
    return make("div", { class: "knob" }, say(make("label", { htmlFor: id }), () => words(knob.label)), make("div", { class: "turn" }, range, typed), note, problem);
  }

  toggle(one, number, given) {
    const id = `switch-${number}`, problem = make("p", { class: "problem", role: "alert" });
    const box = make("input", { type: "checkbox", id });
    box.addEventListener("change", async () => {
      problem.textContent = "";
      if (box.checked) this.on.add(one.treatment);
      else this.on.delete(one.treatment);
      try {
        await given(one.treatment, box.checked);
      } catch (error) {
        problem.textContent = error.message;
        box.checked = !box.checked;
        if (box.checked) this.on.add(one.treatment);
        else this.on.delete(one.treatment);
      }
    });
    return make("div", { class: "knob switch" }, make("div", { class: "turn" }, box, say(make("label", { htmlFor: id }), () => words(one.label))),
      say(make("p", { class: "quiet" }), () => words(one.about)), problem);
  }
}
