import type { Fact, Thing } from "./records";
import type { Filter } from "./route";

/** The key by which a role is left out: the kind of fact, with the role where the kind has several. */
export function roleKey(fact: Fact): string {
  const { role = "" } = fact;
  return role.startsWith("participation-") || role.startsWith("involvement-") ? role : fact.kind;
}

export function isFactShown(fact: Fact, filter: Filter): boolean {
  return (
    (fact.confidence ?? 1) >= filter.confidence &&
    (fact.sources ?? 0) >= (filter.sources > 1 ? filter.sources : 0) &&
    !filter.roles.includes(roleKey(fact))
  );
}

export function isThingShown(thing: Thing, filter: Filter): boolean {
  return (
    !filter.kinds.includes(thing.kind) &&
    (!filter.province || (thing.provinces ?? []).includes(filter.province)) &&
    isInTime(thing, filter)
  );
}

/** Events alone have a time; one known to the year alone may lie in any month of it. */
function isInTime(thing: Thing, filter: Filter): boolean {
  if (thing.kind !== "event" || (!filter.from && !filter.to && filter.undated)) return true;
  const first = thing.date ?? "";
  if (!first) return filter.undated;
  const last = thing.end || first;
  const shared = (one: string, other: string) => Math.min(one.length, other.length);
  const notAfter = (one: string, other: string) =>
    one.slice(0, shared(one, other)) <= other.slice(0, shared(one, other));
  return (!filter.from || notAfter(filter.from, last)) && (!filter.to || notAfter(first, filter.to));
}

export function isFiltering(filter: Filter): boolean {
  return (
    filter.kinds.length > 0 ||
    filter.roles.length > 0 ||
    filter.from !== "" ||
    filter.to !== "" ||
    !filter.undated ||
    filter.province !== "" ||
    filter.confidence > 0 ||
    filter.sources > 1
  );
}

/** What is seen of a picture: things that pass and, unless they were asked for, hang on something; facts among them. */
export function seen(
  things: readonly Thing[],
  facts: readonly Fact[],
  filter: Filter,
  hidden: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): { things: Set<string>; facts: Fact[] } {
  const possible = new Set<string>();
  const past = new Set<string>(); // events outside of the time, of which nothing is told
  for (const thing of things) {
    if (!isInTime(thing, filter)) past.add(thing.iri);
    if (!hidden.has(thing.iri) && (kept.has(thing.iri) || isThingShown(thing, filter))) possible.add(thing.iri);
  }
  const shown = facts.filter(
    (fact) =>
      fact.target &&
      possible.has(fact.source) &&
      possible.has(fact.target) &&
      !past.has(fact.source) &&
      !past.has(fact.target) &&
      isFactShown(fact, filter),
  );
  if (!isFiltering(filter)) return { things: possible, facts: shown };
  const linked = new Set(shown.flatMap((fact) => [fact.source, fact.target ?? ""]));
  return { things: new Set([...possible].filter((iri) => linked.has(iri) || kept.has(iri))), facts: shown };
}
