// Shows another address in place: what the reader has chosen changes, the page stays where it is.
import { load, page } from "./reach.mjs";

const PARTS = ["#main", ".bar", ".head nav", ".foot"];
let last = 0;
const here = () => location.pathname + location.search;
let shown = here();

/** Tell a screen reader. */
export function say(words) {
  const place = document.querySelector("#said");
  if (place) place.textContent = words;
}

/** Let the page's own modules take hold of what is in `main`: each exports `mount(main)`. */
export async function mounted() {
  const main = document.querySelector("#main");
  const names = (main?.dataset.modules ?? "").split(" ").filter(Boolean);
  for (const name of names) (await load(name)).mount(main);
}

/** Show an address of this studio. Falls back to going there where that cannot be done in place. */
export async function show(address, { push = true, quiet = false } = {}) {
  const mine = ++last;
  let answer;
  try {
    answer = await page(address);
  } catch {
    if (!quiet) say("The studio does not answer.");
    return false;
  }
  if (mine !== last) return false; // something newer is on its way
  const found = answer && new DOMParser().parseFromString(answer.text, "text/html");
  if (!found?.querySelector("#main")) { location.assign(address); return false; }
  const held = document.activeElement?.id;
  const open = document.querySelector("#bar-open")?.checked;
  for (const part of PARTS) swap(part, found);
  document.title = found.title;
  document.documentElement.dataset.state = found.documentElement.dataset.state ?? "";
  const toggle = document.querySelector("#bar-open");
  if (toggle && open) toggle.checked = true;
  if (push) history.pushState(null, "", answer.url);
  shown = here();
  const again = held && document.getElementById(held);
  if (again) again.focus({ preventScroll: true });
  document.querySelectorAll("aside.notice").forEach((old) => old.remove());
  found.querySelectorAll("aside.notice").forEach((now) => document.querySelector("#main").before(document.adoptNode(now)));
  await mounted();
  if (!quiet) say(document.querySelector("#main .lead")?.textContent.trim() ?? document.title);
  return true;
}

function swap(part, found) {
  const now = document.querySelector(part), then = found.querySelector(part);
  if (now && then) now.replaceWith(document.adoptNode(then));
  else if (now && part === ".bar") now.remove();
  else if (then && part === ".bar") document.querySelector(".head").after(document.adoptNode(then));
}

/** Links and forms with `data-swap` are shown in place; back and forward work. */
export function enhance() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-swap][href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(link.getAttribute("href")); // in a picture, `href` is no text
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-swap]");
    if (!form) return;
    event.preventDefault();
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    show(`${form.action.split("?")[0]}?${chosen}`);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-swap]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
  addEventListener("popstate", () => {  // also sent where only the place on the page has changed: that is no other page
    if (shown !== here()) show(location.href, { push: false });
  });
}
