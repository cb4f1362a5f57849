// The one way in for tests: `window.kit`. Every kit page starts here.
//
//   kit.ready          resolves when the first messages are on the page
//   kit.add(message)   shows one more message and resolves when it is drawn; without an argument the next one of
//                      the conversation; resolves to false when there is none left
//   kit.count          how many messages are shown
//   kit.truth          what a careful reader should find: [{from, text, kind}]
//   kit.contact        {name, handle, known}
//   kit.change(id, n)  shows another conversation on the same address, as chat sites do

import { frame } from "./frame.mjs";
import { conversation, parameters, truth } from "./world.mjs";

const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/**
 * @param {object} kit
 * @param {{header?: boolean, composer?: boolean, inbox?: boolean}} kit.frame the parts of our frame that it needs
 * @param {(place: HTMLElement, world: object) => (messages: object[]) => unknown} kit.mount puts the kit into the
 *   page and returns the function that shows a list of messages (always the whole list)
 */
export function start(kit) {
  const asked = parameters();
  let shown = [];
  let waiting = [];
  let draw;
  let world;

  async function open(id, n) {
    const chosen = conversation(id, n);
    const first = n ?? chosen.messages.length;
    shown = chosen.messages.slice(0, first);
    waiting = chosen.messages.slice(first);
    world = { ...asked, contact: chosen.contact, me: chosen.me };
    draw = await kit.mount(frame(world, kit.frame), world);
    await draw(shown);
    await painted();
  }

  window.kit = {
    get count() { return shown.length; },
    get truth() { return shown.map(truth); },
    get contact() { return world.contact; },
    async add(message = waiting.shift()) {
      if (!message) return false;
      shown = [...shown, message];
      await draw(shown);
      await painted();
      return true;
    },
    change: (id, n) => open(id, n),
  };
  const playing = Number.isFinite(asked.pace);
  window.kit.ready = open(asked.chat, asked.n ?? (playing ? 0 : undefined));
  if (playing) window.kit.played = window.kit.ready.then(() => play(asked.pace));
}

async function play(pace) {
  do await new Promise((next) => setTimeout(next, pace));
  while (await window.kit.add());
}
