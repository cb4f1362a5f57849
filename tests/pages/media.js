// Every way a page can show a picture, beside a small chat, for the tests of masking.
//   await media.ready
//   media.places()   [{kind, seed, x, y, width, height}]: where each picture is on the screen, in CSS pixels
//   media.late()     adds one more picture after the fact and resolves with its kind
// A picture with a seed shows the blocks of pattern.js as they are; without one (video, turned) something like them.
// `?frames=http://127.0.0.1:PORT` names another origin for the foreign frame; localhost otherwise.

/* global blocks, pattern, paint, drawChat */

const script = document.createElement("script");
script.src = "pattern.js";

function gallery() {
  const split = document.createElement("div");
  split.className = "split";
  const grid = document.createElement("div");
  grid.className = "gallery";
  split.append(grid);
  document.body.append(split);
  const kinds = [];
  const waiting = [];
  const element = (tag, properties = {}, css = "") => {
    const made = Object.assign(document.createElement(tag), properties);
    if (css) made.style.cssText = css;
    return made;
  };
  const place = (kind, made, seed = kinds.length) => {
    kinds.push({ kind, seed, made });
    grid.append(made);
    return made;
  };
  const next = () => pattern(kinds.length);
  const image = () => element("img", { src: next(), alt: "" });

  place("img", image());
  place("img srcset", element("img", { srcset: `${next()} 1x`, alt: "" }));
  const picture = element("picture");
  picture.append(element("source", { srcset: next() }), element("img", { alt: "" }));
  place("picture", picture);
  const drawn = element("canvas");
  paint(kinds.length, drawn);
  place("canvas", drawn);
  place("webgl canvas", webgl(kinds.length));
  const svg = element("div");
  svg.innerHTML = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><image href="${next()}" width="120" height="90"/></svg>`;
  place("svg image", svg);
  const filled = element("div");
  filled.innerHTML = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><defs><pattern id="fill" width="120" height="90" patternUnits="userSpaceOnUse"><image href="${next()}" width="120" height="90"/></pattern></defs><rect width="120" height="90" fill="url(#fill)"/></svg>`;
  place("svg pattern", filled);
  place("css background", element("div", {}, `background: url("${next()}")`));
  place("css image-set", element("div", {}, `background: image-set(url("${next()}") 1x)`));
  place("css variable", element("div", {}, `--picture: url("${next()}"); background: var(--picture)`));
  place("::before background", element("div", { className: "before" }, `--picture: url("${next()}")`));
  place("::after background", element("div", { className: "after" }, `--picture: url("${next()}")`));
  place("border-image", element("div", {}, `border: 45px solid; border-image: url("${next()}") 45`));
  const list = element("ul", { className: "listed" }, `--picture: url("${next()}")`);
  list.append(element("li"));
  place("list-style-image", list);
  place("content: url()", element("div", {}, `content: url("${next()}")`));
  place("input type=image", element("input", { type: "image", src: next(), alt: "" }));
  place("object", element("object", { type: "image/png", data: next() }));
  place("embed", element("embed", { type: "image/png", src: next() }));
  place("css mask", element("div", {}, `background: url("${next()}"); -webkit-mask: linear-gradient(#000 0 0); mask: linear-gradient(#000 0 0)`));
  place("turned img", element("img", { src: next(), alt: "" }, "transform: rotate(180deg)"), null);
  place("filtered img", element("img", { src: next(), alt: "" }, "filter: contrast(.8)"));
  place("content-visibility img", (() => {
    const box = element("div", {}, "content-visibility: auto");
    box.append(image());
    return box;
  })());
  for (const mode of ["open", "closed"]) {
    const host = element("div");
    const inner = element("img", { src: next(), alt: "" });
    inner.style.cssText = "display: block; width: 120px; height: 90px";
    host.attachShadow({ mode }).append(inner);
    place(`${mode} shadow root`, host);
  }
  for (const [kind, base] of [["same-origin frame", location.origin], ["foreign frame", new URLSearchParams(location.search).get("frames") ?? location.origin.replace("127.0.0.1", "localhost")]]) {
    const frame = element("iframe", { src: `${base}/pages/media-frame.html?seed=${kinds.length}` });
    waiting.push(new Promise((done) => frame.addEventListener("load", done, { once: true })));
    place(kind, frame);
  }
  place("video poster", element("video", { poster: next() }));
  place("video", video(waiting), null);
  place("cursor", element("div", {}, `cursor: url("${next()}"), auto; background: #eee`), null);
  place("button picture", (() => {
    const button = element("button");
    button.append(image());
    return button;
  })());
  place("img in transition", element("img", { src: next(), alt: "" }, "transition: all 3600s step-end"));
  place("see-through img", element("img", { src: seeThrough(kinds.length), alt: "" }));
  const marked = element("ul", { className: "marked" }, `--picture: url("${next()}")`);
  marked.append(element("li"));
  place("::marker content", marked);
  place("filter picture", element("div", {}, `background: #eee; filter: url("#${filter(kinds.length)}")`));
  place("backdrop-filter picture", element("div", {}, `backdrop-filter: url("#${filter(kinds.length)}")`));
  place("box-shadow picture", shadows(kinds.length, "box-shadow"));
  place("text-shadow picture", shadows(kinds.length, "text-shadow"));
  const passing = place("view transition", element("img", { src: next(), alt: "", className: "passing" }));
  const fixed = element("dialog", {}, "border: 0; padding: 0; margin: 0; position: fixed; left: 528px; top: 694px; width: 120px; height: 90px; background: none");
  fixed.append(image());
  kinds.push({ kind: "top layer", seed: kinds.length, made: fixed });
  document.body.append(fixed);
  fixed.show();
  drawChat(undefined, { place: split });

  const loaded = Promise.all([...waiting, ...[...document.images].map((one) => one.decode().catch(() => undefined))]);
  // A browser ends a transition when its page goes behind another one; this one begins again each time it is back.
  const pass = () => (document.visibilityState === "visible" ? document.startViewTransition?.(() => { passing.alt = "later"; })?.ready : undefined);
  loaded.then(() => document.addEventListener("visibilitychange", () => pass()?.catch(() => undefined)));

  window.media = {
    ready: loaded.then(pass).catch(() => undefined).then(() => new Promise((done) => setTimeout(done, 300))),
    places: () => kinds.map(({ kind, seed, made }) => {
      const { x, y, width, height } = made.getBoundingClientRect();
      return { kind, seed, x, y, width, height };
    }),
    async late() {
      const one = place("late img", image());
      await one.decode();
      return "late img";
    },
  };
}

/** The pattern as a PNG that is itself only on white ground: the darker a block, the less can be seen through it. */
function seeThrough(seed) {
  const canvas = paint(seed);
  const context = canvas.getContext("2d");
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < image.data.length; at += 4) {
    const opaque = 255 - Math.min(...image.data.subarray(at, at + 3));
    for (let channel = at; channel < at + 3; channel += 1) {
      image.data[channel] = opaque ? Math.round(255 - ((255 - image.data[channel]) * 255) / opaque) : 0;
    }
    image.data[at + 3] = opaque;
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL("image/png");
}

/** The id of a filter that paints the pattern over whatever it is for. */
function filter(seed) {
  const drawing = document.createElement("div");
  drawing.style.cssText = "position: absolute; width: 0; height: 0; overflow: hidden";
  const id = `painted-${seed}`;
  drawing.innerHTML = `<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"><filter id="${id}" x="0" y="0" width="120" height="90" filterUnits="userSpaceOnUse" primitiveUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feImage href="${pattern(seed)}" x="0" y="0" width="120" height="90" preserveAspectRatio="none"/></filter></svg>`;
  document.body.append(drawing);
  return id;
}

/** The pattern in nothing but shadows, one a block: of a box, or of a letter that fills one. */
function shadows(seed, property) {
  const box = document.createElement("div");
  const block = document.createElement("span");
  block.className = "block";
  // A shadow lies behind what casts it, and that stands outside.
  const away = (index) => `${(index % 20) * 6 + 12}px ${Math.floor(index / 20) * 6}px`;
  block.style.setProperty(property, blocks(seed).map(([r, g, b], index) => `${away(index)} rgb(${r} ${g} ${b})`).join(", "));
  if (property === "text-shadow") block.textContent = "\u2588\u2588";
  box.append(block);
  return box;
}

/** The pattern as a texture. */
function webgl(seed) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 120, height: 90 });
  const gl = canvas.getContext("webgl", { preserveDrawingBuffer: true });
  if (!gl) return paint(seed, canvas);
  const make = (type, source) => {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    return shader;
  };
  const program = gl.createProgram();
  gl.attachShader(program, make(gl.VERTEX_SHADER, "attribute vec2 p; varying vec2 t; void main() { t = p * .5 + .5; gl_Position = vec4(p, 0, 1); }"));
  gl.attachShader(program, make(gl.FRAGMENT_SHADER, "precision mediump float; varying vec2 t; uniform sampler2D s; void main() { gl_FragColor = texture2D(s, vec2(t.x, 1. - t.y)); }"));
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const [name, value] of [[gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE], [gl.TEXTURE_MIN_FILTER, gl.NEAREST], [gl.TEXTURE_MAG_FILTER, gl.NEAREST]]) gl.texParameteri(gl.TEXTURE_2D, name, value);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, paint(seed));
  gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  return canvas;
}

/** A second of moving blocks, recorded here and played in a loop. */
function video(waiting) {
  const player = Object.assign(document.createElement("video"), { muted: true, loop: true, playsInline: true });
  const source = paint(99);
  const recorder = new MediaRecorder(source.captureStream(20), { mimeType: "video/webm" });
  const parts = [];
  const timer = setInterval(() => paint(90 + Math.floor(performance.now() / 50) % 10, source), 50);
  waiting.push(new Promise((done) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      clearInterval(timer);
      player.src = URL.createObjectURL(new Blob(parts, { type: "video/webm" }));
      player.play().then(done, done);
    };
  }));
  recorder.start();
  setTimeout(() => recorder.stop(), 1000);
  return player;
}

window.media = { ready: new Promise((done) => { script.onload = () => { gallery(); window.media.ready.then(done); }; }) };
document.head.append(script);
