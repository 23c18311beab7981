// The page of a lesson: story, prediction, the worlds, and what to think of it all.
import { fillParagraphs, make } from "./dom.js";
import { Lab } from "./lab.js";
import { languages, lesson, say, speak, t, words } from "./words.js";

const paragraphs = (make_words, properties = {}) => {
  const element = make("div", properties);
  const fill = () => fillParagraphs(element, make_words());
  document.addEventListener("language", fill);
  fill();
  return element;
};
const list = (texts) => make("ul", {}, ...texts.map((text) => say(make("li"), () => words(text))));
const section = (key, ...children) => make("section", { id: key }, say(make("h2"), key), ...children);

let predicted = -1;

function header() {
  const known = Object.keys(languages).filter((language) => lesson.title[language]);
  const choose = make("select", { id: "language" }, ...known.map((language) => make("option", { value: language, lang: language }, languages[language])));
  choose.value = lesson.lang;
  choose.addEventListener("change", () => speak(choose.value));
  say(choose, "language", "aria-label");
  return make("header", {}, make("div", { class: "top" }, say(make("p", { class: "kicker" }), "kicker"), ...(known.length > 1 ? [choose] : [])),
    say(make("h1"), () => words(lesson.title)), paragraphs(() => words(lesson.story), { class: "story" }));
}

function prediction(made) {
  const commit = say(make("button", { type: "submit", id: "commit", class: "first", disabled: true }), "commit");
  const choices = lesson.choices.map((choice, i) => {
    const radio = make("input", { type: "radio", name: "prediction", value: i, id: `choice-${i}` });
    radio.addEventListener("change", () => (commit.disabled = false));
    return make("div", { class: "choice" }, radio, say(make("label", { htmlFor: radio.id }), () => words(choice)));
  });
  const said = make("p", { class: "said", role: "status" });
  const form = make("form", {}, make("fieldset", {}, say(make("legend"), () => words(lesson.question)), ...choices), commit, said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    predicted = Number(new FormData(form).get("prediction"));
    form.querySelectorAll("input, button").forEach((element) => (element.disabled = true));
    commit.hidden = true;
    say(said, () => t("committed", words(lesson.choices[predicted])));
    made();
  });
  return section("predict", say(make("p", { class: "lead" }), "predict_lead"), form);
}

function result() {
  const locked = say(make("p", { class: "quiet" }), "result_locked");
  const mine = make("p", { class: "said" });
  const opened = make("div", { hidden: true }, mine, paragraphs(() => words(lesson.answer), { class: "answer" }),
    ...(lesson.observe.length ? [say(make("h3"), "observe"), list(lesson.observe)] : []));
  const element = section("result", locked, opened);
  element.open = () => {
    if (!opened.hidden) return;
    locked.hidden = true;
    opened.hidden = false;
    say(mine, () => t("you_predicted", predicted < 0 ? t("none") : words(lesson.choices[predicted])));
  };
  return element;
}

function page() {
  const outcome = result();
  const lab = new Lab({ ended: () => outcome.open() });
  const loading = say(make("p", { class: "quiet", role: "status" }), "loading");
  const gate = say(make("p", { class: "gate" }), "locked");
  lab.element.append(loading, gate);
  let ready = false, chosen = false;
  const unlock = () => {
    lab.element.classList.toggle("closed", !chosen);
    lab.element.querySelectorAll(".controls button, .controls select, .controls input, .knobs input, .band button").forEach((element) => (element.disabled = !chosen));
    gate.hidden = chosen;
    if (ready && chosen) lab.state("predicted");
  };
  const more = ["evidence_against", "assumed", "questions"].filter((key) => lesson[key].length).map((key) => section(key, list(lesson[key])));
  const teacher = make("details", { id: "teacher" }, say(make("summary"), "teacher"), paragraphs(() => words(lesson.teacher)));
  document.body.append(make("main", {}, header(), prediction(() => {
    chosen = true;
    unlock();
    lab.element.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }), lab.element, outcome, ...more, lab.take.element, ...(Object.keys(lesson.teacher).length ? [teacher] : [])),
  make("footer", {}, say(make("p", { class: "quiet" }), () => t("made", lesson.version))));
  speak(lesson.lang);
  say(document.querySelector("title"), () => `${words(lesson.title)} – exomet`);
  lab.boot().then(() => {
    ready = true;
    loading.remove();
    unlock();
  }, (error) => {
    loading.textContent = `${t("failed", error.message ?? error)} ${t("browser")}`;
    document.documentElement.dataset.failed = String(error.message ?? error);
  });
}

page();
