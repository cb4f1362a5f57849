// The settings page's entry point.

import init, { options } from "@pages";

import { startCore } from "../start";

void startCore("pages", init, options);
