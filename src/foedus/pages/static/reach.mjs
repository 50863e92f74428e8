// How a page reaches others, and its own modules: by the server. A site of files has copy.mjs in its place.

/** The page at an address: its text, and where it came from. Fails where the server does not answer. */
export async function page(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  return { text: await answer.text(), url: answer.url };
}

/** A module by its name. */
export function load(name) {
  return import(`./${name}`);
}
