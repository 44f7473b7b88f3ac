import type { Hit, Kind, Picture, Thing } from "./records";

/** A thing with all by which it is found. */
interface Sought {
  thing: Thing;
  names: string[];
  typed: string[]; // pinyin, first letters, and whole syllables before first letters
}

const MOST = 12; // things that a search lists
const SAID = 6; // statements
const SHORT = 6; // syllables of a name that people type partly in whole, as in kg/fulltext/pronunciation.py

/** Finds things by name in either script, by pinyin and by first letters, and what somebody said by its words. */
export function finder(picture: Picture): (text: string, kind: Kind | "") => Hit[] {
  const simplified = new Map<string, string>();
  const [typed, plain] = picture.scripts.map((characters) => Array.from(characters));
  typed?.forEach((character, at) => {
    simplified.set(character, plain?.[at] ?? character);
  });
  const folded = (text: string) => {
    const small = text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
    return Array.from(small, (character) => simplified.get(character) ?? character).join("");
  };
  let sought: Sought[] | undefined; // known once somebody searches
  return (text, kind) => {
    const asked = folded(text);
    if (!asked) return [];
    sought ??= picture.things.map((thing) => ({
      thing,
      names: [thing.label, ...(thing.names ?? [])].map(folded),
      typed: (thing.sound ?? "").split(" ").flatMap(spellings),
    }));
    const things = named(sought, asked, kind);
    const hits = things.slice(0, MOST).map(hitOf);
    return asked.length < 2 || kind ? hits : [...hits, ...saying(picture, (said) => folded(said).includes(asked))];
  };
}

/** What people type for a name whose syllables are known. */
function spellings(name: string): string[] {
  const syllables = name.split("'");
  const wholes = syllables.length <= SHORT ? syllables.length : 1;
  const shortened = Array.from({ length: wholes }, (_, whole) =>
    syllables.map((syllable, at) => (at < whole ? syllable : syllable.slice(0, 1))).join(""),
  );
  return [syllables.join(""), ...shortened];
}

/** Whole names first, then beginnings and parts. */
function named(sought: readonly Sought[], asked: string, kind: Kind | ""): Thing[] {
  const scored: [number, Thing][] = [];
  for (const one of sought) {
    if (kind && one.thing.kind !== kind) continue;
    const worth = score(one, asked);
    if (worth > 0) scored.push([worth, one.thing]);
  }
  scored.sort(([one, a], [other, b]) => other - one || a.label.length - b.label.length || (a.label < b.label ? -1 : 1));
  return scored.map(([, thing]) => thing);
}

function score({ names, typed }: Sought, asked: string): number {
  let best = 0;
  for (const name of names) {
    if (name === asked) best = Math.max(best, 6);
    else if (name.startsWith(asked)) best = Math.max(best, 4);
    else if (name.includes(asked)) best = Math.max(best, 2);
  }
  for (const spelling of typed) {
    if (spelling === asked) best = Math.max(best, 5);
    else if (spelling.startsWith(asked)) best = Math.max(best, 3);
    else if (asked.length > 2 && spelling.includes(asked)) best = Math.max(best, 1);
  }
  return best;
}

function hitOf(thing: Thing): Hit {
  const { iri, kind, label, names = [], date = "" } = thing;
  return { iri, kind, label, names, snippet: date };
}

function saying(picture: Picture, holds: (said: string) => boolean): Hit[] {
  const labels = new Map(picture.things.map((thing) => [thing.iri, thing.label]));
  const hits: Hit[] = [];
  for (const { source, said, quotes } of picture.facts) {
    const quote = quotes?.[0];
    if (!said || !quote || !holds(said)) continue;
    const { doc, start, end } = quote;
    hits.push({ iri: source, kind: "statement", label: labels.get(source) ?? "", snippet: said, doc, start, end });
    if (hits.length === SAID) break;
  }
  return hits;
}
