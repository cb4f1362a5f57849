// The page breaks the language under its own scripts. Ours live in a world of their own; a probe that runs in the
// page's must still not throw.
drawChat();
const boom = () => { throw new Error("overridden"); };
const fake = { get: boom, configurable: true };
Object.defineProperty(Object.prototype, "toJSON", { value: () => "toJSON", configurable: true });
Array.prototype.map = boom;
Array.prototype.push = boom;
NodeList.prototype[Symbol.iterator] = boom;
Element.prototype.getBoundingClientRect = boom;
window.getComputedStyle = boom;
String.prototype.trim = boom;
Map.prototype.set = boom;
JSON.stringify = () => "not json";
for (const name of ["innerText", "textContent", "childNodes", "firstChild", "nextSibling"]) Object.defineProperty(Node.prototype, name, fake);
delete window.page.chat;
delete window.page.truth;
