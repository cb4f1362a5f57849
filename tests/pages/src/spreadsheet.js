import "jspreadsheet-ce/dist/jspreadsheet.css";
import "jsuites/dist/jsuites.css";
import jspreadsheet from "jspreadsheet-ce";
import { declare, people, remarks } from "./page.jsx";

const place = document.createElement("div");
document.body.append(place);
jspreadsheet(place, {
  data: Array.from({ length: 60 }, (_, i) => [people[i % people.length], remarks[i % remarks.length], `${i * 3}`, i % 2 ? "me" : "them"]),
  columns: [{ title: "Name", width: 140 }, { title: "Remark", width: 420 }, { title: "Count", width: 80 }, { title: "Who", width: 80 }],
  tableOverflow: true,
  tableHeight: `${innerHeight - 120}px`,
});
const formula = Object.assign(document.createElement("textarea"), { placeholder: "Write a note to this cell" });
formula.style.cssText = "width: 90%; margin: 8px";
document.body.append(formula);
declare("Volunteers - Sheet");
