// What makes every page livelier. Without it, every page works all the same.
import { watch } from "./live.mjs";
import { listen } from "./keys.mjs";
import { enhance, mounted } from "./swap.mjs";

document.documentElement.dataset.scripted = "";
enhance();
listen();
mounted();
addEventListener("hashchange", reveal);
reveal();

/** What an address leads to is unfolded, in browsers that do not do so of themselves. */
function reveal() {
  const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = aim?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  aim.scrollIntoView();
}

if ("live" in document.documentElement.dataset) watch();
