// The column of the cell that is pointed at is marked, as its row is by the style sheet.
export function mount(main) {
  const table = main.querySelector("table.grid");
  if (!table) return;
  const rows = [...table.rows].filter((row) => !row.classList.contains("group"));
  let now = -1;

  function mark(column) {
    if (column === now) return;
    for (const [place, on] of [[now, false], [column, true]]) {
      if (place > 0) rows.forEach((row) => row.cells[place]?.classList.toggle("at", on));
    }
    now = column;
  }

  const column = (event) => event.target.closest?.("td, th")?.cellIndex ?? -1;
  table.addEventListener("pointerover", (event) => mark(column(event)));
  table.addEventListener("pointerleave", () => mark(-1));
  table.addEventListener("focusin", (event) => mark(column(event)));
}
