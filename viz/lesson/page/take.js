// The experiment of what was done in each world, to save and to run with the program.
import { make } from "./dom.js";
import { lesson, say, t, words } from "./words.js";

export class Take {
  constructor(worlds) {
    this.worlds = worlds;
    this.parts = worlds.map((world, i) => this.part(world, i));
    this.element = make("section", { id: "take" }, say(make("h2"), "take"), say(make("p", { class: "lead" }), "take_about"), ...this.parts.map((part) => part.element));
    document.addEventListener("language", () => this.show());
  }

  part(world, number) {
    const file = `${lesson.name}-${number + 1}.yaml`;
    const text = make("pre", { tabIndex: 0 }), digest = make("p", { class: "digest" });
    say(text, () => words(lesson.worlds[number].name), "aria-label");
    text.setAttribute("role", "region");
    const save = say(make("button", { type: "button", onclick: () => this.save(file, text.textContent) }), "save");
    const copy = say(make("button", { type: "button" }), "copy");
    copy.addEventListener("click", async () => {
      await navigator.clipboard?.writeText(text.textContent);
      copy.textContent = t("copied");
      setTimeout(() => (copy.textContent = t("copy")), 1500);
    });
    const element = make("div", { class: "taken" }, say(make("h3"), () => words(lesson.worlds[number].name)),
      make("p", {}, make("code", {}, `./exomet run ${file}`)), digest, text, make("div", { class: "buttons" }, save, copy));
    return { element, text, digest, world };
  }

  save(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  async refresh() {
    for (const part of this.parts) {
      const title = `${words(lesson.title)} - ${words(part.world.own.name)}`.replace(/\s+/g, " ");  // in one line, as a remark has to be
      part.text.textContent = `# ${title}\n# made by a lesson page of exomet ${lesson.version}\n` + (await part.world.yaml());
    }
    this.show();
  }

  show() {
    for (const { digest, world } of this.parts) digest.textContent = world.digest ? t("digest", world.digest) : t("no_digest");
    document.documentElement.dataset.digests = this.worlds.map((world) => world.digest).join(" ");
  }
}
