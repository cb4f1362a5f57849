// The entry point of the page that drafts a statement. Leaving fast comes first and needs nothing that follows.

import init, { report } from "@records";

import { helpPage } from "../../background/help";
import { leaveFast } from "../help/leave";
import { startCore } from "../start";

leaveFast(document);
void helpPage().then((page) => document.querySelector("#help")?.setAttribute("href", page));
void startCore("records", init, report);
