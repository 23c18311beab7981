// In the worker: puts the files into the engine's memory and passes calls on. createEngine comes from the engine's script.
/* global createEngine */
let engine, stopped = false;

async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function boot({ module, files }) {
  engine = await createEngine({
    instantiateWasm(imports, receive) {
      WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
      return {};
    },
  });
  for (const [name, content] of Object.entries(files)) {
    const folder = name.slice(0, Math.max(0, name.lastIndexOf("/")));
    if (folder) engine.FS.mkdirTree(folder);
    engine.FS.writeFile(name, content);
  }
  return ask({ do: "units" });
}

const ask = (call) => JSON.parse(engine.ccall("exomet_call", "string", ["string"], [JSON.stringify(call)]));

// What the engine drew, out of its memory.
function copied([place, count]) {
  const bytes = engine.wasmMemory ? engine.wasmMemory.buffer : engine.HEAPU8.buffer;
  return new Float32Array(bytes, place, count).slice();
}

function advance(call) {
  const answer = ask(call);
  for (const what of ["cells", "dots", "tissue"]) if (answer[what]) answer[what] = copied(answer[what]);
  return answer;
}

// Other seeds of what was done in a world, one run after the other, each told when it is through.
async function repeat({ world, seeds, cargo, species, half }, tell) {
  const other = world + 1000;
  stopped = false;
  for (const seed of seeds) {
    let answer = ask({ do: "open", world: other, of: world });
    answer = ask({ do: "start", world: other, seed, set: [], treatments: [], cargo, species, half });
    if (answer.problems || answer.failed) return answer;
    const rows = [];
    for (let days = 0.5; ; days += 0.5) {
      answer = ask({ do: "advance", world: other, days });
      if (answer.failed) return answer;
      rows.push(...answer.rows);
      if (answer.ended) break;
      await new Promise((resolve) => setTimeout(resolve));
      if (stopped) break;
    }
    if (stopped) break;
    tell({ seed, rows, digest: answer.digest });
  }
  ask({ do: "close", world: other });
  return {};
}

async function answerTo(call, tell) {
  if (call.do === "compile") return WebAssembly.compile(await unpacked(call.engine));
  if (call.do === "boot") return boot(call);
  if (call.do === "advance") return advance(call);
  if (call.do === "start") return { ...ask(call), memory: engine.HEAPU8.length };
  if (call.do === "repeat") return repeat(call, tell);
  return ask(call);
}

self.onmessage = async ({ data: { number, call, stop } }) => {
  if (stop) {
    stopped = true;
    return;
  }
  const send = (answer, part = false) => {
    const moved = [answer.cells, answer.dots, answer.tissue].filter(Boolean).map((values) => values.buffer);
    self.postMessage({ number, answer, part }, moved);
  };
  try {
    send(await answerTo(call, (answer) => send(answer, true)));
  } catch (error) {
    send({ failed: String(error) });
  }
};
