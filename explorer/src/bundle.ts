import type { Fact } from "./records";
import type { Speech } from "./words";

/** All facts from one thing to another: one line in the picture. */
export interface Bundle {
  source: string;
  target: string;
  facts: Fact[];
}

export const bundleKey = (source: string, target: string) => `${source} ${target}`;

export function bundled(facts: readonly Fact[]): Map<string, Bundle> {
  const bundles = new Map<string, Bundle>();
  for (const fact of facts) {
    if (!fact.target) continue;
    const key = bundleKey(fact.source, fact.target);
    const bundle = bundles.get(key);
    if (bundle) bundle.facts.push(fact);
    else bundles.set(key, { source: fact.source, target: fact.target, facts: [fact] });
  }
  return bundles;
}

/** The role of a fact in words: 主旨演讲, 原会长, 主办; that somebody spoke goes without saying beside another role. */
export function roleOf(fact: Fact, { term, say, language }: Speech): string {
  const role = fact.role ?? "";
  if (fact.kind === "membership") {
    if (fact.status === "former" || fact.status === "designated") {
      const status = say(fact.status);
      return language === "zh" ? (fact.status === "former" ? `原${role}` : `拟任${role}`) : `${role} (${status})`;
    }
    return role;
  }
  return /^(participation|involvement|byline|event)-/u.test(role) ? term(role) : term(fact.kind);
}

export function bundleLabel(bundle: Bundle, speech: Speech): string {
  const telling = bundle.facts.filter((fact) => fact.kind !== "statement");
  const roles = [...new Set((telling.length ? telling : bundle.facts).map((fact) => roleOf(fact, speech)))];
  return roles.slice(0, 2).join(speech.language === "zh" ? "、" : ", ") + (roles.length > 2 ? "…" : "");
}

export function surest(facts: readonly Fact[]): Fact | undefined {
  const quoted = facts.filter((fact) => fact.quotes?.length);
  const worth = (fact: Fact) => (fact.kind === "statement" ? -1 : (fact.confidence ?? 1));
  return quoted.reduce<Fact | undefined>((best, fact) => (best && worth(best) >= worth(fact) ? best : fact), undefined);
}
