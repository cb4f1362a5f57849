// The popup's entry point. "Get help now" works before, and without, everything that follows.

import init, { popup } from "@pages";

import { helpPage } from "../../background/help";
import { startCore } from "../start";
import { showKeys } from "./keys";

void helpPage().then((page) => document.querySelector("#help")?.setAttribute("href", page));
void showKeys();
void startCore("pages", init, popup);
