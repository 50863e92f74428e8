// Who decides is remembered by the browser, so that several people can sign with their own names.
const KEY = "foedus-who";

export function signing(main) {
  const held = localStorage.getItem(KEY);
  for (const input of main.querySelectorAll("[data-who]")) {
    if (held) input.value = held;
    input.addEventListener("change", () => {
      if (input.value.trim()) localStorage.setItem(KEY, input.value.trim());
      else localStorage.removeItem(KEY);
    });
  }
}
