// A harmless stand-in for a picture: coloured blocks of 6 px from a fixed generator, so that whatever is left of it
// in a capture can be measured by correlation. The same seed always gives the same blocks.

/** The colours of the blocks, row by row: `columns` × `rows` triples. */
function blocks(seed, columns = 20, rows = 15) {
  let state = (seed + 1) * 2654435761 >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  return Array.from({ length: columns * rows }, () => [next(), next(), next()]);
}

/** The pattern painted on a canvas of 120 × 90. */
function paint(seed, canvas = document.createElement("canvas")) {
  Object.assign(canvas, { width: 120, height: 90 });
  const context = canvas.getContext("2d");
  blocks(seed).forEach(([r, g, b], i) => {
    context.fillStyle = `rgb(${r} ${g} ${b})`;
    context.fillRect((i % 20) * 6, Math.floor(i / 20) * 6, 6, 6);
  });
  return canvas;
}

/** The pattern as the address of a PNG. */
const pattern = (seed) => paint(seed).toDataURL("image/png");
