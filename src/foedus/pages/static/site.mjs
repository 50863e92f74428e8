// What makes every page livelier. Without it, every page works all the same.
import { watch } from "./live.mjs";
import { listen } from "./keys.mjs";
import { enhance, mounted } from "./swap.mjs";

document.documentElement.dataset.scripted = "";
enhance();
listen();
mounted();
if ("live" in document.documentElement.dataset) watch();
