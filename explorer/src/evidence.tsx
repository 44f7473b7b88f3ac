import { useEffect, useRef } from "preact/hooks";
import { roleOf } from "./bundle";
import { useExplorer } from "./context";
import { useAnswer } from "./loading";
import { Name } from "./parts";
import type { Article, Evidence, Fact, Quote, Thing } from "./records";
import type { Route } from "./route";
import { cut, harmless } from "./text";

type Place = NonNullable<Route["evidence"]>;

/** The article with the characters lit, and who else says so. `others` are the facts of the link that was clicked. */
export function EvidencePanel({ place, others }: { place: Place; others: Fact[] }) {
  const { source, speech, go } = useExplorer();
  const loading = useAnswer(
    () => source.evidence(place.doc, place.start, place.end),
    `${place.doc} ${place.start} ${place.end}`,
  );
  return (
    <article class="page evidence" aria-label={speech.say("evidence")}>
      <button type="button" class="close" onClick={() => go({ evidence: null, edge: null })}>
        {speech.say("close")}
      </button>
      {loading.state === "loading" ? <p class="wait">{speech.say("loading")}</p> : null}
      {loading.state === "failed" ? <p class="failed">{speech.say("failed", harmless(loading.why))}</p> : null}
      {loading.state === "here" ? <Shown found={loading.answer} others={others} /> : null}
    </article>
  );
}

function Shown({ found, others }: { found: Evidence; others: Fact[] }) {
  const { speech, source } = useExplorer();
  const { article } = found;
  const things = new Map(found.things.map((thing) => [thing.iri, thing]));
  const [before, lit, after] = cut(found.text, found.start - found.offset, found.end - found.offset);
  const mark = useRef<HTMLElement>(null);
  // another place is another mark
  useEffect(() => {
    mark.current?.scrollIntoView({ block: "center" });
  }, [found]);
  const isHere = (quote: Quote) => quote.doc === article.doc && quote.start === found.start && quote.end === found.end;
  const rules = [
    ...new Set(
      found.facts
        .flatMap((fact) => fact.quotes ?? [])
        .filter(isHere)
        .map((quote) => quote.rule),
    ),
  ];
  const rest = others.filter((fact) => !(fact.quotes ?? []).some(isHere));
  return (
    <>
      <ul class="claims">
        {found.facts.map((fact) => (
          <Claim key={JSON.stringify(fact)} fact={fact} things={things} quote={fact.quotes?.find(isHere)} />
        ))}
      </ul>
      <header class="masthead">
        <h2 id="evidence-title">{harmless(article.title || speech.say("untitled"))}</h2>
        <p class="source">
          {article.publisher ? <span>{harmless(article.publisher)}</span> : null}
          {article.date ? <time class="date">{article.date}</time> : null}
          {article.first ? <span>{speech.say("copyOf", harmless(article.first))}</span> : null}
          {isWeb(article.url) ? (
            <a href={article.url} target="_blank" rel="noopener noreferrer">
              {speech.say("original")}
            </a>
          ) : null}
        </p>
      </header>
      {found.offset > 0 ? <p class="wait">{speech.say("quoteOnly")}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
      <section class="text" lang="zh" tabIndex={0} aria-labelledby="evidence-title">
        {before}
        {lit ? <mark ref={mark}>{lit}</mark> : null}
        {after}
      </section>
      {rules.length ? (
        <p class="source rules">
          {speech.say("rule")}{" "}
          {rules.map((rule) => (
            <code key={rule}>{harmless(rule)}</code>
          ))}
        </p>
      ) : null}
      {found.facts.length ? <OtherSources found={found} /> : null}
      {rest.length ? (
        <section class="part">
          <h3>{speech.say("otherFacts")}</h3>
          <ul class="claims">
            {rest.map((fact) => (
              <Claim
                key={JSON.stringify(fact)}
                fact={fact}
                things={named(fact, things, source.known)}
                quote={fact.quotes?.[0]}
                leads
              />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function named(fact: Fact, things: Map<string, Thing>, known: (iri: string) => Thing | undefined): Map<string, Thing> {
  const ends = [fact.source, fact.target ?? ""].map((iri) => things.get(iri) ?? known(iri));
  return new Map(ends.filter((thing) => thing !== undefined).map((thing) => [thing.iri, thing]));
}

/** A fact in words: who, as what, where. */
function Claim({
  fact,
  things,
  quote,
  leads,
}: {
  fact: Fact;
  things: Map<string, Thing>;
  quote: Quote | undefined;
  leads?: boolean;
}) {
  const { speech, go, route } = useExplorer();
  const confidence = quote?.confidence ?? fact.confidence ?? 1;
  return (
    <li>
      <Name thing={things.get(fact.source)} most={30} /> <span class="role">{harmless(roleOf(fact, speech))}</span>{" "}
      <Name thing={things.get(fact.target ?? "")} most={30} />
      {fact.topic ? <span class="topic">《{harmless(fact.topic)}》</span> : null}
      <span class="sure">{speech.say("confidenceOf", confidence.toFixed(2))}</span>
      {leads && quote ? (
        <button
          type="button"
          class="link"
          onClick={() => go({ evidence: { doc: quote.doc, start: quote.start, end: quote.end }, edge: route.edge })}
        >
          {speech.say("saysWho")}
        </button>
      ) : null}
    </li>
  );
}

function OtherSources({ found }: { found: Evidence }) {
  const { speech, go, route } = useExplorer();
  const articles = new Map(found.articles.map((article) => [article.doc, article]));
  const elsewhere = new Map<string, Quote>();
  for (const quote of found.facts.flatMap((fact) => fact.quotes ?? [])) {
    if (quote.doc !== found.article.doc && !elsewhere.has(quote.doc)) elsewhere.set(quote.doc, quote);
  }
  const sources = Math.max(...found.facts.map((fact) => fact.sources ?? 1), 1);
  return (
    <section class="part">
      <h3>
        {speech.say("otherSources")}
        <span class="count">{sources === 1 ? speech.say("independentOne") : speech.say("independent", sources)}</span>
      </h3>
      {elsewhere.size === 0 ? <p class="wait">{speech.say("noOtherSources")}</p> : null}
      <ul class="plain">
        {[...elsewhere].map(([doc, quote]) => (
          <li key={doc} class="article">
            <button
              type="button"
              class="link"
              onClick={() => go({ evidence: { doc, start: quote.start, end: quote.end }, edge: route.edge })}
            >
              {harmless(articles.get(doc)?.title ?? doc)}
            </button>
            <Byline article={articles.get(doc)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Byline({ article }: { article: Article | undefined }) {
  const { speech } = useExplorer();
  const about = [article?.publisher, article?.date, article?.first ? speech.say("copyOf", article.first) : ""];
  return (
    <span class="source">
      {about
        .filter((part) => part)
        .map((part) => harmless(part ?? ""))
        .join(" · ")}
    </span>
  );
}

const isWeb = (url: string | undefined): url is string => /^https?:\/\//iu.test(url ?? "");
