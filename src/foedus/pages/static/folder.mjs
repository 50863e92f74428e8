// What makes every page of a site of files livelier. Without it, every page works but the search.
import { listen } from "./keys.mjs";
import { page } from "./reach.mjs";
import { enhance, mounted, show } from "./swap.mjs";

document.documentElement.dataset.scripted = "";
enhance();
listen();
document.body.append(keys());
mounted();
if (location.search && document.documentElement.dataset.spans) chosen();

/** The choice that the address names; one that there is none of is taken out of it. */
async function chosen() {
  const found = await page(location.href).catch(() => null);
  if (found) show(location.href, { push: false, quiet: true });
  else history.replaceState(null, "", location.pathname + location.hash);
}

/** The list of keys: it is of no use without a script, so no page carries it. */
function keys() {
  const made = document.createElement("dialog"), title = document.createElement("h2"), list = document.createElement("dl");
  made.id = "keys";
  title.id = "keys-title";
  title.textContent = "Keyboard";
  made.setAttribute("aria-labelledby", title.id);
  const all = [["?", "this list"], ["/", "to the search"], ["j k", "next and previous row"], ["Enter", "open the row"]];
  for (const link of document.querySelectorAll("#pages a[data-letter]")) all.push([`g ${link.dataset.letter}`, link.textContent]);
  for (const [pressed, does] of all) {
    const row = document.createElement("div"), term = document.createElement("dt"), says = document.createElement("dd");
    for (const one of pressed.split(" ")) {
      const key = document.createElement("kbd");
      key.textContent = one;
      term.append(key, " ");
    }
    says.textContent = does;
    row.append(term, says);
    list.append(row);
  }
  const form = document.createElement("form"), close = document.createElement("button");
  form.method = "dialog";
  close.textContent = "Close";
  form.append(close);
  made.append(title, list, form);
  return made;
}
