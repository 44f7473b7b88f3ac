import Graph from "graphology";
import Sigma from "sigma";
import type { NodeDisplayData } from "sigma/types";
import { animateNodes } from "sigma/utils";
import { type Bundle, bundleKey, bundleLabel } from "./bundle";
import { Labels } from "./labels";
import { LineProgram } from "./lines";
import { FONT, GROUNDS, LOOKS, type Theme } from "./looks";
import type { Kind, Thing } from "./records";
import { ShapeProgram } from "./shapes";
import type { Speech } from "./words";

type Node = {
  x: number;
  y: number;
  label: string;
  kind: Kind;
  size: number;
};

type Edge = {
  label: string;
  weight: number;
};

export interface Handlers {
  node(iri: string): void;
  edge(source: string, target: string): void;
  stage(): void;
  moved(iri: string, at: [number, number]): void;
}

export interface Drawing {
  things: readonly Thing[];
  bundles: ReadonlyMap<string, Bundle>;
  places: ReadonlyMap<string, { x: number; y: number }>;
}

export type Place = { x: number; y: number };

const SPAN = 1000; // what the camera shows at ratio 1, either way from the middle; fixed, so that nothing shifts
const MANY = 3000; // nodes from which hovering no longer dims the others, and which is moved as a whole, without its links
const LABELLED = 700; // links up to which all may have labels

/** The picture: a graphology graph drawn by sigma. What is in it comes from `draw`, what is seen of it from `show`. */
export class Canvas {
  graph = emptied();
  readonly renderer: Sigma<Node, Edge>;
  private seen: { things: ReadonlySet<string>; bundles: ReadonlyMap<string, unknown> } | null = null;
  private selected = "";
  private link = "";
  private hovered = "";
  private near = new Set<string>();
  private pinned: Readonly<Record<string, unknown>> = {};
  private theme: Theme = "light";
  private dragged = "";
  private moved = false;
  private readonly labels = new Labels();
  private goals: Record<string, Place> = {}; // of what is on its way
  private halt: () => void = () => {};
  private frame = 0; // in which what has changed is painted

  /** A canvas in a container, or null where the browser cannot draw. */
  static made(container: HTMLElement, handlers: Handlers): Canvas | null {
    try {
      return new Canvas(container, handlers);
    } catch (error) {
      // tried only now, for every context takes its time to be made
      if (document.createElement("canvas").getContext("webgl2")) throw error;
      return null;
    }
  }

  private constructor(
    container: HTMLElement,
    private readonly handlers: Handlers,
  ) {
    this.renderer = new Sigma<Node, Edge>(this.graph, container, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      defaultEdgeType: "line",
      edgeProgramClasses: { line: LineProgram<Node, Edge> },
      nodeProgramClasses: { shape: ShapeProgram<Node, Edge> },
      nodeHoverProgramClasses: { shape: ShapeProgram<Node, Edge> },
      defaultDrawNodeLabel: (context, data) => this.labels.node(context, data),
      defaultDrawNodeHover: (context, data) => this.labels.chosen(context, data, GROUNDS[this.theme]),
      defaultDrawEdgeLabel: (context, data, source, target) => this.labels.edge(context, data, source, target),
      renderEdgeLabels: true,
      enableEdgeEvents: true,
      hideEdgesOnMove: false,
      labelFont: FONT,
      labelSize: 12,
      labelDensity: 1,
      labelGridCellSize: 80,
      labelRenderedSizeThreshold: 4.5,
      minEdgeThickness: 1.3,
      stagePadding: 0,
      zIndex: true,
      doubleClickZoomingRatio: 1.6,
      nodeReducer: (iri, node) => this.nodeShown(iri, node),
      edgeReducer: (key, edge) => this.edgeShown(key, edge),
    });
    this.renderer.setCustomBBox({ x: [-SPAN, SPAN], y: [-SPAN, SPAN] });
    this.listen();
  }

  /**
   * Take this into the picture in place of what was in it; what stays moves only where its place is another, and where
   * it is `animated`, before one's eyes.
   */
  draw(drawing: Drawing, speech: Speech, animated: boolean): void {
    this.arrive();
    this.renderer.setSetting("renderEdgeLabels", drawing.bundles.size <= LABELLED);
    this.renderer.setSetting("hideEdgesOnMove", drawing.things.length > MANY);
    const before = this.graph;
    if (!animated)
      this.graph = emptied(); // taken over whole: sigma looks at every single change of a graph that it has
    else this.drop(drawing);
    const moves = this.add(drawing, speech, animated);
    this.near = this.nearby();
    if (this.graph !== before) {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.renderer.setGraph(this.graph);
    } else {
      this.goals = moves;
      this.halt = animateNodes(this.graph, moves, { duration: 350, easing: "quadraticOut" });
    }
  }

  private drop({ things, bundles }: Drawing): void {
    const kept = new Set(things.map((thing) => thing.iri));
    for (const iri of this.graph.nodes()) if (!kept.has(iri)) this.graph.dropNode(iri);
    for (const key of this.graph.edges()) if (!bundles.has(key)) this.graph.dropEdge(key);
  }

  /** What is new is added, what is there is as it is now; where all of it is to go. */
  private add({ things, bundles, places }: Drawing, speech: Speech, animated: boolean): Record<string, Place> {
    const degrees = new Map<string, number>();
    for (const { source, target } of bundles.values()) {
      degrees.set(source, (degrees.get(source) ?? 0) + 1);
      degrees.set(target, (degrees.get(target) ?? 0) + 1);
    }
    const moves: Record<string, Place> = {};
    for (const { iri, label, kind } of things) {
      const at = places.get(iri) ?? { x: 0, y: 0 };
      const size = Math.min(6 + 2.2 * Math.sqrt(degrees.get(iri) ?? 0), 19);
      moves[iri] = at;
      if (this.graph.hasNode(iri)) this.graph.mergeNodeAttributes(iri, { label, kind, size });
      else this.graph.addNode(iri, { ...(animated ? this.birthplace(iri, bundles, at) : at), label, kind, size });
    }
    for (const [key, bundle] of bundles) {
      if (!this.graph.hasNode(bundle.source) || !this.graph.hasNode(bundle.target)) continue;
      const label = bundles.size <= LABELLED ? bundleLabel(bundle, speech) : "";
      const edge = { label, weight: bundle.facts.length };
      if (this.graph.hasEdge(key)) this.graph.mergeEdgeAttributes(key, edge);
      else this.graph.addDirectedEdgeWithKey(key, bundle.source, bundle.target, edge);
    }
    return moves;
  }

  /** What is on its way is there. */
  private arrive(): void {
    this.halt();
    this.halt = () => {};
    for (const [iri, { x, y }] of Object.entries(this.goals)) {
      if (this.graph.hasNode(iri)) this.graph.mergeNodeAttributes(iri, { x, y });
    }
    this.goals = {};
  }

  /** A new node comes out of one that is there already. */
  private birthplace(iri: string, bundles: ReadonlyMap<string, Bundle>, at: Place): Place {
    for (const { source, target } of bundles.values()) {
      const other = source === iri ? target : target === iri ? source : "";
      if (other && this.graph.hasNode(other)) {
        const { x, y } = this.graph.getNodeAttributes(other);
        return { x, y };
      }
    }
    return at;
  }

  show(
    things: ReadonlySet<string>,
    bundles: ReadonlyMap<string, unknown>,
    pinned: Readonly<Record<string, unknown>>,
  ): void {
    if (this.seen?.things === things && this.seen.bundles === bundles && this.pinned === pinned) return;
    this.seen = { things, bundles };
    this.pinned = pinned;
    this.repaint();
  }

  select(iri: string, link: readonly [string, string] | null): void {
    const key = link ? bundleKey(...link) : "";
    if (iri === this.selected && key === this.link) return;
    this.selected = iri;
    this.link = key;
    this.near = this.nearby();
    this.repaint();
  }

  paint(theme: Theme): void {
    if (theme === this.theme) return;
    this.theme = theme;
    this.repaint();
  }

  kill(): void {
    cancelAnimationFrame(this.frame);
    this.renderer.kill();
  }

  /** Everything as it is now, in the next frame: many changes are one. */
  private repaint(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.renderer.refresh({ skipIndexation: true });
    });
  }

  places(): Map<string, Place> {
    this.arrive();
    return new Map(this.graph.mapNodes((iri, { x, y }) => [iri, { x, y }]));
  }

  isSeen(iri: string): boolean {
    return this.graph.hasNode(iri) && (!this.seen || this.seen.things.has(iri));
  }

  isLinkSeen(key: string): boolean {
    return this.graph.hasEdge(key) && (!this.seen || this.seen.bundles.has(key));
  }

  /** Show all that is seen, or these places; never larger than life. */
  fit(animated: boolean, places: Iterable<Place> = this.seenPlaces()): void {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of places) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.min(bottom, y);
      top = Math.max(top, y);
    }
    if (left > right) return;
    const { width, height } = this.renderer.getDimensions();
    const perPixel = Math.max(
      (right - left) / Math.max(width - 110, 80),
      (top - bottom) / Math.max(height - 140, 80),
      0.62,
    );
    const unit = this.pixelsPerUnit();
    const state = {
      x: 0.5 + (left + right) / 4 / SPAN,
      y: 0.5 + (bottom + top) / 4 / SPAN,
      ratio: perPixel * unit,
      angle: 0,
    };
    if (animated) void this.renderer.getCamera().animate(state, { duration: 350 });
    else this.renderer.getCamera().setState(state);
  }

  /** Move the camera only if something would be out of sight. */
  fitTo(places: ReadonlyMap<string, Place>, animated: boolean): void {
    const { width, height } = this.renderer.getDimensions();
    for (const place of places.values()) {
      const { x, y } = this.renderer.graphToViewport(place);
      if (x < 20 || y < 20 || x > width - 20 || y > height - 30) {
        this.fit(animated, places.values());
        return;
      }
    }
  }

  /** Put what is pinned where it is pinned. */
  put(pinned: Readonly<Record<string, [number, number]>>): void {
    for (const [iri, [x, y]] of Object.entries(pinned)) {
      if (this.graph.hasNode(iri)) this.graph.mergeNodeAttributes(iri, { x, y });
    }
  }

  zoom(factor: number): void {
    const camera = this.renderer.getCamera();
    void camera.animate({ ratio: camera.ratio * factor }, { duration: 150 });
  }

  /** Pixels that one unit of the graph takes where the camera's ratio is 1. */
  private pixelsPerUnit(): number {
    const cameraState = { x: 0.5, y: 0.5, angle: 0, ratio: 1 };
    const one = this.renderer.framedGraphToViewport({ x: 0, y: 0 }, { cameraState });
    const other = this.renderer.framedGraphToViewport({ x: 1, y: 0 }, { cameraState });
    return Math.abs(other.x - one.x) / (2 * SPAN);
  }

  private *seenPlaces(): Iterable<Place> {
    for (const iri of this.graph.nodes()) if (this.isSeen(iri)) yield this.graph.getNodeAttributes(iri);
  }

  /** What is not dimmed: what is next to the hovered or chosen thing, or the ends of the chosen link; empty: all. */
  private nearby(): Set<string> {
    if (!this.hovered && this.link) return new Set(this.link.split(" "));
    const iri = this.hovered || this.selected;
    return iri && this.graph.hasNode(iri) ? new Set([iri, ...this.graph.neighbors(iri)]) : new Set();
  }

  private nodeShown(iri: string, node: Node): Partial<NodeDisplayData> {
    const ground = GROUNDS[this.theme];
    if (this.seen && !this.seen.things.has(iri)) return { ...node, hidden: true };
    const { [this.theme]: color, shape } = LOOKS[node.kind];
    const isDim = this.near.size > 0 && !this.near.has(iri);
    const isChosen = iri === this.selected || this.link.split(" ").includes(iri);
    const shown = {
      ...node,
      shape,
      color: isDim ? blend(color, ground.paper) : color,
      rim: iri in this.pinned ? ground.ink : ground.paper,
      forceLabel: isChosen || iri === this.hovered,
      highlighted: isChosen,
      zIndex: isDim ? 0 : isChosen ? 2 : 1,
      size: isChosen ? node.size * 1.2 : node.size,
      type: "shape",
      soft: isDim,
    };
    return shown;
  }

  private edgeShown(key: string, edge: Edge): Partial<Record<string, unknown>> {
    if (this.seen && !this.seen.bundles.has(key)) return { hidden: true };
    const ground = GROUNDS[this.theme];
    const [source, target] = this.graph.extremities(key);
    const isBright = key === this.link || (!this.link && (source === this.selected || target === this.selected));
    const isDim = this.near.size > 0 && !isBright && !(this.near.has(source) && this.near.has(target));
    return {
      label: isDim ? "" : edge.label,
      color: isBright ? ground.accent : isDim ? ground.faded : ground.line,
      size: (key === this.link ? 2.5 : 0) + Math.min(1 + 0.35 * Math.sqrt(edge.weight - 1), 3),
      forceLabel: key === this.link,
      zIndex: isBright ? 1 : 0,
    };
  }

  private listen(): void {
    const { renderer, handlers } = this;
    const container = renderer.getContainer();
    renderer.on("afterRender", () => this.labels.write(GROUNDS[this.theme]));
    renderer.on("clickNode", ({ node }) => {
      if (!this.moved) handlers.node(node);
    });
    renderer.on("clickEdge", ({ edge }) => handlers.edge(...(this.graph.extremities(edge) as [string, string])));
    renderer.on("clickStage", () => {
      if (!this.moved) handlers.stage();
    });
    renderer.on("enterNode", ({ node }) => {
      container.style.cursor = "pointer";
      this.hover(node);
    });
    renderer.on("leaveNode", () => {
      container.style.cursor = "";
      this.hover("");
    });
    renderer.on("enterEdge", () => {
      container.style.cursor = "pointer";
    });
    renderer.on("leaveEdge", () => {
      container.style.cursor = "";
    });
    renderer.on("downNode", ({ node, event }) => {
      if (this.isLarge()) return; // hardly a place is free of nodes there: the picture itself is moved
      this.dragged = node;
      this.moved = false;
      event.preventSigmaDefault();
    });
    renderer.on("downStage", () => {
      this.moved = false;
    });
    // What lies under the pointer is known only when all is drawn: a large picture that is moved is not asked, nor is
    // any where the pointer lets go, which sigma would do for listeners that are not here.
    const mouse = renderer.getMouseCaptor();
    mouse.removeAllListeners("mouseup");
    mouse.on("mousemovebody", (event) => {
      if (mouse.isMouseDown && this.isLarge()) mouse.container.style.pointerEvents = "none";
      if (!this.dragged) return;
      const at = renderer.viewportToGraph(event);
      this.moved = true;
      this.graph.mergeNodeAttributes(this.dragged, at);
      event.preventSigmaDefault();
      event.original.preventDefault();
      event.original.stopPropagation();
    });
    mouse.on("mouseup", () => {
      mouse.container.style.pointerEvents = "";
      const iri = this.dragged;
      this.dragged = "";
      if (!iri || !this.moved) return;
      const { x, y } = this.graph.getNodeAttributes(iri);
      handlers.moved(iri, [Math.round(x), Math.round(y)]);
    });
  }

  private isLarge(): boolean {
    return this.graph.order > MANY;
  }

  private hover(iri: string): void {
    this.hovered = iri;
    if (this.isLarge() || this.dragged) return;
    this.near = this.nearby();
    this.repaint();
  }
}

const emptied = () => new Graph<Node, Edge>({ type: "directed", multi: false });

const blends = new Map<string, string>();

/** A colour three quarters of the way to the ground. */
function blend(color: string, ground: string): string {
  const key = color + ground;
  let mixed = blends.get(key);
  if (!mixed) {
    const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
    const mix = [1, 3, 5].map((at) => Math.round(part(color, at) * 0.3 + part(ground, at) * 0.7));
    mixed = `#${mix.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
    blends.set(key, mixed);
  }
  return mixed;
}
