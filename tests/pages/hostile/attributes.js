// Names and values that break naive keys, selectors and budgets.
const list = drawChat();
const long = "x".repeat(1_000_000);
for (const row of list.children) {
  row.className += ` ${long}`;
  row.setAttribute("aria-label", "");
  row.setAttribute("data-__proto__", "me");
  row.setAttribute("constructor", "me");
  row.firstElementChild.setAttribute("style", `--x: ${long.slice(0, 1000)}`);
  for (let i = 0; i < 500; i += 1) row.setAttribute(`data-a${i}`, "</script><img src=x onerror=alert(1)>");
}
document.querySelector("textarea").setAttribute("aria-label", "Message \u0000 \ud800 \"'><svg onload=alert(1)>");
