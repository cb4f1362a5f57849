// The locker's entry point.

import { locker } from "@pages";

import { startCore } from "../start";

void startCore(locker);
