// Proposals by keyboard: a accept, e edit, r reject, s skip, u undo. And a document handed to the reader.
import { complete } from "./complete.mjs";
import { signing } from "./signing.mjs";
import { say, show } from "./swap.mjs";

const MOST = 20 * 1024 * 1024;
const WORDS = { accept: "Accepting: the case is checked.", reject: "Rejecting.", undo: "Undoing." };
let listening = false, before = "";

const form = () => document.querySelector("#decide");
const typing = (target) => target.closest?.("input, select, textarea");

function press(name) {
  const button = [...form().querySelectorAll(`button[value=${name}]`)].at(-1);
  if (button) form().requestSubmit(button);
}

function edit() {
  const fields = document.querySelector("#change");
  if (!fields) return;
  fields.open = true;
  fields.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

const ACTS = {
  a: () => press("accept"), r: () => press("reject"), u: () => press("undo"), e: edit,
  s: () => document.querySelector("[data-do=skip]")?.click(),
};

function key(event) {
  const was = before;
  before = event.key;
  if (!form() || document.querySelector("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); press("accept"); }
    else if (event.key === "Enter" && event.target.matches("#decide input")) event.preventDefault();
    else if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || was === "g" || !(event.key in ACTS)) return;
  event.preventDefault();
  ACTS[event.key]();
}

function submitted(event) {
  const sent = event.target.closest?.("#decide");
  if (!sent) return;
  if ("sent" in sent.dataset) { event.preventDefault(); return; }
  sent.dataset.sent = "";
  delete sent.dataset.unsaved;
  say(WORDS[event.submitter?.value] ?? "");
  setTimeout(() => delete sent.dataset.sent, 10_000);
}

async function read(place) {
  const file = place.querySelector("#upload").files[0], state = place.querySelector("#read-state");
  const button = place.querySelector("#read-it");
  if (!file) { state.textContent = "Choose a file first."; return; }
  if (file.size > MOST) { state.textContent = "The file has more than 20 MB. On the command line foedus read takes larger ones."; return; }
  button.disabled = true;
  state.textContent = `Reading ${file.name}. This page may be left meanwhile.`;
  let said;
  try {
    const answer = await fetch(`/documents?${new URLSearchParams({ name: file.name })}`, {
      method: "PUT", body: file,
      headers: { "Content-Type": "application/octet-stream", "X-Foedus-Csrf": place.dataset.csrf },
    });
    said = await answer.json();
  } catch {
    said = { message: "The studio does not answer.", hint: "" };
  }
  button.disabled = false;
  if (said.source !== undefined && said.proposals) await show(`/review?${new URLSearchParams({ source: said.source })}`);
  const told = document.querySelector("#read-state") ?? state;
  told.textContent = [said.message, said.hint].filter(Boolean).join(" ");
  say(told.textContent);
}

export function mount(main) {
  signing(main);
  complete(main);
  const place = main.querySelector(".upload");
  place?.querySelector("#read-it").addEventListener("click", () => read(place));
  main.querySelector("#change")?.addEventListener("input", () => { form().dataset.unsaved = ""; });
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", key);
  document.addEventListener("submit", submitted);
}
