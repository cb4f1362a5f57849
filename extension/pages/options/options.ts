// The settings page's entry point.

import { options } from "@core";

import { startCore } from "../start";

void startCore(options);
