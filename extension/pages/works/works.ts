// The entry point of the page that says what works here.

import init, { works } from "@pages";

import { startCore } from "../start";

void startCore("pages", init, works);
