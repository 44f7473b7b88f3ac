import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";

export interface Body extends SimulationNodeDatum {
  id: string;
  room: number; // radius that node and label take
}

type Place = { x: number; y: number };

/**
 * Places for what is new; what has a place stays there. New things begin beside what they are linked with, on a golden
 * spiral, so that the same clicks give the same picture.
 */
export function placed(
  bodies: readonly { id: string; room: number }[],
  links: readonly (readonly [string, string])[],
  known: ReadonlyMap<string, Place>,
): Map<string, Place> {
  const beside = anchors(links, known);
  const around = middle(known);
  let count = 0;
  const nodes: Body[] = bodies.map(({ id, room }) => {
    const there = known.get(id);
    if (there) return { id, room, x: there.x, y: there.y, fx: there.x, fy: there.y };
    const from = beside.get(id) ?? around;
    count += 1;
    const [angle, reach] = [count * 2.399963, 50 + 16 * Math.sqrt(count)];
    return { id, room, x: from.x + reach * Math.cos(angle), y: from.y + reach * Math.sin(angle) };
  });
  const present = new Set(nodes.map((node) => node.id));
  const held = links
    .filter(([a, b]) => present.has(a) && present.has(b))
    .map(([source, target]) => ({ source, target }));
  const simulation = forceSimulation<Body>(nodes)
    .force("repel", forceManyBody<Body>().strength(-260).distanceMax(900))
    .force(
      "link",
      forceLink<Body, { source: string | Body; target: string | Body }>(held)
        .id((node) => node.id)
        .distance(105)
        .strength(0.35),
    )
    .force(
      "room",
      forceCollide<Body>((node) => node.room)
        .strength(0.9)
        .iterations(2),
    )
    .force("x", forceX<Body>(around.x).strength(0.035))
    .force("y", forceY<Body>(around.y).strength(0.05)) // pictures are wider than high
    .stop();
  simulation.tick(nodes.length > 400 ? 120 : 240);
  return new Map(nodes.map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }]));
}

/** Of what has no place the middle of what it is linked with and has one. */
function anchors(links: readonly (readonly [string, string])[], known: ReadonlyMap<string, Place>): Map<string, Place> {
  const sums = new Map<string, { x: number; y: number; n: number }>();
  for (const [a, b] of [...links, ...links.map(([one, other]) => [other, one] as const)]) {
    const there = known.get(b);
    if (!there || known.has(a)) continue;
    const sum = sums.get(a) ?? { x: 0, y: 0, n: 0 };
    sums.set(a, { x: sum.x + there.x, y: sum.y + there.y, n: sum.n + 1 });
  }
  return new Map([...sums].map(([id, { x, y, n }]) => [id, { x: x / n, y: y / n }]));
}

function middle(known: ReadonlyMap<string, Place>): Place {
  let [x, y] = [0, 0];
  for (const place of known.values()) {
    x += place.x;
    y += place.y;
  }
  return known.size ? { x: x / known.size, y: y / known.size } : { x: 0, y: 0 };
}
