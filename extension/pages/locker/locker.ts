// The locker's entry point.

import init, { locker } from "@pages";

import { startCore } from "../start";

void startCore("pages", init, locker);
