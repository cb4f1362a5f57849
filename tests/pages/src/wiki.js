import "quill/dist/quill.snow.css";
import Quill from "quill";
import { declare, essay, people, remarks } from "./page.jsx";

const place = document.createElement("main");
place.className = "column";
place.innerHTML = `<h1>Harbour wall</h1><p><i>From the island's encyclopedia</i></p><div id="text"></div><h2>Talk</h2><ul></ul><div id="reply"></div>`;
document.body.append(place);
place.querySelector("ul").append(...remarks.map((text, i) => Object.assign(document.createElement("li"), { textContent: `${text} (${people[i]}, ${i + 2} May)` })));
const text = new Quill("#text", { theme: "snow" });
text.setText([...essay, ...essay].join("\n\n"));
new Quill("#reply", { theme: "snow", placeholder: "Write a message on this talk page" });
declare("Editing Harbour wall - Encyclopedia");
