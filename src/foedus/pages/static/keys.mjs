// The keyboard: ? lists the keys, / goes to the bar, g and a letter to a page, j and k from row to row.
let pending = "";

function typing(target) {
  return target.closest?.("input, select, textarea, [contenteditable]");
}

function step(by) {
  const rows = [...document.querySelectorAll("#main [data-row]")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement?.closest?.("[data-row]"));
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  next.tabIndex = -1;
  next.focus();
}

function act(key) {
  if (pending === "g") {
    const link = document.querySelector(`#pages a[data-letter="${CSS.escape(key)}"]`);
    if (link) link.click();
    return;
  }
  if (key === "?") document.querySelector("#keys").showModal();
  if (key === "/") {
    const toggle = document.querySelector("#bar-open");
    if (toggle) toggle.checked = true;
    document.querySelector(".bar .fields input, .bar .fields select, #find")?.focus();
  }
  if (key === "j") step(1);
  if (key === "k") step(-1);
  if (key === "Enter") document.activeElement?.closest?.("[data-row]")?.querySelector("a[href]")?.click();
}

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && !event.target.matches?.("[data-row]")) return;
    if (["/", "?"].includes(event.key)) event.preventDefault();
    act(event.key);
    pending = event.key === "g" && pending !== "g" ? "g" : "";
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-keys]")) document.querySelector("#keys").showModal();
  });
}
