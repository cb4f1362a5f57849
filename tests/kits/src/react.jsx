// Shared by the React kits: draws a component with the whole list of messages, synchronously.

import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";

/** @param {(given: {messages: object[], world: object}) => JSX.Element} View */
export const react = (View) => (place, world) => {
  const root = createRoot(place);
  return (messages) => flushSync(() => root.render(<View messages={messages} world={world} />));
};
