// Searches a site of files: names of pages, and claims by what is chosen. Everything is looked for in the browser.
import { data } from "./reach.mjs";
import { say } from "./swap.mjs";

const MOST_PAGES = 40, AT_ONCE = 50;
const ALIKE = { ı: "i", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ə: "e", ß: "ss", ħ: "h", ŋ: "n" };
const DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Text as it is compared: no capitals, no marks on letters, whatever the script. */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ıøłđðþæœəßħŋ]/g, (one) => ALIKE[one])
    .replace(/[’‘ʼʻ`´]/g, "'");
}

/** The first or the last day that a date names, as a number; nothing for what is no date. */
function day(text, last) {
  const found = DAY.exec(text.trim());
  if (!found) return null;
  const [, year, month, date] = found;
  return +year * 10000 + +(month ?? (last ? 12 : 1)) * 100 + +(date ?? (last ? 31 : 1));
}

const made = (name, text = "", classes = "") => {
  const one = document.createElement(name);
  if (text) one.textContent = text;
  if (classes) one.className = classes;
  return one;
};

function linked(href, text) {
  const one = made(href ? "a" : "span", text);
  if (href) one.href = href;
  return one;
}

/** What is asked in the address, and the sentences on what in it makes no sense. */
function asked() {
  const given = new URLSearchParams(location.search), wrong = [];
  const wanted = { words: fold(given.get("q") ?? "").split(/\s+/).filter(Boolean), q: given.get("q") ?? "" };
  wanted.kind = given.get("kind") ?? "";
  wanted.source = given.get("source") ?? "";
  wanted.group = given.get("group") ?? "";
  wanted.actors = given.getAll("actor").filter(Boolean);
  for (const [name, last] of [["since", false], ["until", true], ["as_of", true], ["known", true]]) {
    const text = given.get(name) ?? "";
    wanted[name] = text ? day(text, last) : null;
    if (text && wanted[name] === null) wrong.push(`“${text}” is no day: write 2022, 2022-06 or 2022-06-14.`);
  }
  wanted.any = wanted.words.length || wanted.kind || wanted.source || wanted.group || wanted.actors.length
    || [wanted.since, wanted.until, wanted.as_of, wanted.known].some((one) => one !== null);
  wanted.wrong = wrong;
  return wanted;
}

function ranked(rows, words) {
  const found = [];
  for (const row of rows) {
    const name = fold(row[1]), whole = `${name} ${fold(row[3])}`;
    if (!words.every((word) => whole.includes(word))) continue;
    const all = words.join(" ");
    found.push([name === all ? 0 : name.startsWith(all) ? 1 : name.includes(all) ? 2 : 3, row]);
  }
  return found.sort((one, other) => one[0] - other[0] || one[1][1].localeCompare(other[1][1])).map(([, row]) => row);
}

/** The places of actors by key or name; none for a name that nobody has. */
function places(held, texts, wrong) {
  return texts.map((text) => {
    const folded = fold(text);
    const key = held.actors.find((one) => one === text) ?? held.actors.find((one) => fold(one) === folded)
      ?? held.actors.find((one) => fold(held.names[one]) === folded);
    if (key === undefined) wrong.push(`No claim speaks of “${text}”.`);
    return key === undefined ? -1 : held.actors.indexOf(key);
  });
}

function chosen(held, wanted) {
  const actors = places(held, wanted.actors, wanted.wrong), kind = held.kinds.indexOf(wanted.kind);
  const source = held.sources.indexOf(wanted.source);
  const group = wanted.group && new Set((held.groups[wanted.group] ?? []).map((key) => held.actors.indexOf(key)));
  return held.rows.filter((row) => {
    const [claim, sentence, , , , of, event, from, place, , quote, who, first, last, known, since] = row;
    if (wanted.kind && of !== kind) return false;
    if (wanted.source && from !== source) return false;
    if (!actors.every((one) => who.includes(one))) return false;
    if (group && !who.some((one) => group.has(one))) return false;
    if (wanted.since !== null && (!last || last < wanted.since)) return false;
    if (wanted.until !== null && (!first || first > wanted.until)) return false;
    if (wanted.known !== null && !(known && known <= wanted.known)) return false;
    if (wanted.as_of !== null && !(since && since <= wanted.as_of)) return false;
    if (!wanted.words.length) return true;
    const text = fold([claim, sentence, held.events[event][1], place, quote, ...who.map((one) => held.names[held.actors[one]])].join(" "));
    return wanted.words.every((word) => text.includes(word));
  });
}

function claim(held, row) {
  const [id, sentence, manner, when, stage, , event, , place, address, quote] = row;
  const item = made("li");
  item.id = id;
  item.dataset.row = "";
  const says = made("p", `${sentence} `, "says");
  if (manner !== "told") says.append(made("span", manner, `chip ${manner.replace(" ", "-")}`));
  item.append(says);
  if (quote) item.append(made("blockquote", quote));
  const [href, title] = held.events[event], small = made("p", "", "small");
  const where = made("span", "", "where");
  where.append(linked(address, place));
  small.append(where, " ", made("code", id), ` · ${stage}${when ? `, ${when}` : ""} · `, linked(href, title));
  item.append(small);
  return item;
}

function listed(held, found) {
  const section = made("section"), list = made("ol", "", "claims");
  const title = made("h2", "Claims ");
  title.append(made("span", found.length.toLocaleString("en"), "count"));
  section.append(title, list);
  let shown = 0;
  const more = made("button", "Show more");
  more.type = "button";
  const go = () => {
    list.append(...found.slice(shown, shown + AT_ONCE).map((row) => claim(held, row)));
    shown = Math.min(shown + AT_ONCE, found.length);
    more.hidden = shown >= found.length;
  };
  more.addEventListener("click", () => { const at = shown; go(); list.children[at]?.querySelector("a")?.focus(); });
  go();
  section.append(more);
  return section;
}

/** What was chosen stands in the form again. */
function fill(form, given) {
  for (const [name, value] of given) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const free = fields.find((one) => !one.value) ?? fields[0];
    if (free) free.value = value;
  }
}

export async function mount(main) {
  const place = main.querySelector("#found");
  if (!place) return;
  const form = document.querySelector("form.bar");
  if (form) fill(form, new URLSearchParams(location.search));
  const own = document.querySelector("#find");
  if (own) own.value = new URLSearchParams(location.search).get("q") ?? "";
  const wanted = asked();
  if (!wanted.any) { (form?.querySelector("#bar-q") ?? own)?.focus(); return; }
  const parts = [];
  if (wanted.words.length) {
    const rows = ranked(await data(place.dataset.names, "search.names"), wanted.words);
    const section = made("section"), title = made("h2", "Pages "), list = made("ul", "", "index");
    title.append(made("span", rows.length.toLocaleString("en"), "count"));
    for (const [kind, name, href] of rows.slice(0, MOST_PAGES)) {
      const item = made("li"), words = made("span", "", "name");
      item.dataset.row = "";
      words.dir = "auto";
      words.append(linked(href, name));
      item.append(words, " ", made("span", kind, "soft small"));
      list.append(item);
    }
    section.append(title, list);
    if (rows.length > MOST_PAGES) section.append(made("p", `The first ${MOST_PAGES} are shown.`, "small soft"));
    if (rows.length) parts.push(section);
  }
  if (place.dataset.claims) {
    const held = await data(place.dataset.claims, "search.claims"), found = chosen(held, wanted);
    if (wanted.kind && wanted.kind.length && held.kinds.includes(wanted.kind) === false) wanted.wrong.push("No claim is of that kind.");
    if (found.length) parts.push(listed(held, found));
  }
  for (const words of wanted.wrong) parts.unshift(made("p", words, "notice"));
  if (!parts.some((part) => part.localName === "section")) {
    const empty = made("section", "", "empty");
    empty.append(made("h2", "Nothing is found"), made("p", place.dataset.claims
      ? "What no source says is not here: that is not the same as its not being so."
      : "No page is called so. Claims are not searched here: the table of the claims page has them all."));
    parts.push(empty);
  }
  place.replaceChildren(...parts);
  say(parts.filter((part) => part.localName === "section").map((part) => part.querySelector("h2").textContent).join(", "));
}
