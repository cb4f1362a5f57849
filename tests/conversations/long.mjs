// A harmless conversation of any length, always the same for the same length: plain sentences from a small word
// list, put together by a fixed linear congruential generator. For the reader's and the bench's long lists.

const words = {
  who: ["my sister", "the coach", "Noor", "our neighbour", "the teacher", "my cousin", "the bus driver", "Theo"],
  did: ["forgot", "found", "painted", "borrowed", "dropped", "repaired", "ordered", "hid"],
  what: ["the blue kettle", "two train tickets", "a huge umbrella", "the chess set", "my old bike", "the garden chair", "that green hat", "a bag of oranges"],
  when: ["yesterday", "before lunch", "on the way home", "last week", "during practice", "this morning", "on Sunday", "after the rain"],
  reply: ["no way", "that sounds about right", "haha", "again?", "good for them", "tell me more", "I saw that too", "classic"],
  emoji: ["😂", "👍", "🙈", "🎉", "🌧️", "🐶"],
};

/** @param {number} length how many messages, at least 0 */
export function long(length = 520) {
  let state = 20261122;
  const pick = (list) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return list[(state >>> 16) % list.length];
  };
  const messages = [];
  for (let i = 0; i < length; i += 1) {
    const from = pick(["them", "them", "me", "me", "me", "them", "me"]);
    const message = { from, t: i * 37, text: `${pick(words.who)} ${pick(words.did)} ${pick(words.what)} ${pick(words.when)} (${i + 1})` };
    if (i % 11 === 4) message.text = `${pick(words.reply)}, number ${i + 1}`;
    if (i % 37 === 20) message.text = pick(words.emoji);
    if (i % 53 === 30) message.text = Array.from({ length: 6 }, () => `${pick(words.who)} ${pick(words.did)} ${pick(words.what)} ${pick(words.when)}`).join(", and then ") + ".";
    if (i % 61 === 40) Object.assign(message, { kind: "link", text: `https://list.example/item/${i + 1}` });
    if (i % 83 === 50) Object.assign(message, { kind: "image", text: "" });
    messages.push(message);
  }
  return {
    id: "long",
    about: "Made up by a word list. Harmless.",
    expected: "calm",
    contact: { name: "Theodora Quill", handle: "theo.quill", known: true },
    me: { name: "Sam" },
    messages,
  };
}
