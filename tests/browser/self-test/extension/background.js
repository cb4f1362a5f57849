// Answers what the self-test asks, and remembers how often it was started.

const api = globalThis.browser ?? chrome;
const born = Math.random();
let warm = 0;

const questions = {
  born: () => ({ born, warm: ++warm }),
  capture: () => api.tabs.captureVisibleTab({ format: "png" }).then((png) => ({ ok: png.startsWith("data:image/png") }), (error) => ({ ok: false, why: String(error.message) })),
  rung: () => api.storage.session.get(),
  fetch: ({ url }) => fetch(url).then(() => ({ ok: true }), () => ({ ok: false })),
};

api.runtime.onMessage.addListener((message, _sender, answer) => {
  Promise.resolve(questions[message.ask]?.(message)).then(answer);
  return true;
});

api.commands.onCommand.addListener(async (name) => {
  if (name !== "ring") return;
  const { rung } = await api.storage.session.get({ rung: 0 });
  await api.storage.session.set({ rung: rung + 1 });
  const captured = await questions.capture();
  await api.storage.session.set({ captured: captured.ok, why: captured.why ?? null });
});
