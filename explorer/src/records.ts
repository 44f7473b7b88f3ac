/** What the explorer is told: the shapes of `kg/exploring/records.py`, where a field that has its default is absent. */

export type Kind = "person" | "organization" | "place" | "event" | "initiative";
export const KINDS: readonly Kind[] = ["person", "organization", "event", "initiative", "place"];

export interface Quote {
  doc: string;
  start: number; // code points of the raw text
  end: number;
  rule: string;
  confidence?: number;
  text?: string;
}

export interface Fact {
  kind: string;
  source: string;
  target?: string;
  role?: string;
  status?: string;
  topic?: string;
  said?: string;
  start?: string;
  end?: string;
  confidence?: number;
  sources?: number;
  quotes?: Quote[];
}

export interface Thing {
  iri: string;
  kind: Kind;
  label: string;
  names?: string[];
  types?: string[];
  date?: string;
  end?: string;
  dates?: string[];
  themes?: string[];
  code?: string;
  provinces?: string[];
  sound?: string;
  x?: number;
  y?: number;
}

export interface Article {
  doc: string;
  title?: string;
  publisher?: string;
  date?: string;
  url?: string;
  first?: string;
  text?: string;
}

export interface Neighbourhood {
  things: Thing[];
  facts: Fact[];
  articles: Article[];
  more: number;
}

export interface Page {
  thing: Thing;
  facts: Fact[];
  things: Thing[];
  articles: Article[];
  below: string[];
  acts?: Fact[]; // what was done at an event
  more: number;
}

export interface Evidence {
  article: Article;
  text: string;
  offset: number;
  start: number;
  end: number;
  facts: Fact[];
  things: Thing[];
  articles: Article[];
}

export type Words = Record<string, [string, string]>;

export interface Overview {
  counts: Record<string, number>;
  articles: number;
  words: Words;
  provinces: Words;
  first: Neighbourhood;
}

/** The single file's content. */
export interface Picture {
  counts: Record<string, number>;
  words: Words;
  provinces: Words;
  scripts: [string, string]; // Traditional characters that may be typed, and the Simplified that stand in it
  things: Thing[];
  facts: Fact[];
  articles: Article[];
  acts?: Fact[];
}

export interface Hit {
  iri: string;
  kind: string; // a Kind, or statement, evidence, article
  label: string;
  names?: string[];
  snippet?: string;
  doc?: string;
  start?: number;
  end?: number;
}
