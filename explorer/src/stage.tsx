import { useLayoutEffect, useRef } from "preact/hooks";
import type { Bundle } from "./bundle";
import { Canvas, type Place } from "./canvas";
import { useExplorer } from "./context";
import { placed } from "./layout";
import { openBundle } from "./list";
import type { Content } from "./picture";
import type { Route } from "./route";
import { lines } from "./text";

interface Shown {
  things: Set<string>;
  bundles: Map<string, Bundle>;
}

/** The canvas with its content; `ready` hands it to who needs it, `failed` tells that the browser cannot draw. */
export function Stage({
  content,
  shown,
  ready,
  failed,
}: {
  content: Content;
  shown: Shown;
  ready(canvas: Canvas | null): void;
  failed(): void;
}) {
  const explorer = useExplorer();
  const { theme, speech, route } = explorer;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<Canvas | null>(null);
  const now = useRef(explorer);
  now.current = explorer;
  const drawn = useRef<{ content: Content | null; isWhole: boolean }>({ content: null, isWhole: false });
  const shownNow = useRef(shown);
  shownNow.current = shown;

  // made once
  useLayoutEffect(() => {
    if (!frame.current) return;
    const made = Canvas.made(frame.current, {
      node: (iri) => now.current.open(iri),
      edge: (source, target) => {
        const bundle = shownNow.current.bundles.get(`${source} ${target}`);
        if (bundle) openBundle(bundle, now.current.go);
      },
      stage: () => {
        if (now.current.route.evidence) now.current.go({ evidence: null, edge: null });
      },
      moved: (iri, at) => now.current.go({ pinned: { ...now.current.route.pinned, [iri]: at } }),
    });
    if (!made) {
      failed();
      return;
    }
    canvas.current = made;
    Object.assign(globalThis, { explorer: made }); // for the console, and for the tests
    ready(made);
    return () => {
      ready(null);
      canvas.current = null;
      made.kill();
    };
  }, []);

  // drawn anew where the content or the language is another
  useLayoutEffect(() => {
    const at = canvas.current;
    if (!at || content.things.size === 0) return;
    const before = drawn.current;
    const isFresh = !before.content || before.isWhole !== content.isWhole || !isSharing(before.content, content);
    const isSame = before.content === content;
    const places = content.isWhole
      ? given(content, route.pinned)
      : grownInto(content, isFresh ? new Map() : at.places(), route.pinned);
    const animated =
      !isFresh && !isSame && content.things.size < 1500 && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    at.paint(theme);
    at.show(shown.things, shown.bundles, route.pinned);
    at.select(route.focus, route.edge);
    at.draw({ things: [...content.things.values()], bundles: content.bundles, places }, speech, animated);
    if (isFresh) at.fit(false, places.values());
    else if (!isSame) at.fitTo(places, animated);
    drawn.current = { content, isWhole: content.isWhole };
  }, [content, speech.language]);

  // what is seen, and what stays
  useLayoutEffect(() => {
    const at = canvas.current;
    if (!at) return;
    at.show(shown.things, shown.bundles, route.pinned);
    at.put(route.pinned);
  }, [shown, route.pinned]);

  useLayoutEffect(() => {
    canvas.current?.select(route.focus, route.edge);
  }, [route.focus, route.edge, content]);

  useLayoutEffect(() => canvas.current?.paint(theme), [theme]);

  return <div class="canvas" ref={frame} role="img" aria-label={speech.say("pictureOf", shown.things.size)} />;
}

const isSharing = (one: Content, other: Content) => [...one.things.keys()].some((iri) => other.things.has(iri));

/** The places that the content brings along; what is drawn downwards there grows upwards here. */
function given(content: Content, pinned: Route["pinned"]): Map<string, Place> {
  return new Map(
    [...content.things.values()].map(({ iri, x = 0, y = 0 }) => {
      const [left, up] = pinned[iri] ?? [x, -y];
      return [iri, { x: left, y: up }];
    }),
  );
}

/** Places for what is new; what is there and what is pinned stays. */
function grownInto(content: Content, there: Map<string, Place>, pinned: Route["pinned"]): Map<string, Place> {
  const known = new Map([...there].filter(([iri]) => content.things.has(iri)));
  for (const [iri, [x, y]] of Object.entries(pinned)) if (content.things.has(iri)) known.set(iri, { x, y });
  const bodies = [...content.things.values()].map(({ iri, label }) => {
    const width = Math.max(...lines(label, 10).map((line) => Array.from(line).length));
    return { id: iri, room: 24 + Math.min(width, 10) * 2.6 };
  });
  if (bodies.every(({ id }) => known.has(id))) return known;
  return placed(
    bodies,
    [...content.bundles.values()].map(({ source, target }) => [source, target] as const),
    known,
  );
}
