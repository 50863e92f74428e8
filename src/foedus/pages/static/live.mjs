// Asks the studio now and then whether the case has changed, and shows the new state.
import { say, show } from "./swap.mjs";

const EVERY = 2000, PATIENCE = 3;
let misses = 0;

async function ask() {
  if (document.hidden) return;
  let now;
  try {
    now = await (await fetch("/live.json", { cache: "no-store" })).json();
  } catch {
    if (++misses === PATIENCE) say("The studio has been stopped. What is shown stays.");
    return;
  }
  misses = 0;
  const page = document.documentElement;
  if (now.state === page.dataset.state) return;
  const editing = document.querySelector("#main form :focus, #main form[data-unsaved], dialog[open]");
  if (editing) { say("The case has changed. The page is shown anew when you have finished."); return; }
  if (await show(location.href, { push: false, quiet: true })) say("The case has changed: this is its new state.");
  page.dataset.state = now.state;
}

export function watch() {
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}
