import { finder } from "./finding";
import { articlesOf, divisionStem, firstEvent, ranked, thingsOf } from "./local";
import type { Fact, Neighbourhood, Picture, Thing } from "./records";
import type { Source } from "./source";

const LIMIT = 40; // neighbours that come at a time, as in kg/exploring/ego.py

/** Answers out of what the page holds, the same as `kg.exploring` gives. */
export function held(picture: Picture): Source {
  const things = new Map(picture.things.map((thing) => [thing.iri, thing]));
  const articles = new Map(picture.articles.map((article) => [article.doc, article]));
  const at = new Map<string, Fact[]>();
  for (const fact of picture.facts) {
    for (const end of new Set([fact.source, fact.target ?? ""])) {
      if (!end) continue;
      const there = at.get(end);
      if (there) there.push(fact);
      else at.set(end, [fact]);
    }
  }
  const facts = (iri: string) => at.get(iri) ?? [];
  const find = finder(picture);

  function one(iri: string): Thing {
    const thing = things.get(iri);
    if (!thing) throw new Error(`这张图里没有 ${iri}。There is no such thing in this file.`);
    return thing;
  }

  function around(iri: string): Neighbourhood {
    const ego = one(iri);
    const near = ranked(iri, facts(iri));
    const kept = new Set([iri, ...near.slice(0, LIMIT)]);
    const among = new Set<Fact>();
    for (const member of kept) {
      for (const fact of facts(member))
        if (fact.target && kept.has(fact.source) && kept.has(fact.target)) among.add(fact);
    }
    const told = [...among];
    const others = [...kept].filter((member) => member !== iri).map((member) => things.get(member));
    return {
      things: [ego, ...others.filter((thing) => thing !== undefined)],
      facts: told,
      articles: articlesOf(told, articles),
      more: Math.max(near.length - LIMIT, 0),
    };
  }

  function besides(thing: Thing, own: Fact[]): { facts: Fact[]; below: string[] } {
    const events = own.filter((fact) => fact.kind === "participation");
    if (thing.kind === "person") {
      const stages = events.flatMap((fact) => facts(fact.target ?? ""));
      return { facts: stages.filter((fact) => fact.kind === "participation"), below: [] };
    }
    if (thing.kind === "event") {
      const posts = events.flatMap((fact) => facts(fact.source));
      return { facts: posts.filter((fact) => fact.kind === "membership"), below: [] };
    }
    if (thing.kind === "place") {
      const below = within(thing);
      const held = below.flatMap((iri) => facts(iri));
      const bodies = [...own, ...held].filter((fact) => fact.kind === "jurisdiction").map((fact) => fact.source);
      const proposals = bodies.flatMap((iri) => facts(iri)).filter((fact) => fact.kind === "proposal");
      return { facts: [...held, ...proposals], below };
    }
    return { facts: [], below: [] };
  }

  function within(thing: Thing): string[] {
    const stem = divisionStem(thing.code);
    const places = picture.things.filter((other) => other.kind === "place" && other.iri !== thing.iri);
    const divisions = stem ? places.filter((other) => other.code?.startsWith(stem)).map((other) => other.iri) : [];
    const around = new Set([thing.iri, ...divisions]);
    const sites = picture.facts.filter((fact) => fact.kind === "within" && around.has(fact.target ?? ""));
    return [...new Set([...divisions, ...sites.map((fact) => fact.source)])].filter((iri) => iri !== thing.iri);
  }

  return {
    overview: async () => {
      const first = firstEvent(picture);
      return {
        counts: picture.counts,
        articles: picture.articles.length,
        words: picture.words,
        provinces: picture.provinces,
        first: first ? around(first) : { things: [], facts: [], articles: [], more: 0 },
      };
    },
    search: async (text, kind) => find(text, kind),
    neighbourhood: async (iri) => around(iri),
    thing: async (iri) => {
      const thing = one(iri);
      const own = facts(iri);
      const more = besides(thing, own);
      const all = [...new Set([...own, ...more.facts])];
      const acts = (picture.acts ?? []).filter((fact) => fact.target === iri);
      const told = [...all, ...acts];
      return {
        thing,
        facts: all,
        things: thingsOf(told, things, more.below).filter((other) => other.iri !== iri),
        articles: articlesOf(told, articles),
        below: more.below,
        acts,
        more: 0,
      };
    },
    evidence: async (doc, start, end) => {
      const article = articles.get(doc);
      const resting = picture.facts.filter((fact) =>
        fact.quotes?.some((quote) => quote.doc === doc && quote.start === start && quote.end === end),
      );
      const quoted = [...resting, ...(picture.acts ?? [])]
        .flatMap((fact) => fact.quotes ?? [])
        .find((quote) => quote.doc === doc && quote.start === start);
      const text = article?.text ?? quoted?.text ?? "";
      if (!article || !text)
        throw new Error(`这张图里没有文章 ${doc} 的这一处。This file has no such place of an article.`);
      return {
        article,
        text,
        offset: article.text === undefined ? start : 0,
        start,
        end,
        facts: resting,
        things: thingsOf(resting, things),
        articles: articlesOf(resting, articles).filter((other) => other.doc !== doc),
      };
    },
    whole: () => ({ things: picture.things, facts: picture.facts, articles: picture.articles, more: 0 }),
    known: (iri) => things.get(iri),
  };
}
