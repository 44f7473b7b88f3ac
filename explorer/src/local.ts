import type { Article, Fact, Picture, Thing } from "./records";

/** What is next to a thing, that with most articles first; as kg/exploring/ego.py ranks. */
export function ranked(ego: string, facts: readonly Fact[]): string[] {
  const docs = new Map<string, Set<string>>();
  for (const fact of facts) {
    const other = fact.target === ego ? fact.source : fact.target;
    if (!other || other === ego) continue;
    const told = docs.get(other) ?? new Set();
    for (const quote of fact.quotes ?? []) told.add(quote.doc);
    docs.set(other, told);
  }
  const order = [...docs].sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1));
  return order.map(([iri]) => iri);
}

export function articlesOf(facts: readonly Fact[], known: ReadonlyMap<string, Article>): Article[] {
  const docs = new Set(facts.flatMap((fact) => (fact.quotes ?? []).map((quote) => quote.doc)));
  return [...docs].map((doc) => known.get(doc)).filter((article) => article !== undefined);
}

export function thingsOf(
  facts: readonly Fact[],
  known: ReadonlyMap<string, Thing>,
  more: readonly string[] = [],
): Thing[] {
  const iris = new Set([...facts.flatMap((fact) => [fact.source, fact.target ?? ""]), ...more]);
  return [...iris].map((iri) => known.get(iri)).filter((thing) => thing !== undefined);
}

/** What the codes of all divisions within one begin with. */
export function divisionStem(code: string | undefined): string {
  return (code ?? "").replace(/00$/u, "").replace(/00$/u, "");
}

/** The event that most people took part in. */
export function firstEvent(picture: Picture): string | undefined {
  const people = new Map<string, Set<string>>();
  for (const fact of picture.facts) {
    if (fact.kind !== "participation" || !fact.target) continue;
    people.set(fact.target, (people.get(fact.target) ?? new Set()).add(fact.source));
  }
  const order = [...people].sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1));
  return order[0]?.[0] ?? picture.things[0]?.iri;
}
