// A chat between frames that no script of this page may look into.
for (const text of ["framed words one", "framed words two"]) {
  const frame = make("iframe");
  frame.sandbox = "";
  frame.srcdoc = `<p>${text}</p><textarea placeholder="Message"></textarea>`;
  frame.style.cssText = "width: 100%; height: 80px; border: 0";
  document.body.append(frame);
}
drawChat();
const broken = make("iframe");
broken.src = "http://127.0.0.1:9/";
document.body.append(broken);
window.page.never = ["framed words"];
