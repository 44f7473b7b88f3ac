import { roleOf } from "./bundle";
import { useExplorer } from "./context";
import type { Told } from "./pages";
import { Name, Proof } from "./parts";
import type { Fact } from "./records";
import { harmless } from "./text";

/** A point of a year: 2023-07 is 2023.5. */
function year(date: string): number {
  const [whole, month = "1", day = "1"] = date.split("-");
  return Number(whole) + (Number(month) - 1) / 12 + (Number(day) - 1) / 366;
}

/** Posts, each with the term that articles tell and the days of their reports on one scale of years. */
export function PostsOverTime({ posts, of, other }: { posts: Fact[]; of: Told; other: "source" | "target" }) {
  const { speech } = useExplorer();
  const rows = posts.map((fact) => ({
    fact,
    reports: [...new Set((fact.quotes ?? []).map((quote) => of.articles.get(quote.doc)?.date ?? ""))]
      .filter(Boolean)
      .sort(),
  }));
  const rank = { current: 0, designated: 1, former: 2 } as Record<string, number>;
  rows.sort(
    (a, b) =>
      (rank[a.fact.status ?? ""] ?? 3) - (rank[b.fact.status ?? ""] ?? 3) ||
      (b.reports[0] ?? "").localeCompare(a.reports[0] ?? ""),
  );
  const moments = rows
    .flatMap(({ fact, reports }) => [...reports, fact.start ?? "", fact.end ?? ""])
    .filter(Boolean)
    .map(year);
  const [first, last] = [Math.floor(Math.min(...moments)), Math.ceil(Math.max(...moments) + 0.01)];
  const at = (date: string) => `${((year(date) - first) / Math.max(last - first, 1)) * 100}%`;
  const hasScale = moments.length > 0;
  return (
    <ul class="posts">
      {rows.map(({ fact, reports }) => (
        <li key={JSON.stringify(fact)} class={fact.status}>
          <span class="told">
            <Name thing={of.things.get(fact[other] ?? "")} most={30} />{" "}
            <span class="role">{harmless(roleOf(fact, speech))}</span>
            {fact.start || fact.end ? <span class="years">{`${fact.start ?? ""}—${fact.end ?? ""}`}</span> : null}
          </span>
          <Proof fact={fact} />
          {hasScale && (
            <span class="scale" role="img" aria-label={speech.say("reported", reports.join(", ") || "?")}>
              {fact.start || fact.end ? (
                <span
                  class="term"
                  style={{
                    left: at(fact.start || String(first)),
                    right: `calc(100% - ${at(fact.end || String(last))})`,
                  }}
                />
              ) : null}
              {reports.map((date) => (
                <span key={date} class="dot" style={{ left: at(date) }} title={speech.say("reported", date)} />
              ))}
            </span>
          )}
        </li>
      ))}
      {hasScale && (
        <li class="years-scale" aria-hidden="true">
          <span>{first}</span>
          <span>{last}</span>
        </li>
      )}
    </ul>
  );
}
