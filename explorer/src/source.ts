import type { Evidence, Hit, Kind, Neighbourhood, Overview, Page, Thing } from "./records";

/** Where answers come from: the page itself, or a server. A refusal is an Error with a sentence for the reader. */
export interface Source {
  overview(): Promise<Overview>;
  search(text: string, kind: Kind | ""): Promise<Hit[]>;
  neighbourhood(iri: string): Promise<Neighbourhood>;
  thing(iri: string): Promise<Page>;
  evidence(doc: string, start: number, end: number): Promise<Evidence>;
  /** Everything with its place, where all of it is at hand. */
  whole(): Neighbourhood | null;
  /** A thing that needs no asking. */
  known(iri: string): Thing | undefined;
}

/** Answers are asked for once. */
export function remembering<Key extends unknown[], Answer>(
  ask: (...key: Key) => Promise<Answer>,
  most = 300,
): (...key: Key) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...key) => {
    const name = JSON.stringify(key);
    let answer = answers.get(name);
    if (!answer) {
      answer = ask(...key);
      answer.catch(() => answers.delete(name));
      answers.set(name, answer);
      const oldest = answers.keys().next().value;
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    }
    return answer;
  };
}
