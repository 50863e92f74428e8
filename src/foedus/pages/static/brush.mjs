// The brush over time: lists become sliders, the bars can be drawn over. While one moves, the picture follows.
import { show } from "./swap.mjs";

const WAIT = 60;
let held = "", asked = 0, timer = 0;

/** The address that the form's choice leads to. */
function address(form) {
  const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return `${form.getAttribute("action").split("?")[0]}?${chosen}`;
}

/** Show what a choice would show, but leave the form alone: somebody is still moving it. */
function follow(form) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const mine = ++asked;
    try {
      const text = await (await fetch(address(form), { headers: { Accept: "text/html" } })).text();
      if (mine !== asked || !form.isConnected) return;
      const found = new DOMParser().parseFromString(text, "text/html");
      for (const now of document.querySelectorAll("#main [data-follows]")) {
        const then = found.getElementById(now.id);
        if (then) now.replaceWith(document.adoptNode(then));
      }
    } catch { /* the choice itself will say so */ }
  }, WAIT);
}

function settle(form, focus = "") {
  clearTimeout(timer);
  asked++;
  held = focus;
  show(address(form));
}

/** A slider in place of a list: its stops are the list's choices, and it says them. */
function slider(select, form) {
  const label = form.querySelector(`label[for="${select.id}"]`);
  const range = document.createElement("input");
  range.type = "range";
  range.id = `${select.id}-slider`;
  range.min = 0;
  range.max = select.options.length - 1;
  range.value = select.selectedIndex;
  const said = document.createElement("output");
  said.htmlFor = range.id;
  const tell = () => {
    const words = select.selectedOptions[0].text;
    said.textContent = words;
    range.setAttribute("aria-valuetext", words);
    mark(form);
  };
  range.addEventListener("input", () => {
    select.selectedIndex = +range.value;
    if (select.name === "since" || select.name === "until") keepOrder(form, select.name);
    tell();
    follow(form);
  });
  range.addEventListener("change", () => settle(form, range.id));
  select.addEventListener("brush", () => { range.value = select.selectedIndex; tell(); });
  select.hidden = true;
  label.htmlFor = range.id;
  label.append(said);
  select.after(range);
  tell();
}

const year = (select, open) => (select.value ? +select.value.slice(0, 4) : open);

/** The span does not turn round: the other end goes along. */
function keepOrder(form, moved) {
  const { since, until } = form.elements;
  if (year(since, -Infinity) <= year(until, Infinity)) return;
  const other = moved === "since" ? until : since;
  const wanted = moved === "since" ? since.value.slice(0, 4) : until.value.slice(0, 4);
  const place = [...other.options].findIndex((option) => option.value.slice(0, 4) === wanted);
  other.selectedIndex = place >= 0 ? place : moved === "since" ? other.options.length - 1 : 0;
  other.dispatchEvent(new Event("brush"));
}

/** Show which bars are chosen. */
function mark(form) {
  const { since, until } = form.elements;
  const bars = [...form.querySelectorAll(".years a")];
  const begin = year(since, -Infinity), end = year(until, Infinity);
  for (const bar of bars) {
    const [first, last = first] = bar.textContent.split(":")[0].split("–").map(Number);
    bar.classList.toggle("chosen", last >= begin && first <= end);
  }
}

/** Draw over the bars to choose a span. */
function drawOver(form) {
  const years = form.querySelector(".years");
  const bars = [...years.querySelectorAll("a")];
  const { since, until } = form.elements;
  let from = -1, moved = false;
  const at = (event) => {
    const box = years.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(Math.max(place, 0), bars.length - 1);
  };
  years.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = at(event);
    moved = false;
  });
  years.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    const to = at(event);
    if (to === from && !moved) return;
    if (!moved) years.setPointerCapture(event.pointerId);
    moved = true;
    since.selectedIndex = plain(since, Math.min(from, to));
    until.selectedIndex = plain(until, Math.max(from, to));
    for (const select of [since, until]) select.dispatchEvent(new Event("brush"));
    follow(form);
  });
  const end = () => {
    if (from >= 0 && moved) settle(form);
    from = -1;
  };
  years.addEventListener("pointerup", end);
  years.addEventListener("pointercancel", end);
  years.addEventListener("dragstart", (event) => event.preventDefault());
  years.addEventListener("click", (event) => { if (moved) { event.preventDefault(); event.stopPropagation(); moved = false; } }, true);
}

/** The place in a list of the bar with a number: the list may hold the very day that is chosen beside the years. */
function plain(select, number) {
  return [...select.options].filter((option) => !("exact" in option.dataset))[number].index;
}

export function mount(main) {
  const form = main.querySelector("form.brush");
  if (!form || "sliding" in form.dataset) return;
  form.dataset.sliding = "";
  for (const select of form.querySelectorAll("select")) slider(select, form);
  drawOver(form);
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
  held = "";
}
