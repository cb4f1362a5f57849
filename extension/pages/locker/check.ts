// The entry point of the page that checks a package.

import init, { check } from "@records";

import { startCore } from "../start";

void startCore("records", init, check);
