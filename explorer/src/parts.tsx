import type { ComponentChildren } from "preact";
import { roleOf, surest } from "./bundle";
import { useExplorer } from "./context";
import { LOOKS } from "./looks";
import type { Fact, Kind, Quote, Thing } from "./records";
import { harmless, shortened } from "./text";

/** The shape and colour of a kind, as in the picture. */
export function Shape({ kind, size = 16 }: { kind: Kind; size?: number }) {
  return (
    <svg class={`shape ${kind}`} width={size} height={size} viewBox="-12 -12 24 24" aria-hidden="true">
      <path d={LOOKS[kind].path} />
    </svg>
  );
}

/** The name of a thing, which opens its page. */
export function Name({ thing, most = 60 }: { thing: Thing | undefined; most?: number }) {
  const { open } = useExplorer();
  if (!thing) return null;
  return (
    <button type="button" class="name" title={harmless(thing.label)} onClick={() => open(thing.iri)}>
      <Shape kind={thing.kind} size={13} />
      <span>{harmless(shortened(thing.label, most))}</span>
    </button>
  );
}

/** How well a fact is borne out, which opens the sentence that it rests on. */
export function Proof({ fact, quote }: { fact: Fact; quote?: Quote }) {
  const { go, speech } = useExplorer();
  const at = quote ?? fact.quotes?.[0];
  if (!at) return null;
  const sources = fact.sources ?? 1;
  const counted = sources === 1 ? speech.say("independentOne") : speech.say("independent", sources);
  const confidence = fact.confidence ?? 1;
  const sure = speech.say("confidenceOf", confidence.toFixed(2));
  return (
    <button
      type="button"
      class="proof"
      title={`${counted}, ${sure}`}
      aria-label={`${speech.say("saysWho")}: ${counted}, ${sure}`}
      onClick={() => go({ evidence: { doc: at.doc, start: at.start, end: at.end }, edge: null })}
    >
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${Math.round(confidence * 100)}%` }} />
      </span>
      <span>
        {speech.say("saysWho")}
        {sources > 1 ? ` ×${sources}` : ""}
      </span>
    </button>
  );
}

export function Section({ title, count, children }: { title: string; count?: number; children: ComponentChildren }) {
  return (
    <section class="part">
      <h3>
        {title}
        {count === undefined ? null : <span class="count">{count}</span>}
      </h3>
      {children}
    </section>
  );
}

/** A fact in one line: role, the thing at the other end, topic, proof. */
export function FactLine({ fact, other, date }: { fact: Fact; other: Thing | undefined; date?: string | undefined }) {
  const { speech } = useExplorer();
  return (
    <li class="fact">
      <span class="told">
        {date ? <span class="date">{date} </span> : null}
        <span class="role">{harmless(roleOf(fact, speech))}</span> <Name thing={other} />
        {fact.topic ? <span class="topic">《{harmless(fact.topic)}》</span> : null}
        {fact.start || fact.end ? <span class="years">{`${fact.start ?? ""}—${fact.end ?? ""}`}</span> : null}
      </span>
      <Proof fact={fact} />
    </li>
  );
}

/** What somebody said; the words open the sentence. */
export function Said({ fact, where }: { fact: Fact; where: Thing | undefined }) {
  const { go } = useExplorer();
  const at = surest([fact])?.quotes?.[0];
  return (
    <li class="said">
      <blockquote>
        <button
          type="button"
          disabled={!at}
          onClick={() => at && go({ evidence: { doc: at.doc, start: at.start, end: at.end }, edge: null })}
        >
          {harmless(fact.said ?? "")}
        </button>
      </blockquote>
      {where ? (
        <p class="source">
          {where.date ? <span class="date">{where.date}</span> : null} <Name thing={where} most={34} />
        </p>
      ) : null}
    </li>
  );
}
