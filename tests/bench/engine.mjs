// The engine alone, compiled for wasm as it ships, timed in node: a message, loading the pack, memory. Asserts nothing.
//   cargo build --release --target wasm32-unknown-unknown -p breakwater-lure --example wasm
//   node tests/bench/engine.mjs [FILE.wasm]

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const built = `${process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url))}/wasm32-unknown-unknown/release/examples/wasm.wasm`;
const bytes = await readFile(process.argv[2] ?? built);
const module = await WebAssembly.compile(bytes);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const timed = (act) => {
  const since = performance.now();
  if (act() === 0) throw new Error("the engine did not answer");
  return performance.now() - since;
};

// Each round is a new instance, as in a worker that was killed.
const firsts = [];
for (let round = 0; round < 15; round += 1) {
  const { exports } = await WebAssembly.instantiate(module, {});
  firsts.push(timed(exports.load));
}
const { exports } = await WebAssembly.instantiate(module, {});
const cold = await WebAssembly.instantiate(await WebAssembly.compile(bytes), {});
const coldLoad = timed(cold.exports.load);
exports.load();
const count = exports.converse();
const rounds = Array.from({ length: 200 }, () => timed(exports.converse) * 1000 / count);
const loads = Array.from({ length: 30 }, () => timed(exports.load));
const line = (what, text) => console.log(`${what.padEnd(44)} ${text}`);
line("load the pack, new instance", `median ${median(firsts).toFixed(2)} ms, module just compiled ${coldLoad.toFixed(2)} ms`);
line("load the pack, warm", `median ${median(loads).toFixed(2)} ms`);
line("a message", `median ${median(rounds).toFixed(2)} µs, worst round ${Math.max(...rounds).toFixed(2)} µs, ${count} messages a round`);
line("wasm memory with all packs", `${(cold.exports.memory.buffer.byteLength / 1048576).toFixed(2)} MB after one load`);
