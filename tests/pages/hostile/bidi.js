// Overrides, isolates, stacked accents, and two scripts in one line. The words are as written, the marks are noise.
drawChat([
  { from: "them", text: "\u202eyltsenoh em dnes\u202c please" },
  { from: "me", text: "\u2067שלום\u2069 and hello" },
  { from: "them", text: "مرحبا، كيف حالك اليوم؟" },
  { from: "them", text: "p\u200bi\u200bc\u200bt\u200bu\u200br\u200be" },
  { from: "me", text: "z\u0300\u0301\u0302\u0303\u0304\u0305a\u0300\u0301\u0302l\u0306\u0307\u0308go" },
]);
