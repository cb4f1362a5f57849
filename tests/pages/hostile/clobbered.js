// Form fields and pictures whose names hide what a script would ask an element or the document for.
const names = ["children", "childNodes", "parentNode", "nodeType", "attributes", "firstChild", "textContent", "shadowRoot", "tagName", "localName", "getBoundingClientRect", "querySelector", "getAttribute", "ownerDocument", "nextSibling", "style", "constructor", "toString"];
const form = make("form", "room-form", ...names.map((name) => Object.assign(make("input"), { type: "hidden", name })));
document.body.append(form);
for (const name of ["body", "documentElement", "querySelector", "createTreeWalker", "defaultView", "activeElement", "title", "cookie", "getSelection"]) {
  const picture = make("img");
  picture.setAttribute("name", name);
  HTMLElement.prototype.appendChild.call(form, picture);
}
const messages = small.map((message) => ({ ...message }));
drawChat(messages, { place: form });
