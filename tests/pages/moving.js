// A chat that goes to another address while it is being saved. It notices a capture as any page could: its picture is hidden.
//   ?as=a|b              which of two chats it is: each has a ground of its own and names itself in each message
//   &how=load|push|late&after=MS   then goes to the other one, that long after: by loading it, or as an app does, without; or as
//                        an app that has to fetch it first, so that for a while the new address stands over the old chat
//   &how=title           only says so in its title, for a test that does something then

/* global pattern, drawChat */

const COLOURS = { a: "rgb(0, 128, 128)", b: "rgb(200, 100, 0)" };
const asked = new URLSearchParams(location.search);

function draw(as) {
  document.body.replaceChildren();
  document.body.style.background = COLOURS[as];
  drawChat(["is the boat still for sale?", "yes it is", "can I see it on sunday", "sunday is fine"].map((words, at) => (
    { from: at % 2 ? "me" : "them", text: `${words} (this is chat ${as})` })));
  document.querySelector(".head").append(Object.assign(new Image(), { src: pattern(as === "a" ? 1 : 2), width: 120, height: 90, alt: "" }));
}

const goes = {
  load: (other) => location.assign(`?as=${other}`),
  push: (other) => {
    history.pushState(null, "", `?as=${other}`);
    draw(other);
  },
  late: (other) => {
    history.pushState(null, "", `?as=${other}`);
    setTimeout(draw, 700, other);
  },
  title: () => { document.title = "being saved"; },
};

const as = asked.get("as") ?? "a";
draw(as);
const go = goes[asked.get("how")];
if (go) {
  const picture = document.querySelector("img");
  const looking = () => {
    if (getComputedStyle(picture).filter === "none") requestAnimationFrame(looking);
    else setTimeout(go, Number(asked.get("after")), as === "a" ? "b" : "a");
  };
  requestAnimationFrame(looking);
}
