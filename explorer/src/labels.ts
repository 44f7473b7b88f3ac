import type { EdgeDisplayData, NodeDisplayData, PartialButFor } from "sigma/types";
import { FONT, type Ground } from "./looks";
import { lines, shortened } from "./text";

type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;
type End = PartialButFor<NodeDisplayData, "x" | "y" | "size">;

const SIZE = 12;
const WIDTH = 10; // characters of a line

/** The name below the node, on a rim in the colour of the ground. */
export function drawLabel(context: CanvasRenderingContext2D, data: Drawn, ground: Ground): void {
  if (!data.label || data.highlighted) return; // a highlighted one has its label with its ring
  context.font = `${SIZE}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  written(
    context,
    lines(data.label, WIDTH),
    data.x,
    data.y + data.size + 2,
    data.soft ? ground.soft : ground.ink,
    ground,
  );
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}

/** The chosen or hovered node: a ring, and the whole name. */
export function drawHover(context: CanvasRenderingContext2D, data: Drawn, ground: Ground): void {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
  context.strokeStyle = ground.accent;
  context.lineWidth = 2;
  context.stroke();
  if (!data.label) return;
  context.font = `600 ${SIZE + 1}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  written(context, lines(data.label, WIDTH * 2), data.x, data.y + data.size + 5, ground.ink, ground);
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}

/** The role in the middle of a link, upright, where there is room for it. */
export function drawEdgeLabel(
  context: CanvasRenderingContext2D,
  data: PartialButFor<EdgeDisplayData, "label" | "color" | "size">,
  source: End,
  target: End,
  ground: Ground,
): void {
  if (!data.label) return;
  const text = shortened(data.label, 14);
  const length = Math.hypot(target.x - source.x, target.y - source.y) - source.size - target.size;
  context.font = `11px ${FONT}`;
  if (!data.forceLabel && context.measureText(text).width > Math.max(length, 46)) return;
  context.textAlign = "center";
  context.textBaseline = "middle";
  written(context, [text], (source.x + target.x) / 2, (source.y + target.y) / 2, ground.soft, ground);
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}

function written(
  context: CanvasRenderingContext2D,
  text: readonly string[],
  x: number,
  y: number,
  ink: string,
  ground: Ground,
): void {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = ground.paper;
  context.fillStyle = ink;
  text.forEach((line, number) => {
    context.strokeText(line, x, y + number * SIZE * 1.2);
    context.fillText(line, x, y + number * SIZE * 1.2);
  });
}
