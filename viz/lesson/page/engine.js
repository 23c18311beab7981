// The engine in a worker made from a Blob: a page that is a file can't start one from another file.
const text = (id) => document.getElementById(id).textContent;

let source, compiled;

// A call's answer, or this: the program's own messages.
export class Refused extends Error {
  constructor(problems) {
    super(problems.map(({ what }) => what).join("; "));
    this.problems = problems;
  }
}

export class Engine {
  constructor() {
    source ??= URL.createObjectURL(new Blob([text("worker")], { type: "text/javascript" }));
    this.worker = new Worker(source);
    this.waiting = new Map();
    this.next = 0;
    this.worker.onmessage = ({ data }) => this.take(data);
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || "the engine stopped"));
      this.waiting.clear();
    };
  }

  // Compiled once, by the first worker.
  async boot(files) {
    if (!compiled) compiled = this.ask({ do: "compile", engine: text("engine") });
    const module = await compiled;
    await this.ask({ do: "boot", module, files });
  }

  ask(call, onPart) {
    const number = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject, onPart });
      this.worker.postMessage({ number, call });
    });
  }

  take({ number, answer, part }) {
    const waiting = this.waiting.get(number);
    if (!waiting) return;
    if (part) return waiting.onPart?.(answer);
    this.waiting.delete(number);
    if (answer.problems) waiting.reject(new Refused(answer.problems));
    else if (answer.failed !== undefined) waiting.reject(new Error(answer.failed));
    else waiting.resolve(answer);
  }

  // Lets what is asked for in parts come to an early end.
  stop() {
    this.worker.postMessage({ stop: true });
  }
}
