// The demo: a chat page no one here wrote, on which the made-up lure plays by itself, a message every 1.2 seconds.
//   ?pace=400      milliseconds between messages
//   ?chat=friends  another conversation of tests/conversations
// `kit.played` resolves when the last message is there.

const asked = new URL(location.href);
if (!asked.searchParams.has("pace")) asked.searchParams.set("pace", "1200");
history.replaceState(null, "", asked);
await import("../kits/build/chatscope.js");
await window.kit.ready;
const note = document.createElement("p");
note.className = "frame-note";
note.textContent = "A made-up conversation, played for a demonstration. Nobody is on the other side.";
note.style.margin = "0";
document.documentElement.style.setProperty("--frame-note", "28px");
document.body.prepend(note);
