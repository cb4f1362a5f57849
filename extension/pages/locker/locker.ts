// The locker's entry point.

import init, { locker } from "@records";

import { startCore } from "../start";

// A bundle of its own (tools/make.sh): as large as the rest of the page together, and seldom needed.
const handover = {
  lock: async (passphrase: string) => (await import("./handover.js")).lock(passphrase),
  press: async () => (await import("./handover.js")).press(),
};

void startCore("records", init, () => locker(handover));
