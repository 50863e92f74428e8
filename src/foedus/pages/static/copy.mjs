// In place of reach.mjs on a site of files: what a server would answer lies in scripts, as files may not be fetched.
const waiting = new Map(), held = new Map();

/** Called by each of those scripts with what it holds. */
window.foedus = { hold: (name, data) => held.set(name, data) };

/** Data that a script holds; of much of it, packed. */
async function unpacked(found) {
  if (typeof found !== "string") return found;
  const bytes = Uint8Array.from(atob(found), (one) => one.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/** What a script holds, by its address and its name; loaded once. */
export function data(address, name) {
  if (!waiting.has(address)) {
    waiting.set(address, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => unpacked(held.get(name)).then(done, failed));
      script.addEventListener("error", () => { waiting.delete(address); failed(new Error(address)); });
      document.head.append(script);
    }));
  }
  return waiting.get(address);
}

/** The page at an address: one of the spans of time of this page; nothing where one has to go there. */
export async function page(address) {
  const url = new URL(address, location.href), spans = document.documentElement.dataset.spans;
  const name = document.querySelector("#main").dataset.page;
  if (!spans || url.pathname !== location.pathname) return null;
  const { pieces, pages } = await data(spans, `${name}.spans`);
  const found = pages[url.search.slice(1)];
  return found ? { text: found.map((place) => pieces[place]).join(""), url: url.href } : null;
}

/** A module by its name: all are here. */
export function load(name) {
  return window.foedus.module(name);
}
