import type { Evidence, Hit, Neighbourhood, Overview, Page } from "./records";
import { remembering, type Source } from "./source";

/** Answers from `kg serve`, by the paths of its API relative to the page. */
export function served(root = "api/"): Source {
  async function ask<Answer>(path: string, parameters: Record<string, string>): Promise<Answer> {
    const asked = Object.entries(parameters).filter(([, value]) => value !== "");
    const response = await fetch(`${root}${path}?${new URLSearchParams(asked)}`, {
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(await refusal(response));
    return (await response.json()) as Answer;
  }
  return {
    overview: remembering(() => ask<Overview>("overview", {})),
    search: async (text, kind) => (await ask<{ hits: Hit[] }>("search", { q: text, kind, limit: "12" })).hits,
    neighbourhood: remembering((iri: string) => ask<Neighbourhood>("neighbourhood", { iri })),
    thing: remembering((iri: string) => ask<Page>("things", { iri })),
    evidence: remembering((doc: string, start: number, end: number) =>
      ask<Evidence>("evidence", { doc, start: String(start), end: String(end) }),
    ),
    whole: () => null,
    known: () => undefined,
  };
}

async function refusal(response: Response): Promise<string> {
  try {
    const told: unknown = await response.json();
    if (told && typeof told === "object") {
      for (const name of ["detail", "error", "message", "title"]) {
        const value = (told as Record<string, unknown>)[name];
        if (typeof value === "string") return value;
      }
    }
  } catch {
    // no JSON: the status must do
  }
  return `${response.status} ${response.statusText}`;
}
