// Pages on which one can type and that are no chat: `others.html?page=comments`. On none of them may a conversation be
// found. `others.html` alone lists them.

const style = `
body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#222} main{max-width:860px;margin:0 auto;padding:16px}
.row{display:flex;gap:12px;margin:14px 0} .face{width:40px;height:40px;border-radius:50%;background:#7a6;flex:none}
.name{font-weight:600} .small{font-size:12px;color:#666} .card{border:1px solid #ccc;border-radius:8px;padding:12px;margin:12px 0}
textarea,input{font:inherit;padding:8px;border:1px solid #aaa;border-radius:6px;width:100%;box-sizing:border-box} button{font:inherit}
.fixed{position:fixed;left:0;right:0;bottom:0;background:#fff;border-top:1px solid #ccc;padding:8px 16px}
.widget{position:fixed;right:16px;bottom:16px;width:340px;height:460px;border-radius:12px;box-shadow:0 0 16px #0004;background:#fff;display:flex;flex-direction:column;max-width:92vw}
.widget .log{flex:1;overflow:auto;padding:12px} .bot{background:#eee;border-radius:12px;padding:8px 12px;max-width:75%;width:fit-content;margin:6px 0}
.mine{background:#06c;color:#fff;margin-left:auto} table{border-collapse:collapse} td,th{border:1px solid #ccc;padding:4px 8px;min-width:70px}
.inline input{width:auto}`;

const people = ["Ada Lorne", "Ben Okafor", "Chidi Marsh", "Dora Finch", "Emil Sund"];
const remarks = [
  "I walked past it on Sunday and the new stones look really good.",
  "Does anyone know who paid for this in the end?",
  "It was paid by the harbour fund, see the notes of the last meeting.",
  "Thanks for the explanation, that helps.",
  "Great work by everyone who carried stones in the rain!",
];
const story = "The harbour wall was mended in spring. Volunteers carried stones for three weekends, and the ferry now lands at high water again. The council says that the work cost less than planned, and that the lamps will follow in autumn.";
const article = `<article><h1>News from the harbour</h1>${`<p>${story}</p>`.repeat(5)}</article>`;
const remark = (i, extra = '<div class="small"><button>Like</button> <button>Reply</button></div>') =>
  `<div class="row"><span class="face"></span><div><span class="name">${people[i % 5]}</span> <span class="small">${i + 1} hours ago</span><div>${remarks[i % 5]}</div>${extra}</div></div>`;
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join("");

const pages = {
  "comments-below": `<main>${article}<h2>Comments</h2>${many(5, (i) => remark(i))}<textarea rows="3" placeholder="Add a comment…"></textarea><button>Post</button></main>`,
  "comments-above": `<main>${article}<h2>Comments</h2><textarea rows="3" placeholder="Join the discussion"></textarea>${many(5, (i) => remark(i))}</main>`,
  "comments-unlabelled": `<main>${article}<h2>5 responses</h2>${many(5, (i) => remark(i))}<textarea rows="3"></textarea><button>Send</button></main>`,
  "comments-fixed": `<main style="padding-bottom:90px">${article}${many(5, (i) => remark(i))}</main><div class="fixed"><input placeholder="Write a comment…"></div>`,
  "comments-bubbles": `<main>${article}${many(5, (i) => `<div class="row"><span class="face"></span><div><div class="card" style="background:#f0f2f5;border:0;border-radius:16px;margin:0"><div class="name">${people[i]}</div>${remarks[i]}</div><div class="small">${i + 1} h <button>Like</button> <button>Reply</button></div></div></div>`)}<div class="row"><span class="face"></span><div contenteditable="true" role="textbox" aria-label="Write a comment" style="flex:1;border:1px solid #ccc;border-radius:16px;padding:8px"></div></div></main>`,
  feed: `<main><div class="card"><div contenteditable="true" role="textbox" aria-label="What's on your mind?" style="min-height:40px"></div><button>Post</button></div>${many(8, (i) => `<div class="card">${remark(i)}<input placeholder="Write a reply…"></div>`)}</main>`,
  forum: `<main><h1>Which rope for the dinghy?</h1>${many(6, (i) => `<div class="card row"><div style="width:120px"><span class="face" style="display:block"></span><b>${people[i % 5]}</b><div class="small">Posts: ${i * 31 + 4}</div></div><div><div class="small">#${i + 1} · ${i + 2} November 2026</div><p>${remarks[i % 5]} ${story}</p><div class="small"><button>Quote</button> <button>Report</button></div></div></div>`)}<h3>Reply</h3><div contenteditable="true" role="textbox" data-placeholder="Write your reply here" style="min-height:120px;border:1px solid #ccc"></div><button>Post reply</button></main>`,
  inbox: `<main><input type="search" placeholder="Search mail">${many(14, (i) => `<div class="row card" style="margin:0;border-radius:0"><input type="checkbox" style="width:auto"><b style="width:140px">${people[i % 5]}</b><span style="flex:1">${remarks[i % 5]}</span><span class="small">${i + 1} Nov</span></div>`)}</main>`,
  "mail-thread": `<main><h2>Minutes of the harbour meeting</h2>${many(3, (i) => `<div class="card"><b>${people[i]}</b> <span class="small">to me · ${i + 9}:30</span><p>Dear all,</p><p>${story}</p><p>Best wishes<br>${people[i]}</p></div>`)}<div class="card"><div class="small">To: ${people[0]}</div><div contenteditable="true" role="textbox" aria-label="Message Body" style="min-height:140px"></div><button>Send</button></div></main>`,
  compose: `<main><h2>New message</h2><label>To <input name="to"></label><label>Subject <input name="subject"></label><textarea rows="12" aria-label="Message"></textarea><button>Send</button></main>`,
  search: `<main><input placeholder="Search" style="margin-top:40px">${many(8, (i) => `<div style="margin:18px 0"><a href="#${i}" style="font-size:18px">Harbour result ${i + 1}</a><div class="small">harbour.example › news › ${i}</div><div>${remarks[i % 5]} ${story.slice(0, 120)}</div></div>`)}</main>`,
  "search-below": `<main>${many(8, (i) => `<div style="margin:18px 0"><a href="#${i}">Harbour result ${i + 1}</a><div>${remarks[i % 5]}</div></div>`)}<input placeholder="Search again"></main>`,
  checkout: `<main><h1>Checkout</h1><form>${["Full name", "Street", "Town", "Postcode", "Phone"].map((name) => `<label>${name}<input name="${name}"></label>`).join("")}<label>Message to the seller<textarea rows="3" placeholder="Your message"></textarea></label><button>Pay now</button></form></main>`,
  contact: `<main><h1>Contact us</h1><p>${story}</p><form><label>Name<input name="name"></label><label>Email<input type="email"></label><label>Message<textarea rows="5" placeholder="Type your message here…"></textarea></label><button>Send message</button></form></main>`,
  editor: `<main style="display:flex;max-width:none;height:100vh;padding:0"><nav style="width:180px">${many(9, (i) => `<div>file${i}.rs</div>`)}</nav><div style="flex:1;position:relative;font-family:monospace">${many(24, (i) => `<div class="row" style="margin:0"><span class="small">${i + 1}</span><span>let x${i} = read(${i});</span></div>`)}<textarea aria-label="Editor content" style="position:absolute;top:300px;left:40px;width:300px;height:20px;opacity:.01"></textarea></div></main>`,
  "code-sandbox": `<main><h2>Try it</h2><pre>${many(10, (i) => `line ${i}: ok\n`)}</pre><textarea rows="10" spellcheck="false" aria-label="Code">fn main() {}</textarea><button>Run</button></main>`,
  terminal: `<main style="font-family:monospace;height:90vh;overflow:auto">${many(18, (i) => `<div>$ make part${i}</div><div>done in ${i} s</div>`)}<input aria-label="Terminal input"></main>`,
  "bot-widget": `<main>${article}</main><div class="widget"><div style="padding:12px;border-bottom:1px solid #ddd"><b>Harbour Assistant</b><div class="small">We typically reply in a few minutes</div></div><div class="log"><div class="bot">Hi there! 👋 I'm the virtual assistant. How can I help you today?</div></div><div style="padding:8px"><input placeholder="Ask a question…"></div></div>`,
  "bot-widget-used": `<main>${article}</main><div class="widget"><div style="padding:12px;border-bottom:1px solid #ddd"><b>Support</b></div><div class="log"><div class="bot">Hello! How can I help?</div><div class="bot mine">when does the ferry leave</div><div class="bot">The ferry leaves at 8:10 and 17:40. Was this helpful?</div></div><div style="padding:8px;display:flex"><textarea rows="1" placeholder="Type your message…"></textarea><button>Send</button></div><div class="small" style="text-align:center">Powered by Helpbox</div></div>`,
  spreadsheet: `<main style="max-width:none"><input aria-label="Formula bar" style="width:60%"><table role="grid">${many(24, (r) => `<tr><th>${r + 1}</th>${many(7, (c) => `<td role="gridcell">${(r * 7 + c) % 5 ? (r * 37 + c * 11) % 400 : people[(r + c) % 5]}</td>`)}</tr>`)}</table></main>`,
  "spreadsheet-cell": `<main style="max-width:none"><table role="grid">${many(24, (r) => `<tr><th>${r + 1}</th>${many(7, (c) => `<td role="gridcell">${(r * 37 + c * 11) % 400}</td>`)}</tr>`)}</table><div contenteditable="true" style="position:absolute;left:120px;top:420px;width:90px;height:22px;background:#fff"></div></main>`,
  todo: `<main><h1>To do</h1>${many(6, (i) => `<div class="card row" style="margin:4px 0"><input type="checkbox" style="width:auto"><span>${remarks[i % 5].slice(0, 30)}</span></div>`)}<input placeholder="Add a task"></main>`,
  questions: `<main><h1>How do I tie a bowline?</h1><p>${story}</p><h2>2 Answers</h2>${many(2, (i) => `<div class="row"><div><button>▲</button><b>${i + 3}</b><button>▼</button></div><div><p>${story}</p><div class="small">answered ${i + 1} Nov by ${people[i]}</div></div></div>`)}<h2>Your Answer</h2><textarea rows="8"></textarea><button>Post Your Answer</button></main>`,
  issue: `<main><h1>Door does not close #42</h1>${many(4, (i) => `<div class="row"><span class="face"></span><div class="card" style="flex:1;margin:0"><div class="small"><b>${people[i % 2]}</b> commented ${i + 1} days ago</div><p>${remarks[i]}</p></div></div>`)}<div class="row"><span class="face"></span><textarea rows="4" placeholder="Leave a comment" style="flex:1"></textarea></div><button>Comment</button></main>`,
  review: `<main><h1>Blue kettle</h1>${many(4, (i) => `<div class="card"><b>${people[i]}</b> ★★★★☆<p>${remarks[i]}</p></div>`)}<textarea placeholder="Write a review" rows="4"></textarea><button>Submit</button></main>`,
  notes: `<main style="display:flex"><nav style="width:200px">${many(6, (i) => `<div class="card">${remarks[i % 5].slice(0, 24)}<div class="small">${i + 1} Nov</div></div>`)}</nav><div contenteditable="true" style="flex:1;min-height:500px;padding:16px"><h2>Shopping</h2><p>Bread</p></div></main>`,
  login: `<main><h1>Welcome back</h1><label>User name<input></label><label>Password<input type="password"></label><button>Sign in</button></main>`,
  stream: `<main style="display:flex;max-width:none;height:96vh"><video style="flex:1;background:#000" width="700" height="400"></video><div style="width:320px;display:flex;flex-direction:column"><b>Stream chat</b><div style="flex:1;overflow:auto">${many(40, (i) => `<div><span class="name" style="color:#${(i * 37 % 9)}4a">${people[i % 5]}${i}</span>: ${remarks[i % 5].slice(0, 20 + i)}</div>`)}</div><textarea rows="1" placeholder="Send a message"></textarea></div></main>`,
};

const name = new URLSearchParams(location.search).get("page");
const sheet = document.createElement("style");
sheet.textContent = style;
document.head.append(sheet);
const made = new DOMParser().parseFromString(pages[name] ?? `<ul>${Object.keys(pages).map((page) => `<li><a href="?page=${page}">${page}</a>`).join("")}</ul>`, "text/html");
document.body.replaceChildren(...made.body.childNodes);
document.title = name ?? "others";
if (/comments|forum|thread|issue|answer|questions/.test(name ?? "")) scrollTo(0, document.documentElement.scrollHeight);
window.others = Object.keys(pages);
if (name) window.page = { chat: false };
