drawChat(Array.from({ length: 20_000 }, (_, i) => ({ from: i % 3 ? "them" : "me", text: `row number ${i} about the boat` })));
window.page.truth = undefined;
