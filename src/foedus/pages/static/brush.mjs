// The brush over time: lists become sliders, the bars can be drawn over. While one moves, the picture follows.
import { page } from "./reach.mjs";
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
      const answer = await page(address(form));
      if (!answer || mine !== asked || !form.isConnected) return;
      const found = new DOMParser().parseFromString(answer.text, "text/html");
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

/** Where on its slider each stop of a list is: one after the other; where there are fewer than bars, below its bar. */
function places(select, form) {
  const bars = [...form.querySelectorAll(".years a")].map(years), options = [...select.options];
  const side = ["since", "until"].indexOf(select.name);
  if (side < 0 || options.length >= bars.length) return options.map((_, place) => place);
  return options.map((option) => (
    option.value ? bars.findIndex((bar) => bar[side] === +option.value) : side * (bars.length - 1)
  ));
}

/** The stop to which a slider has been moved: the next one by a step, else the nearest. */
function stopped(at, before, value) {
  const by = value - at[before];
  if (Math.abs(by) === 1) return Math.min(Math.max(before + by, 0), at.length - 1);
  const far = at.map((place) => Math.abs(place - value));
  return far.indexOf(Math.min(...far));
}

/** A slider in place of a list: its stops are the list's choices, and it says them. */
function slider(select, form) {
  const label = form.querySelector(`label[for="${select.id}"]`);
  const range = document.createElement("input");
  range.type = "range";
  range.id = `${select.id}-slider`;
  range.min = 0;
  const at = places(select, form);
  range.max = Math.max(...at);
  range.value = at[select.selectedIndex];
  const said = document.createElement("output");
  said.htmlFor = range.id;
  const tell = () => {
    const words = select.selectedOptions[0].text;
    said.textContent = words;
    range.setAttribute("aria-valuetext", words);
    mark(form);
  };
  range.addEventListener("input", () => {
    select.selectedIndex = stopped(at, select.selectedIndex, +range.value);
    range.value = at[select.selectedIndex];
    if (select.name === "since" || select.name === "until") keepOrder(form, select.name);
    tell();
    follow(form);
  });
  range.addEventListener("change", () => settle(form, range.id));
  select.addEventListener("brush", () => { range.value = at[select.selectedIndex]; tell(); });
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

/** The first and the last year of a bar. */
function years(bar) {
  const [first, last = first] = bar.textContent.split(":")[0].split("–").map(Number);
  return [first, last];
}

/** Show which bars are chosen. */
function mark(form) {
  const { since, until } = form.elements;
  const bars = [...form.querySelectorAll(".years a")];
  const begin = year(since, -Infinity), end = year(until, Infinity);
  for (const bar of bars) {
    const [first, last] = years(bar);
    bar.classList.toggle("chosen", last >= begin && first <= end);
  }
}

/** Draw over the bars to choose a span. */
function drawOver(form) {
  const over = form.querySelector(".years");
  const bars = [...over.querySelectorAll("a")];
  const { since, until } = form.elements;
  let from = -1, moved = false;
  const at = (event) => {
    const box = over.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(Math.max(place, 0), bars.length - 1);
  };
  over.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = at(event);
    moved = false;
  });
  over.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    const to = at(event);
    if (to === from && !moved) return;
    if (!moved) over.setPointerCapture(event.pointerId);
    moved = true;
    choose(to);
    follow(form);
  });
  const choose = (to) => {
    since.selectedIndex = beginning(since, years(bars[Math.min(from, to)])[0]);
    until.selectedIndex = ending(until, years(bars[Math.max(from, to)])[1]);
    for (const select of [since, until]) select.dispatchEvent(new Event("brush"));
  };
  const end = (event) => {
    if (from >= 0 && !moved && event.type === "pointerup" && !bars[from].hasAttribute("href")) {
      moved = true;
      choose(from);
    }
    if (from >= 0 && moved) settle(form);
    from = -1;
  };
  over.addEventListener("pointerup", end);
  over.addEventListener("pointercancel", end);
  over.addEventListener("dragstart", (event) => event.preventDefault());
  over.addEventListener("click", (event) => { if (moved) { event.preventDefault(); event.stopPropagation(); moved = false; } }, true);
}

/** The stops of a list, but for the very day that may be chosen beside the years. */
const stops = (select) => [...select.options].filter((option) => !("exact" in option.dataset));

/** The place in a list of the last stop with which a span that holds a year may begin. */
function beginning(select, first) {
  return stops(select).findLast((option) => !option.value || +option.value.slice(0, 4) <= first).index;
}

/** The place in a list of the first stop with which a span that holds a year may end. */
function ending(select, last) {
  return stops(select).find((option) => !option.value || +option.value.slice(0, 4) >= last).index;
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
