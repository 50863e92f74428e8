// The form of a row: what is typed is checked a moment later, kept by the browser until it is saved, and saved by Ctrl+Enter.
import { complete } from "./complete.mjs";
import { signing } from "./signing.mjs";

const WAIT = 350, DRAFT = "foedus-draft:", NOT_TYPED = ["csrf", "_was", "_seen", "_who"];
let form, waiting, asked = 0, listening = false;

const typed = () => [...new FormData(form)].filter(([name]) => !NOT_TYPED.includes(name));
const text = () => JSON.stringify(typed());

function fault(one) {
  const made = document.createElement("span"), chip = document.createElement("span");
  made.className = `fault ${one.severity}`;
  chip.className = `chip ${one.severity === "error" ? "denied" : "passed-on"}`;
  chip.textContent = one.severity;
  made.append(chip, ` ${one.message} `);
  const hint = document.createElement("span");
  hint.className = "soft";
  hint.textContent = one.hint;
  made.append(hint);
  return made;
}

function tell(now) {
  for (const field of now.fields) {
    const said = form.querySelector(`[data-said="${field.name}"]`), place = form.querySelector(`[data-faults="${field.name}"]`);
    if (said) said.textContent = field.said;
    if (!place) continue;
    place.replaceChildren(...field.faults.map(fault));
    const input = form.querySelector(`#f-${field.name}`);
    if (field.faults.some((one) => one.severity === "error")) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }
  const sentence = form.querySelector("[data-sentence]");
  if (sentence && now.sentence) sentence.textContent = now.sentence;
  form.querySelector("[data-row-text]").textContent = now.row || "–";
  form.querySelector("[data-others]").replaceChildren(...now.faults.map((one) => {
    const item = document.createElement("li");
    item.append(fault(one));
    return item;
  }));
  const errors = now.errors === 1 ? "1 error" : `${now.errors} errors`;
  const since = now.moved.length && now.by ? ` It has been changed since you opened it: ${now.by}.`
    : now.moved.some((one) => one.was !== one.now) && now.key ? " It has been changed since you opened it." : "";
  form.querySelector("[data-state]").textContent =
    (now.errors ? `${errors}.` : now.key && now.unchanged ? "Nothing is changed yet." : "No error.") + since;
}

async function check() {
  const mine = ++asked;
  const address = new URL(form.action);
  try {
    const answer = await fetch(`${address.pathname}/check`, {
      method: "POST", body: new URLSearchParams([...new FormData(form)]), headers: { Accept: "application/json" },
    });
    if (mine !== asked || !form.isConnected) return;
    if (answer.ok) tell(await answer.json());
    else form.querySelector("[data-state]").textContent = "This could not be checked; saving says why.";
  } catch {
    form.querySelector("[data-state]").textContent = "The studio does not answer. What you have typed is kept by this browser.";
  }
}

function changed() {
  form.dataset.unsaved = "";
  try { localStorage.setItem(DRAFT + form.dataset.edit, text()); } catch { /* no room: the page still has it */ }
  clearTimeout(waiting);
  waiting = setTimeout(check, WAIT);
}

/** What was typed and never saved comes back: the studio, or the browser, may have been stopped. */
function restore(first) {
  const key = DRAFT + form.dataset.edit;
  if ("done" in form.dataset) { localStorage.removeItem(key); return; }
  if ("refused" in form.dataset) { form.dataset.unsaved = ""; return; }
  const held = localStorage.getItem(key);
  if (!held || held === first) return;
  const values = {};
  for (const [name, value] of JSON.parse(held)) (values[name] ??= []).push(value);
  for (const input of form.elements) {
    if (!input.name || !(input.name in values) || input.type === "hidden" || input.type === "submit") continue;
    if (input.type === "checkbox") input.checked = values[input.name].includes(input.value);
    else [input.value] = values[input.name];
  }
  const told = document.createElement("aside"), line = document.createElement("p"), drop = document.createElement("button");
  told.className = "notice";
  told.setAttribute("aria-label", "What you had typed");
  line.textContent = "What you had typed here and not saved is back. ";
  drop.type = "button";
  drop.className = "plain";
  drop.textContent = "Discard it";
  drop.addEventListener("click", () => { localStorage.removeItem(key); delete form.dataset.unsaved; location.reload(); });
  line.append(drop);
  told.append(line);
  form.before(told);
  form.dataset.unsaved = "";
  check();
}

function listen() {
  if (listening) return;
  listening = true;
  addEventListener("beforeunload", (event) => { if (form?.isConnected && "unsaved" in form.dataset) event.preventDefault(); });
}

export function mount(main) {
  signing(main);
  form = main.querySelector("form.editing");
  if (!form) return;
  complete(main);
  listen();
  restore(text());
  form.addEventListener("input", (event) => { if (!event.target.matches("[data-who], [name=_reason]")) changed(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("button[value=save]"));
    else if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(); // a cell, not the whole form
  });
  form.addEventListener("submit", (event) => {
    if ("sent" in form.dataset) { event.preventDefault(); return; }
    form.dataset.sent = "";
    delete form.dataset.unsaved;
    form.querySelector("[data-state]").textContent = "Saving: the whole case is checked.";
    setTimeout(() => delete form.dataset.sent, 10_000);
  });
}
