import { roleOf } from "./bundle";
import { useExplorer } from "./context";
import { FactLine, Name, Proof, Said, Section } from "./parts";
import { PostsOverTime } from "./posts";
import type { Article, Fact, Page, Thing } from "./records";
import { harmless } from "./text";

/** A page's facts by kind, and the things that they name. */
export interface Told {
  page: Page;
  things: Map<string, Thing>;
  articles: Map<string, Article>;
  from(kind: string): Fact[]; // that start from the thing
  to(kind: string): Fact[]; // that lead to it
}

export function told(page: Page): Told {
  const { iri } = page.thing;
  return {
    page,
    things: new Map([page.thing, ...page.things].map((thing) => [thing.iri, thing])),
    articles: new Map(page.articles.map((article) => [article.doc, article])),
    from: (kind) => page.facts.filter((fact) => fact.kind === kind && fact.source === iri),
    to: (kind) => page.facts.filter((fact) => fact.kind === kind && fact.target === iri),
  };
}

const dated = (things: Map<string, Thing>, iri: string | undefined) => things.get(iri ?? "")?.date ?? "";

/** The latest first, what has no date last. */
function latest(facts: Fact[], date: (fact: Fact) => string): Fact[] {
  return [...facts].sort((a, b) => (date(b) || "0").localeCompare(date(a) || "0"));
}

export function PersonPage({ of }: { of: Told }) {
  const { say } = useExplorer().speech;
  const { things, page } = of;
  const posts = of.from("membership");
  const appearances = latest(of.from("participation"), (fact) => dated(things, fact.target));
  const statements = of.from("statement");
  const bylines = of.from("byline");
  const shared = stages(page, appearances);
  return (
    <>
      {posts.length > 0 && (
        <Section title={say("posts")} count={posts.length}>
          <PostsOverTime posts={posts} of={of} other="target" />
        </Section>
      )}
      {appearances.length > 0 && (
        <Section title={say("appearances")} count={appearances.length}>
          <Facts facts={appearances} of={of} end="target" />
        </Section>
      )}
      {statements.length > 0 && (
        <Section title={say("statements")} count={statements.length}>
          <ul class="plain">
            {statements.map((fact) => (
              <Said key={fact.said} fact={fact} where={things.get(fact.target ?? "")} />
            ))}
          </ul>
        </Section>
      )}
      {shared.length > 0 && (
        <Section title={say("sharedStages")} count={shared.length}>
          <ul class="chips">
            {shared.map(([iri, events]) => (
              <li key={iri} title={[...events].map((event) => things.get(event)?.label ?? "").join("\n")}>
                <Name thing={things.get(iri)} />
                {events.size > 1 ? <span class="times">{say("times", events.size)}</span> : null}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {bylines.length > 0 && (
        <Section title={say("bylines")}>
          <ul class="facts">
            {bylines.map((fact) => (
              <FactLine key={fact.role} fact={fact} other={undefined} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Who was at the same events, most often together first. */
function stages(page: Page, own: Fact[]): [string, Set<string>][] {
  const events = new Set(own.map((fact) => fact.target ?? ""));
  const met = new Map<string, Set<string>>();
  for (const fact of page.facts) {
    if (fact.kind !== "participation" || fact.source === page.thing.iri || !events.has(fact.target ?? "")) continue;
    met.set(fact.source, (met.get(fact.source) ?? new Set()).add(fact.target ?? ""));
  }
  return [...met].sort(([a, one], [b, other]) => other.size - one.size || a.localeCompare(b));
}

const ORDER = [
  "moderator",
  "opening-address",
  "keynote",
  "speech",
  "presenter",
  "panelist",
  "launcher",
  "interviewee",
  "attendee",
];

export function EventPage({ of }: { of: Told }) {
  const { speech } = useExplorer();
  const { things, page } = of;
  const rank = (fact: Fact) => ORDER.indexOf((fact.role ?? "").replace("participation-", ""));
  const parts = [...of.to("participation")].sort((a, b) => rank(a) - rank(b));
  const statements = of.to("statement");
  const where = [...new Map(of.from("location").map((fact) => [fact.target, fact])).values()];
  const post = (iri: string) => {
    const held = page.facts.filter((fact) => fact.kind === "membership" && fact.source === iri);
    return held.find((fact) => fact.status === "current") ?? held[0];
  };
  return (
    <>
      {where.length > 0 && (
        <Section title={speech.say("where")}>
          <ul class="chips">
            {where.map((fact) => (
              <li key={fact.target}>
                <Name thing={things.get(fact.target ?? "")} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {parts.length > 0 && (
        <Section title={speech.say("programme")} count={parts.length}>
          <ol class="programme">
            {parts.map((fact, number) => {
              const role = speech.term(fact.role ?? "");
              const isNew = parts[number - 1]?.role !== fact.role;
              const held = post(fact.source);
              return (
                <li key={`${fact.source}${fact.role}${fact.topic}`} class={isNew ? "new" : ""}>
                  <span class="role">{isNew ? role : <span class="unseen">{role}</span>}</span>
                  <span class="told">
                    <Name thing={things.get(fact.source)} />
                    {held ? (
                      <span class="post">
                        {harmless(`${things.get(held.target ?? "")?.label ?? ""}${roleOf(held, speech)}`)}
                      </span>
                    ) : null}
                    {fact.topic ? <span class="topic">《{harmless(fact.topic)}》</span> : null}
                  </span>
                  <Proof fact={fact} />
                </li>
              );
            })}
          </ol>
        </Section>
      )}
      <Listed title={speech.say("hosts")} facts={of.to("involvement")} of={of} end="source" />
      <Listed title={speech.say("acts")} facts={page.acts ?? []} of={of} end="source" />
      {statements.length > 0 && (
        <Section title={speech.say("statements")} count={statements.length}>
          <ul class="plain">
            {statements.map((fact) => (
              <Said key={fact.source + fact.said} fact={fact} where={things.get(fact.source)} />
            ))}
          </ul>
        </Section>
      )}
      <Articles of={of} />
    </>
  );
}

export function BodyPage({ of }: { of: Told }) {
  const { say } = useExplorer().speech;
  const { things } = of;
  const people = of.to("membership");
  const events = latest(of.from("involvement"), (fact) => dated(things, fact.target));
  const rest = of.page.facts.filter(
    (fact) => !["membership", "involvement", "proposal", "jurisdiction"].includes(fact.kind) && fact.target,
  );
  return (
    <>
      {people.length > 0 && (
        <Section title={say("people")} count={people.length}>
          <PostsOverTime posts={people} of={of} other="source" />
        </Section>
      )}
      {rest.length > 0 && (
        <Section title={say("units")} count={rest.length}>
          <ul class="facts">
            {rest.map((fact) => {
              const other = fact.source === of.page.thing.iri ? fact.target : fact.source;
              return <FactLine key={fact.kind + other} fact={fact} other={things.get(other ?? "")} />;
            })}
          </ul>
        </Section>
      )}
      <Listed title={say("serves")} facts={of.from("jurisdiction")} of={of} end="target" />
      <Listed title={say("hosted")} facts={events} of={of} end="target" />
      <Listed title={say("initiatives")} facts={of.from("proposal")} of={of} end="target" />
    </>
  );
}

export function PlacePage({ of }: { of: Told }) {
  const { say } = useExplorer().speech;
  const { things, page } = of;
  const kind = (name: string) => page.facts.filter((fact) => fact.kind === name);
  const events = latest(kind("location"), (fact) => dated(things, fact.source));
  const held = [...new Map(events.map((fact) => [fact.source, fact])).values()];
  return (
    <>
      {page.below.length > 0 && (
        <Section title={say("below")} count={page.below.length}>
          <ul class="chips">
            {page.below.map((iri) => (
              <li key={iri}>
                <Name thing={things.get(iri)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Listed title={say("bodies")} facts={kind("jurisdiction")} of={of} end="source" />
      <Listed title={say("events")} facts={held} of={of} end="source" />
      <Listed title={say("initiatives")} facts={kind("proposal")} of={of} end="target" />
    </>
  );
}

export function InitiativePage({ of }: { of: Told }) {
  const { say } = useExplorer().speech;
  return (
    <>
      <Listed title={say("proposers")} facts={of.to("proposal")} of={of} end="source" />
      <Listed title={say("lists")} facts={of.from("recognition")} of={of} end="target" />
      <Listed title={say("listed")} facts={of.to("recognition")} of={of} end="source" />
      <Articles of={of} />
    </>
  );
}

function Listed({ title, facts, of, end }: { title: string; facts: Fact[]; of: Told; end: "source" | "target" }) {
  if (!facts.length) return null;
  return (
    <Section title={title} count={facts.length}>
      <Facts facts={facts} of={of} end={end} />
    </Section>
  );
}

function Facts({ facts, of, end }: { facts: Fact[]; of: Told; end: "source" | "target" }) {
  return (
    <ul class="facts">
      {facts.map((fact) => {
        const other = of.things.get(fact[end] ?? "");
        return <FactLine key={JSON.stringify(fact)} fact={fact} other={other} date={other?.date} />;
      })}
    </ul>
  );
}

function Articles({ of }: { of: Told }) {
  const { say } = useExplorer().speech;
  const { iri } = of.page.thing;
  const own = of.page.facts.filter((fact) => fact.source === iri || fact.target === iri);
  const docs = new Set(own.flatMap((fact) => fact.quotes ?? []).map((quote) => quote.doc));
  const articles = [...docs].map((doc) => of.articles.get(doc)).filter((article) => article !== undefined);
  if (!articles.length) return null;
  return (
    <Section title={say("articles")} count={articles.length}>
      <ul class="plain">
        {articles.map((article) => (
          <li key={article.doc} class="article">
            {harmless(article.title ?? article.doc)}
            <span class="source">
              {[article.publisher, article.date].filter(Boolean).map(String).map(harmless).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
