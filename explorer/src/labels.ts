import type { EdgeDisplayData, NodeDisplayData, PartialButFor } from "sigma/types";
import { FONT, type Ground } from "./looks";
import { lines, shortened } from "./text";

type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;
type End = PartialButFor<NodeDisplayData, "x" | "y" | "size">;
type Box = [left: number, top: number, right: number, bottom: number];

const SIZE = 12;
const LINE = SIZE * 1.2;
const WIDTH = 10; // characters of a line
const KEPT = 20_000; // names whose widths are remembered

interface Measured {
  lines: string[];
  half: number; // of the width of the longest line
}

/** Writes names and roles: those of larger nodes first, and none over another. */
export class Labels {
  private nodes: { context: CanvasRenderingContext2D; data: Drawn; worth: number }[] = [];
  private edges: { context: CanvasRenderingContext2D; text: string; x: number; y: number; room: number }[] = [];
  private readonly names = new Map<string, Measured>();
  private readonly roles = new Map<string, Measured>();

  /** To be called when all that is to be labelled is known. */
  write(ground: Ground): void {
    const taken: Box[] = [];
    prepare(this.nodes[0]?.context, `${SIZE}px ${FONT}`, ground);
    this.nodes.sort((a, b) => b.worth - a.worth);
    for (const { context, data } of this.nodes) {
      const { lines: told, half } = measured(this.names, context, data.label ?? "", WIDTH);
      const top = data.y + data.size + 2;
      const box: Box = [data.x - half, top, data.x + half, top + told.length * LINE];
      if (!data.forceLabel && !isFree(box, taken)) continue;
      taken.push(box);
      written(context, told, data.x, top, data.soft ? ground.soft : ground.ink);
    }
    prepare(this.edges[0]?.context, `11px ${FONT}`, ground);
    for (const { context, text, x, y, room } of this.edges) {
      const { lines: told, half } = measured(this.roles, context, text, text.length);
      const box: Box = [x - half, y - 7, x + half, y + 7];
      if (half * 2 > room || !isFree(box, taken)) continue;
      taken.push(box);
      written(context, told, x, y - 6, ground.soft);
    }
    this.nodes = [];
    this.edges = [];
  }

  /** A node whose name is to stand below it. */
  node(context: CanvasRenderingContext2D, data: Drawn): void {
    if (!data.label || data.highlighted) return; // a highlighted one has its own below
    this.nodes.push({ context, data, worth: data.size + (data.forceLabel ? 1000 : data.soft ? -1000 : 0) });
  }

  /** A link whose role is to stand in its middle. */
  edge(
    context: CanvasRenderingContext2D,
    data: PartialButFor<EdgeDisplayData, "label" | "color" | "size">,
    source: End,
    target: End,
  ): void {
    if (!data.label) return;
    const length = Math.hypot(target.x - source.x, target.y - source.y) - source.size - target.size;
    const room = data.forceLabel ? Number.POSITIVE_INFINITY : length;
    const text = shortened(data.label, 14);
    this.edges.push({ context, text, x: (source.x + target.x) / 2, y: (source.y + target.y) / 2, room });
  }

  /** The chosen or hovered node: a ring, and the whole name. */
  chosen(context: CanvasRenderingContext2D, data: Drawn, ground: Ground): void {
    context.beginPath();
    context.arc(data.x, data.y, data.size * 0.9 + 3, 0, Math.PI * 2);
    context.strokeStyle = ground.accent;
    context.lineWidth = 2;
    context.stroke();
    if (!data.label) return;
    prepare(context, `600 ${SIZE + 1}px ${FONT}`, ground);
    written(context, lines(data.label, WIDTH * 2), data.x, data.y + data.size + 5, ground.ink);
  }
}

function isFree([left, top, right, bottom]: Box, taken: readonly Box[]): boolean {
  for (const box of taken) if (box[0] < right && left < box[2] && box[1] < bottom && top < box[3]) return false;
  return true;
}

/** The lines of a name and how wide they are; remembered, for measuring takes longer than all else. */
function measured(
  known: Map<string, Measured>,
  context: CanvasRenderingContext2D,
  text: string,
  width: number,
): Measured {
  let found = known.get(text);
  if (!found) {
    if (known.size > KEPT) known.clear();
    const told = lines(text, width);
    found = { lines: told, half: Math.max(...told.map((line) => context.measureText(line).width)) / 2 };
    known.set(text, found);
  }
  return found;
}

/** What all texts of one size have in common; set once, for every setting costs. */
function prepare(context: CanvasRenderingContext2D | undefined, font: string, ground: Ground): void {
  if (!context) return;
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = ground.paper;
}

function written(context: CanvasRenderingContext2D, text: readonly string[], x: number, y: number, ink: string): void {
  context.fillStyle = ink;
  for (let number = 0; number < text.length; number += 1) {
    const line = text[number] ?? "";
    context.strokeText(line, x, y + number * LINE);
    context.fillText(line, x, y + number * LINE);
  }
}
