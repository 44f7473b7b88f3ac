import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Theme } from "./looks";
import type { Overview } from "./records";
import type { Route } from "./route";
import type { Source } from "./source";
import type { Speech } from "./words";

/** What every part of the page may use. */
export interface Explorer {
  source: Source;
  overview: Overview;
  speech: Speech;
  theme: Theme;
  route: Route;
  /** Go to another view; `quietly` without a step to go back to. */
  go(change: Partial<Route>, quietly?: boolean): void;
  /** Open a thing's page and unfold what is next to it. */
  open(iri: string): void;
  /** Keep a thing where it is, or no longer. */
  pin(iri: string): void;
  /** Say something for a moment. */
  note(text: string): void;
}

export const ExplorerContext = createContext<Explorer | null>(null);

export function useExplorer(): Explorer {
  const explorer = useContext(ExplorerContext);
  if (!explorer) throw new Error("outside of the explorer");
  return explorer;
}
