import { useEffect, useState } from "preact/hooks";

export type Loading<Answer> =
  | { state: "loading" }
  | { state: "failed"; why: string }
  | { state: "here"; answer: Answer };

/** An answer that takes a while; the last one asked for counts, whichever comes first. */
export function useAnswer<Answer>(ask: () => Promise<Answer>, key: string): Loading<Answer> {
  const [loading, set] = useState<Loading<Answer>>({ state: "loading" });
  // the key says when another answer is asked for
  useEffect(() => {
    let isCurrent = true;
    set({ state: "loading" });
    ask().then(
      (answer) => isCurrent && set({ state: "here", answer }),
      (error: unknown) =>
        isCurrent && set({ state: "failed", why: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return loading;
}
