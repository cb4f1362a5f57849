import { javascript } from "@codemirror/lang-javascript";
import { basicSetup, EditorView } from "codemirror";
import { declare, remarks } from "./page.jsx";

const lines = remarks.flatMap((text, i) => [`// ${text}`, `export function step${i}(count) {`, `  return count > ${i} ? "me" : "them";`, "}", ""]);
const place = document.createElement("main");
place.style.cssText = "height: 100vh; overflow: auto";
document.body.append(place);
new EditorView({ doc: lines.concat(lines).join("\n"), extensions: [basicSetup, javascript()], parent: place });
declare("wall.js - editor");
