// A figure opens what it rests on beside itself: its claims with their paragraphs. Without this, its link leads there.
let panel, from;

/** Called after each load of a page whose figures are links to `#ground-…`. */
export function mount(main) {
  if (!("popover" in HTMLElement.prototype)) return;
  panel = document.createElement("aside");
  panel.id = "behind";
  panel.popover = "auto";
  panel.tabIndex = -1;
  panel.setAttribute("aria-label", "What it rests on");
  panel.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed") from?.removeAttribute("aria-expanded");
  });
  main.append(panel);
  main.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.figure-link");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const ground = document.getElementById(link.hash.slice(1));
    if (!ground) return;
    event.preventDefault();
    open(link, ground);
  });
}

function open(link, ground) {
  panel.replaceChildren(button(), ...[...ground.children].map((part) => part.cloneNode(true)));
  const head = panel.querySelector(".of"), words = about(link);
  if (head && words) head.textContent = words;
  const list = document.createElement("ol");
  list.className = "claims";
  for (const ref of ground.querySelectorAll("a.ref")) {
    const claim = document.getElementById(ref.hash.slice(1));
    if (!claim) continue;
    const copy = claim.cloneNode(true);
    copy.removeAttribute("id");
    copy.removeAttribute("data-row");
    list.append(copy);
  }
  panel.querySelectorAll("a.ref").forEach((ref) => ref.replaceWith(ref.textContent));
  if (list.children.length) panel.querySelectorAll(".behind-claims a.at").forEach((at) => at.remove());
  if (list.children.length) panel.append(list);
  from = link;
  panel.showPopover();
  place(link);
  link.setAttribute("aria-expanded", "true");
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
}

/** What was clicked, in words: its row, its column, the figure itself. */
function about(link) {
  const cell = link.closest("td"), row = cell?.closest("tr").querySelector("th");
  if (!row) return "";
  const figure = link.classList.contains("mark") ? "" : `: ${link.textContent.trim()}`;
  return `${row.textContent.trim()}, ${cell.dataset.label}${figure}`;
}

function button() {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain close";
  made.textContent = "Close";
  made.addEventListener("click", () => { panel.hidePopover(); from?.focus(); });
  return made;
}

/** Below the figure where there is room, else above it; on a phone the style sheet puts it at the foot. */
function place(link) {
  panel.style.left = panel.style.top = "";
  if (innerWidth < 740) return;
  const at = link.getBoundingClientRect(), size = panel.getBoundingClientRect();
  const below = at.bottom + 8 + size.height < innerHeight;
  panel.style.left = `${Math.max(12, Math.min(at.left, innerWidth - size.width - 12))}px`;
  panel.style.top = `${below ? at.bottom + 8 : Math.max(12, at.top - size.height - 8)}px`;
}
