// Completes keys while one types: of entities, events, sources, topics; in a cell of several values the one at the cursor.
const WAIT = 120;
let count = 0;

/** The part of a cell that the cursor stands in: its begin, end and text. */
function part(input) {
  if (!("many" in input.dataset)) return { from: 0, to: input.value.length, text: input.value.trim() };
  const at = input.selectionStart ?? input.value.length;
  const from = input.value.lastIndexOf(";", at - 1) + 1;
  const end = input.value.indexOf(";", at);
  const to = end < 0 ? input.value.length : end;
  return { from, to, text: input.value.slice(from, to).trim() };
}

class Completion {
  constructor(input) {
    this.input = input;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.className = "completions";
    this.list.id = `completions-${++count}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Keys");
    this.list.hidden = true;
    input.after(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": this.list.id })) input.setAttribute(name, value);
    input.addEventListener("input", (event) => { if (event.isTrusted !== false) this.later(); });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const { text } = part(this.input), mine = ++this.asked;
    if (!text) { this.close(); return; }
    let found;
    try {
      const query = new URLSearchParams({ of: this.input.dataset.complete, q: text.slice(0, 100) });
      found = (await (await fetch(`/keys.json?${query}`)).json()).keys;
    } catch { return; }
    if (mine !== this.asked || document.activeElement !== this.input) return;
    this.show(found.slice(0, 8).filter((one, _, all) => !(all.length === 1 && one.key === text)));
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, place) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.key = one.key;
      const name = document.createElement("span"), key = document.createElement("code");
      name.textContent = one.name || one.key;
      key.textContent = one.key;
      const sort = document.createElement("span");
      sort.className = "soft small";
      sort.textContent = one.sort || one.of;
      option.append(name, " ", key, " ", sort);
      return option;
    }));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(Boolean(found.length)));
    this.at = -1;
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === this.at)));
    const now = this.list.children[this.at];
    if (now) { this.input.setAttribute("aria-activedescendant", now.id); now.scrollIntoView({ block: "nearest" }); }
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    const many = this.list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + many) % many;
      this.mark();
    } else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0 && !event.ctrlKey) {
      if (event.key === "Enter") event.preventDefault();
      this.take(this.list.children[this.at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
  }

  take(option) {
    const { from, to } = part(this.input), value = this.input.value;
    const before = value.slice(0, from).trimEnd();
    const begin = before ? `${before} ${option.dataset.key}` : option.dataset.key;
    this.input.value = begin + value.slice(to);
    this.input.setSelectionRange(begin.length, begin.length);
    this.close();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    clearTimeout(this.waiting);
    this.asked++;
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function complete(main) {
  for (const input of main.querySelectorAll("[data-complete]")) new Completion(input);
}
