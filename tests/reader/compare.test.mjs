import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, shortfalls, total } from "./compare.mjs";

const them = (text, kind = "text") => ({ from: "them", text, kind });
const me = (text, kind = "text") => ({ from: "me", text, kind });
const row = (side, text, kind = "text") => ({ side, text, kind, confidence: 1 });
const reading = (...rows) => ({ chat: true, contact: { name: "Ann" }, rows });

test("a perfect reading has no fault, curly quotes and all", () => {
  const got = compare([them("don't"), me("", "image")], reading(row("them", "don\u2019t"), row("me", "", "image")), "Ann");
  assert.deepEqual(got.faults, []);
  assert.deepEqual([got.found, got.right, got.exact, got.name], [2, 2, 1, true]);
});

test("a lost row does not shift the ones after it", () => {
  const got = compare([them("one"), me("two"), them("one"), me("four")], reading(row("them", "one"), row("them", "one"), row("me", "four")), "Ann");
  assert.deepEqual([got.found, got.wrong, got.extra], [3, 0, 0]);
});

test("the contact's words read as mine are counted, and fail", () => {
  const got = compare([them("one")], reading(row("me", "one")), "Ann");
  assert.deepEqual([got.wrong, got.asMine], [1, 1]);
  assert.equal(shortfalls(total([got])).length, 2);
});

test("polluted text is found, but not exact", () => {
  const got = compare([them("hello there")], reading(row("them", "Ann hello there 19:02")), "Ann");
  assert.deepEqual([got.found, got.exact], [1, 0]);
});

test("rows that match nothing are extra, lines of the site are not", () => {
  const got = compare([them("one")], reading(row("unknown", "Monday", "system"), row("them", "one"), row("them", "Typing")), "Ann");
  assert.equal(got.extra, 1);
});

test("an empty reading finds nothing", () => {
  const got = compare([them("one")], { chat: false, contact: {}, rows: [] }, "Ann");
  assert.deepEqual([got.found, got.name, got.chat], [0, false, false]);
  assert.ok(shortfalls(total([got])).length >= 2);
});
