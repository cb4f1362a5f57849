// An endless page: 200,000 elements, and a search field.
const paragraph = (i) => `<p><span>${i}</span> <a>boat</a> <b>and</b> stone</p>`;
document.body.insertAdjacentHTML("beforeend", `<input type="search" placeholder="Search">${Array.from({ length: 50_000 }, (_, i) => paragraph(i)).join("")}`);
window.page = { ready: Promise.resolve(), chat: false };
