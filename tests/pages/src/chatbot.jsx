// A shop's robot in the corner of an article: it greets, nobody has answered.
import "deep-chat";
import { essay, declare } from "./page.jsx";

const article = document.createElement("article");
article.className = "column";
article.innerHTML = `<h1>The wall by the harbour</h1>${[...essay, ...essay, ...essay].map((text) => `<p>${text}</p>`).join("")}`;
const bot = document.createElement("deep-chat");
bot.style.cssText = "position: fixed; right: 16px; bottom: 16px; width: min(320px, 80vw); height: 380px; border-radius: 10px; box-shadow: 0 2px 12px #0004";
bot.connect = { handler: (_body, signals) => signals.onResponse({ text: "" }) };
bot.introMessage = { text: "Hi! I'm the shop assistant. Ask me about opening hours, delivery or returns." };
bot.textInput = { placeholder: { text: "Ask a question" } };
document.body.append(article, bot);
declare("The wall by the harbour - shop", new Promise((done) => setTimeout(done, 400)));
