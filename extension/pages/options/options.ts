// The settings page's entry point.

import { options } from "@pages";

import { startCore } from "../start";

void startCore(options);
