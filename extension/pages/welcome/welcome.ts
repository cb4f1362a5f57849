// The entry point of the first steps.

import init, { welcome } from "@pages";

import { startCore } from "../start";

void startCore("pages", init, welcome);
