// The locker's entry point.

import { locker } from "@core";

import { startCore } from "../start";

void startCore(locker);
