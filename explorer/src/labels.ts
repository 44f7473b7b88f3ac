import type { EdgeDisplayData, NodeDisplayData, PartialButFor } from "sigma/types";
import { FONT, type Ground } from "./looks";
import { lines, shortened } from "./text";

type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;
type End = PartialButFor<NodeDisplayData, "x" | "y" | "size">;
type Box = [left: number, top: number, right: number, bottom: number];

const SIZE = 12;
const LINE = SIZE * 1.2;
const WIDTH = 10; // characters of a line

/** Writes names and roles: those of larger nodes first, and none over another. */
export class Labels {
  private nodes: { context: CanvasRenderingContext2D; data: Drawn }[] = [];
  private edges: { context: CanvasRenderingContext2D; text: string; x: number; y: number; room: number }[] = [];

  private readonly widths = new Map<string, number>();

  /** To be called when all that is to be labelled is known. */
  write(ground: Ground): void {
    const taken: Box[] = [];
    const isFree = ([left, top, right, bottom]: Box) =>
      !taken.some(([l, t, r, b]) => left < r && l < right && top < b && t < bottom);
    const worth = (data: Drawn) => data.size + (data.forceLabel ? 1000 : data.soft ? -1000 : 0);
    for (const { context, data } of this.nodes.sort((a, b) => worth(b.data) - worth(a.data))) {
      context.font = `${SIZE}px ${FONT}`;
      const told = lines(data.label ?? "", WIDTH);
      const half = Math.max(...told.map((line) => this.width(context, line))) / 2;
      const top = data.y + data.size + 2;
      const box: Box = [data.x - half, top, data.x + half, top + told.length * LINE];
      if (!data.forceLabel && !isFree(box)) continue;
      taken.push(box);
      written(context, told, data.x, top, data.soft ? ground.soft : ground.ink, ground);
    }
    for (const { context, text, x, y, room } of this.edges) {
      context.font = `11px ${FONT}`;
      const half = this.width(context, text) / 2;
      const box: Box = [x - half, y - 7, x + half, y + 7];
      if (half * 2 > room || !isFree(box)) continue;
      taken.push(box);
      written(context, [text], x, y - 6, ground.soft, ground);
    }
    this.nodes = [];
    this.edges = [];
  }

  private width(context: CanvasRenderingContext2D, text: string): number {
    const key = context.font + text;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 20_000) this.widths.clear();
      width = context.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  /** A node whose name is to stand below it. */
  node(context: CanvasRenderingContext2D, data: Drawn): void {
    if (data.label && !data.highlighted) this.nodes.push({ context, data }); // a highlighted one has its own below
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
    context.font = `600 ${SIZE + 1}px ${FONT}`;
    written(context, lines(data.label, WIDTH * 2), data.x, data.y + data.size + 5, ground.ink, ground);
  }
}

function written(
  context: CanvasRenderingContext2D,
  text: readonly string[],
  x: number,
  y: number,
  ink: string,
  ground: Ground,
): void {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = ground.paper;
  context.fillStyle = ink;
  text.forEach((line, number) => {
    context.strokeText(line, x, y + number * LINE);
    context.fillText(line, x, y + number * LINE);
  });
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}
