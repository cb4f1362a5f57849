// The locker's entry point.

import init, { locker } from "@records";

import { startCore } from "../start";

void startCore("records", init, locker);
