import { useMemo, useState } from "preact/hooks";
import type { Bundle } from "./bundle";
import { bundleLabel } from "./bundle";
import { useExplorer } from "./context";
import { Name, Shape } from "./parts";
import { KINDS, type Thing } from "./records";
import { number } from "./text";

const STEP = 200; // things that are listed at a time

/** The picture as text: every thing with its links, for those who do not see it. */
export function List({ things, bundles }: { things: Map<string, Thing>; bundles: Bundle[] }) {
  const { speech, go } = useExplorer();
  const [most, setMost] = useState(STEP);
  const links = useMemo(() => linked(bundles), [bundles]);
  const order = useMemo(() => {
    const rank = (thing: Thing) => KINDS.indexOf(thing.kind);
    const count = (thing: Thing) => links.get(thing.iri)?.length ?? 0;
    return [...things.values()].sort(
      (a, b) => rank(a) - rank(b) || count(b) - count(a) || a.label.localeCompare(b.label, "zh"),
    );
  }, [things, links]);
  if (!order.length) return <p class="wait list">{speech.say("nothing")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it
    <section class="list" id="list" tabIndex={0} aria-label={speech.say("list")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{speech.say("node")}</th>
            <th scope="col">{speech.say("kind")}</th>
            <th scope="col">{speech.say("date")}</th>
            <th scope="col">{speech.say("links")}</th>
          </tr>
        </thead>
        <tbody>
          {order.slice(0, most).map((thing) => (
            <tr key={thing.iri}>
              <th scope="row">
                <Name thing={thing} most={40} />
              </th>
              <td class="kind">
                <Shape kind={thing.kind} size={13} /> {speech.say(thing.kind)}
              </td>
              <td class="date">{thing.date}</td>
              <td>
                <ul class="links">
                  {(links.get(thing.iri) ?? []).slice(0, 30).map(({ bundle, other }) => (
                    <li key={bundle.source + bundle.target}>
                      <button
                        type="button"
                        class="link"
                        aria-label={`${bundleLabel(bundle, speech)} ${things.get(other)?.label ?? ""}: ${speech.say("saysWho")}`}
                        onClick={() => openBundle(bundle, go)}
                      >
                        {bundleLabel(bundle, speech)}
                      </button>{" "}
                      <Name thing={things.get(other)} most={26} />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {order.length > most ? (
        <button type="button" class="clear" onClick={() => setMost(most + STEP)}>
          {speech.say("more", number(order.length - most, speech.language))}
        </button>
      ) : null}
    </section>
  );
}

function linked(bundles: Bundle[]): Map<string, { bundle: Bundle; other: string }[]> {
  const links = new Map<string, { bundle: Bundle; other: string }[]>();
  for (const bundle of bundles) {
    for (const [own, other] of [
      [bundle.source, bundle.target],
      [bundle.target, bundle.source],
    ] as const) {
      const there = links.get(own);
      if (there) there.push({ bundle, other });
      else links.set(own, [{ bundle, other }]);
    }
  }
  return links;
}

/** A click on a link opens the sentence of its surest fact; the others stand below it. */
export function openBundle(bundle: Bundle, go: ReturnType<typeof useExplorer>["go"]): void {
  const quoted = bundle.facts.filter((fact) => fact.quotes?.length);
  const worth = (fact: Bundle["facts"][number]) => (fact.kind === "statement" ? -1 : (fact.confidence ?? 1));
  const best = quoted.sort((a, b) => worth(b) - worth(a))[0]?.quotes?.[0];
  if (best) {
    go({ evidence: { doc: best.doc, start: best.start, end: best.end }, edge: [bundle.source, bundle.target] });
  }
}
