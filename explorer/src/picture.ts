import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Bundle, bundled } from "./bundle";
import { seen } from "./filter";
import type { Article, Fact, Neighbourhood, Overview, Thing } from "./records";
import type { Route } from "./route";
import type { Source } from "./source";

/** What the picture holds: the neighbourhoods that were unfolded, or in the beginning everything, or a first one. */
export interface Content {
  things: Map<string, Thing>;
  facts: Fact[];
  articles: Map<string, Article>;
  bundles: Map<string, Bundle>;
  isWhole: boolean; // with places of its own
  more: number;
  failed: string;
  isHere: boolean; // false until the first answer
}

const NOTHING: Content = {
  things: new Map(),
  facts: [],
  articles: new Map(),
  bundles: new Map(),
  isWhole: false,
  more: 0,
  failed: "",
  isHere: false,
};

export function useContent(source: Source, overview: Overview, grown: readonly string[]): Content {
  const first = useMemo(() => {
    const whole = source.whole();
    return () => (whole ? merged([whole], true) : merged([overview.first], false));
  }, [source, overview]);
  const [content, set] = useState(() => (grown.length ? NOTHING : first()));
  const key = grown.join(" ");
  const drawn = useRef(key);
  // the key stands for the list
  useEffect(() => {
    if (!grown.length) {
      if (drawn.current !== key) set(first());
      drawn.current = key;
      return;
    }
    let isCurrent = true;
    drawn.current = key;
    Promise.allSettled(grown.map((iri) => source.neighbourhood(iri))).then((answers) => {
      if (!isCurrent) return;
      const parts = answers.filter((answer) => answer.status === "fulfilled").map((answer) => answer.value);
      const failure = answers.find((answer) => answer.status === "rejected");
      const why = failure?.reason instanceof Error ? failure.reason.message : "";
      set({ ...merged(parts, false), failed: why });
    });
    return () => {
      isCurrent = false;
    };
  }, [key, source, first]);
  return content;
}

function merged(parts: readonly Neighbourhood[], isWhole: boolean): Content {
  const facts = new Map<string, Fact>();
  const one = parts.length === 1 ? parts[0] : undefined;
  if (!one) {
    for (const fact of parts.flatMap((part) => part.facts)) {
      const { kind, source, target, role, status, topic, said, start, end } = fact;
      const key = [kind, source, target, role, status, topic, said, start, end].join("\u0000");
      const known = facts.get(key);
      if (!known || (known.quotes?.length ?? 0) < (fact.quotes?.length ?? 0)) facts.set(key, fact);
    }
  }
  const all = one ? one.facts : [...facts.values()];
  return {
    things: new Map(parts.flatMap((part) => part.things.map((thing) => [thing.iri, thing] as const))),
    facts: all,
    articles: new Map(parts.flatMap((part) => part.articles.map((article) => [article.doc, article] as const))),
    bundles: bundled(all),
    isWhole,
    more: parts.reduce((sum, part) => sum + part.more, 0),
    failed: "",
    isHere: true,
  };
}

/** What is seen of it: things and links that pass the filters. */
export function useSeen(content: Content, route: Route): { things: Set<string>; bundles: Map<string, Bundle> } {
  const { filter, hidden, grown, focus } = route;
  const key = hidden.join(" ");
  const keptKey = [...grown, focus].join(" ");
  // the keys stand for the lists
  return useMemo(() => {
    const kept = new Set([...grown, focus]);
    const shown = seen([...content.things.values()], content.facts, filter, new Set(hidden), kept);
    return { things: shown.things, bundles: bundled(shown.facts) };
  }, [content, filter, key, keptKey]);
}
