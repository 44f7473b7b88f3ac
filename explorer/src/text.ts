/** The text before, within and behind a span that counts code points; a JavaScript string counts UTF-16 units. */
export function cut(text: string, start: number, end: number): [string, string, string] {
  const from = unit(text, 0, start);
  const to = unit(text, from, end - start);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

function unit(text: string, from: number, points: number): number {
  let at = from;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** A name in at most so many characters, beginning and end kept. */
export function shortened(text: string, most: number): string {
  const points = Array.from(text);
  if (points.length <= most) return text;
  const tail = Math.floor(most / 3);
  return `${points.slice(0, most - tail - 1).join("")}…${points.slice(-tail).join("")}`;
}

/** A name in lines of about equal length, at most two. */
export function lines(text: string, width: number): string[] {
  const points = Array.from(shortened(text, width * 2));
  if (points.length <= width) return [points.join("")];
  const half = Math.ceil(points.length / 2);
  return [points.slice(0, half).join(""), points.slice(half).join("")];
}

/** Numbers of articles and things as each language writes them. */
export function number(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** The characters that do not show, or would turn the order of writing, as a sign that something is there. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
