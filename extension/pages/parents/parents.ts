// The parents' page: its text is there without this. The core brings the chosen language.

import init, { parents } from "@pages";

import { startCore } from "../start";

void startCore("pages", init, parents);
