import { Calendar } from "@fullcalendar/core";
import dayGrid from "@fullcalendar/daygrid";
import { declare, people, remarks } from "./page.jsx";

const place = document.createElement("div");
place.style.cssText = "max-width: 1000px; margin: 16px auto; padding: 0 8px";
const add = Object.assign(document.createElement("textarea"), { placeholder: "Add an event: message, day and time", rows: 2 });
add.style.cssText = "width: 96%; margin: 8px 2%";
document.body.append(place, add);
new Calendar(place, {
  plugins: [dayGrid],
  initialDate: "2026-11-20",
  height: Math.max(480, innerHeight - 120),
  events: remarks.map((text, i) => ({ title: `${people[i]}: ${text.slice(0, 24)}`, start: `2026-11-${String(3 + i * 3).padStart(2, "0")}` })),
}).render();
declare("November 2026 - Calendar");
