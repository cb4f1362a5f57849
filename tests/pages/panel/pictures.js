// The lure, by whom the address names and with the picture that it names: `?name=Jess&n=10&from=own|saved|elsewhere`.
// own: the page's own; saved: smaller and saved again, as someone does who takes it; elsewhere: of another origin.

const given = new URLSearchParams(location.search);
const source = new URL("portrait.svg", location.href);

/** A copy of the picture, as a browser stores one. */
async function copy(side, quality) {
  const drawn = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const original = Object.assign(new Image(), { src: source });
  await original.decode();
  drawn.getContext("2d").drawImage(original, 0, 0, side, side);
  return drawn.toDataURL("image/jpeg", quality);
}

async function picture(from) {
  const image = new Image(40, 40);
  if (from === "own") image.src = await copy(240, 0.9);
  if (from === "saved") Object.assign(image, { src: await copy(96, 0.6), width: 48, height: 48 });
  if (from === "elsewhere") image.src = source.href.replace("127.0.0.1", "localhost");
  await image.decode();
  return image;
}

window.ready = (async () => {
  const image = await picture(given.get("from"));
  const { messages } = await (await fetch("../../conversations/hint.json")).json();
  contact.name = given.get("name");
  document.title = contact.name;
  drawChat(messages.filter(({ text }) => text).slice(0, Number(given.get("n"))));
  document.querySelector(".head").prepend(image);
})();
