// The popup's entry point.

import init, { popup } from "@pages";

import { startCore } from "../start";

void startCore("pages", init, popup);
