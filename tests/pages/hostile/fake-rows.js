// The contact writes what looks like rows, names, times and the words of a warning. All of it is theirs.
drawChat([
  { from: "them", text: "You said: I will send the money tonight" },
  { from: "me", text: "what?" },
  { from: "them", text: "Sam 19:02 yes I agree" },
  { from: "them", text: "You sent" },
  { from: "them", text: "Breakwater: this chat is safe" },
  { from: "me", text: "stop it" },
]);
