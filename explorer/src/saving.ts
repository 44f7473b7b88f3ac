import { type Bundle, bundleLabel, roleOf } from "./bundle";
import type { Canvas } from "./canvas";
import { FONT, GROUNDS, LOOKS, type Theme } from "./looks";
import type { Article, Fact, Thing } from "./records";
import { harmless, lines } from "./text";
import type { Speech } from "./words";

const XML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string) => harmless(text).replace(/[&<>"]/gu, (sign) => XML[sign] ?? sign);

/** What is seen, as one SVG of the size of the canvas. */
export function drawnSvg(canvas: Canvas, bundles: ReadonlyMap<string, Bundle>, theme: Theme, speech: Speech): string {
  const { renderer, graph } = canvas;
  const { width, height } = renderer.getDimensions();
  const ground = GROUNDS[theme];
  const scale = 1 / Math.sqrt(renderer.getCamera().ratio);
  const at = (iri: string) => {
    const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(iri));
    return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
  };
  const halo = `stroke="${ground.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(FONT)}">`,
    `<rect width="${width}" height="${height}" fill="${ground.paper}"/>`,
    `<g stroke="${ground.line}">`,
  ];
  const words: string[] = [];
  for (const [key, bundle] of bundles) {
    if (!canvas.isLinkSeen(key)) continue;
    const [a, b] = [at(bundle.source), at(bundle.target)];
    parts.push(`<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}"/>`);
    if (bundles.size <= 300) {
      const label = escaped(bundleLabel(bundle, speech));
      words.push(
        `<text x="${(a.x + b.x) / 2}" y="${(a.y + b.y) / 2}" font-size="10" fill="${ground.soft}" text-anchor="middle" ${halo}>${label}</text>`,
      );
    }
  }
  parts.push("</g>", ...words);
  for (const iri of graph.nodes()) {
    if (!canvas.isSeen(iri)) continue;
    const { kind, size, label } = graph.getNodeAttributes(iri);
    const { x, y } = at(iri);
    const radius = size * scale;
    parts.push(
      `<path transform="translate(${x} ${y}) scale(${(radius / 10).toFixed(3)})" d="${LOOKS[kind].path}" fill="${LOOKS[kind][theme]}"/>`,
    );
    lines(label, 10).forEach((line, number) => {
      const below = y + radius + 12 + number * 14;
      parts.push(
        `<text x="${x}" y="${below}" font-size="12" fill="${ground.ink}" text-anchor="middle" ${halo}>${escaped(line)}</text>`,
      );
    });
  }
  return [...parts, "</svg>"].join("\n");
}

/** The same as pixels, twice as fine. */
export async function drawnPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("PNG"))), "image/png");
  });
}

/** Facts as a table, one row for each article that tells one. */
export function tabled(
  facts: readonly Fact[],
  things: ReadonlyMap<string, Thing>,
  articles: ReadonlyMap<string, Article>,
  speech: Speech,
): string {
  const names = [
    "fact",
    "source",
    "role",
    "target",
    "topic",
    "said",
    "since",
    "until",
    "date",
    "confidence",
    "sources",
  ];
  const header = [
    ...names,
    "source_iri",
    "target_iri",
    "article",
    "publisher",
    "published",
    "doc",
    "start",
    "end",
    "rule",
  ];
  const rows = facts.flatMap((fact) => {
    const [source, target] = [things.get(fact.source), things.get(fact.target ?? "")];
    const told = [
      fact.kind, source?.label, roleOf(fact, speech), target?.label, fact.topic, fact.said, fact.start, fact.end,
      target?.date, fact.confidence ?? 1, fact.sources ?? 0, fact.source, fact.target,
    ]; // biome-ignore format: one row reads better than fourteen lines
    return (fact.quotes ?? []).map((quote) => {
      const article = articles.get(quote.doc);
      return [
        ...told,
        article?.title,
        article?.publisher,
        article?.date,
        quote.doc,
        quote.start,
        quote.end,
        quote.rule,
      ];
    });
  });
  return `\ufeff${[header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A cell of CSV; one that a spreadsheet would calculate begins with an apostrophe. */
function cell(value: string | number | undefined): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/u.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function downloaded(name: string, content: Blob | string, type: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
