// Says beside the map what is under an arc: by pointer and by keyboard. The words are those of the pair's row.
const WIDE = 320;

/** The row of a pair as a card. */
function card(row) {
  const made = document.createElement("div");
  made.className = "under";
  made.id = "under";
  const name = document.createElement("p");
  name.className = "name";
  name.append(...row.querySelector("th").cloneNode(true).childNodes);
  made.append(name);
  for (const cell of row.querySelectorAll("td[data-label]")) {
    if (!cell.textContent.trim()) continue;
    const line = document.createElement("p");
    const label = document.createElement("span");
    label.className = "soft";
    label.textContent = `${cell.dataset.label} `;
    line.append(label, ...cell.cloneNode(true).childNodes);
    made.append(line);
  }
  return made;
}

function tell(arc) {
  document.querySelector("#under")?.remove();
  const row = document.getElementById(`pair-${arc.dataset.key}`);
  const figure = arc.closest("figure");
  if (!row || !figure) return;
  const made = card(row);
  figure.append(made);
  const at = arc.querySelector("path").getBoundingClientRect(), around = figure.getBoundingClientRect();
  const left = at.left + at.width / 2 - around.left - WIDE / 2;
  made.style.left = `${Math.max(0, Math.min(left, around.width - made.offsetWidth))}px`;
  const above = at.top - around.top - made.offsetHeight - 6;
  made.style.top = `${above > 0 ? above : at.bottom - around.top + 6}px`;
}

let leaving = 0;
const clear = () => { leaving = setTimeout(() => document.querySelector("#under")?.remove(), 250); };

export function mount(main) {
  if ("under" in main.dataset) return;
  main.dataset.under = "";
  const arc = (event) => event.target.closest?.("a.arc");
  main.addEventListener("pointerover", (event) => {
    if (event.target.closest?.("#under")) { clearTimeout(leaving); return; }
    const over = arc(event);
    if (over && event.pointerType !== "touch") { clearTimeout(leaving); tell(over); }
  });
  main.addEventListener("pointerout", (event) => { if (arc(event) || event.target.closest?.("#under")) clear(); });
  main.addEventListener("focusin", (event) => {
    if (arc(event)) { clearTimeout(leaving); tell(arc(event)); }
    else if (!event.target.closest?.("#under")) clear();
  });
  main.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("#under")?.remove();
  });
}
