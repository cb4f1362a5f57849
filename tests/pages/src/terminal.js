import "@xterm/xterm/css/xterm.css";
import { Terminal } from "@xterm/xterm";
import { declare, remarks } from "./page.jsx";

const place = document.createElement("main");
document.body.append(place);
const terminal = new Terminal({ rows: 30, cols: Math.min(100, Math.floor(innerWidth / 10)) });
terminal.open(place);
const written = new Promise((done) => terminal.write(remarks.map((text, i) => `\x1b[3${i % 7}m${i % 2 ? "me" : "them"}>\x1b[0m ${text}\r\n`).join(""), done));
declare("ssh - terminal", written);
