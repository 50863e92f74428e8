// What is pointed at, and what it is linked to, stands out; the rest steps back. What links them is told below.
export function mount(main) {
  const figure = main.querySelector("#picture-network");
  if (!figure) return;
  const told = figure.querySelector("[data-told]");
  const before = told.innerHTML;
  let now = null;

  function point(mark) {
    if (mark === now) return;
    now = mark;
    const svg = mark?.ownerSVGElement;
    for (const old of figure.querySelectorAll(".near")) old.classList.remove("near");
    figure.classList.toggle("pointed", Boolean(mark));
    if (!mark) { told.innerHTML = before; return; }
    const keys = mark.dataset.key.split(" ");
    const linked = new Set(keys);
    for (const link of svg.querySelectorAll("a.link")) {
      const ends = link.dataset.key.split(" ");
      const near = keys.length === 2 ? link === mark : ends.includes(keys[0]);
      if (near) { link.classList.add("near"); ends.forEach((end) => linked.add(end)); }
    }
    for (const node of svg.querySelectorAll("a.node")) node.classList.toggle("near", linked.has(node.dataset.key));
    told.textContent = mark.querySelector("title")?.textContent ?? "";
  }

  const mark = (event) => event.target.closest?.("a[data-key]");
  figure.addEventListener("pointerover", (event) => point(mark(event) ?? null));
  figure.addEventListener("pointerleave", () => point(null));
  figure.addEventListener("focusin", (event) => point(mark(event) ?? null));
  figure.addEventListener("focusout", () => point(null));
}
