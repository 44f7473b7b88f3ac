import { useMemo } from "preact/hooks";
import { useExplorer } from "./context";
import { isFiltering, roleKey } from "./filter";
import { Shape } from "./parts";
import { type Fact, KINDS, type Kind, type Thing } from "./records";
import { type Filter, NO_FILTER } from "./route";

const MANY_ROLES = 24;

/** Legend and filters in one: what is in the picture, and what of it is shown. */
export function Filters({ things, facts }: { things: Thing[]; facts: Fact[] }) {
  const { speech, route, go, overview } = useExplorer();
  const { filter } = route;
  const change = (part: Partial<Filter>) => go({ filter: { ...filter, ...part } }, true);
  const kinds = useMemo(() => counted(things.map((thing) => thing.kind)), [things]);
  const roles = useMemo(() => counted(facts.filter((fact) => fact.target).map(roleKey)), [facts]);
  const provinces = useMemo(() => counted(things.flatMap((thing) => thing.provinces ?? [])), [things]);
  const toggled = <Key,>(all: Key[], one: Key) =>
    all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{speech.say("kinds")}</legend>
        {KINDS.map((kind: Kind) => (
          <label key={kind} class="kind">
            <input
              type="checkbox"
              checked={!filter.kinds.includes(kind)}
              onChange={() => change({ kinds: toggled(filter.kinds, kind) })}
            />
            <Shape kind={kind} />
            <span>{speech.say(kind)}</span>
            <span class="count">{kinds.get(kind) ?? 0}</span>
          </label>
        ))}
      </fieldset>
      <Time things={things} />
      <fieldset>
        <legend>{speech.say("roles")}</legend>
        <div class="roles">
          {[...roles].slice(0, MANY_ROLES).map(([role, count]) => (
            <label key={role} class="chip">
              <input
                type="checkbox"
                checked={!filter.roles.includes(role)}
                onChange={() => change({ roles: toggled(filter.roles, role) })}
              />
              <span>
                {speech.term(role)} <span class="count">{count}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <label class="row">
        <span>{speech.say("province")}</span>
        <select value={filter.province} onChange={(event) => change({ province: event.currentTarget.value })}>
          <option value="">{speech.say("everywhere")}</option>
          {[...provinces].map(([code, count]) => (
            <option key={code} value={code}>
              {overview.provinces[code]?.[1] ?? code} ({count})
            </option>
          ))}
        </select>
      </label>
      <label class="row">
        <span>
          {speech.say("confidence")} <output>{filter.confidence.toFixed(2)}</output>
        </span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          value={filter.confidence}
          onInput={(event) => change({ confidence: Number(event.currentTarget.value) })}
        />
      </label>
      <label class="row">
        <span>{speech.say("sources")}</span>
        <select value={filter.sources} onChange={(event) => change({ sources: Number(event.currentTarget.value) })}>
          {[1, 2, 3, 5].map((least) => (
            <option key={least} value={least}>
              {least}
            </option>
          ))}
        </select>
      </label>
      {isFiltering(filter) ? (
        <button type="button" class="clear" onClick={() => go({ filter: NO_FILTER })}>
          {speech.say("clear")}
        </button>
      ) : null}
    </form>
  );
}

/** Months of the events, how many in each, and the stretch of them that is shown. */
function Time({ things }: { things: Thing[] }) {
  const { speech, route, go } = useExplorer();
  const { filter } = route;
  const months = useMemo(() => monthsOf(things), [things]);
  const first = months[0] ?? "";
  const last = months.at(-1) ?? "";
  const span = months.length ? index(last) - index(first) : 0;
  const bins = useMemo(() => binned(months, index(first), span), [months, first, span]);
  if (!months.length) return <p class="wait">{speech.say("noDates")}</p>;
  const from = filter.from ? Math.min(Math.max(index(filter.from) - index(first), 0), span) : 0;
  const to = filter.to ? Math.max(Math.min(index(filter.to) - index(first), span), 0) : span;
  const change = (part: Partial<Filter>) => go({ filter: { ...filter, ...part } }, true);
  const highest = Math.max(...bins);
  return (
    <fieldset class="time">
      <legend>{speech.say("time")}</legend>
      <svg class="bins" viewBox={`0 0 ${bins.length} 10`} preserveAspectRatio="none" aria-hidden="true">
        {bins.map((count, number) => {
          const height = (count / highest) * 10;
          const at = span ? (number / bins.length) * (span + 1) : 0;
          const isIn = at + (span + 1) / bins.length > from && at <= to;
          return (
            <rect key={number} class={isIn ? "in" : ""} x={number + 0.1} width={0.8} y={10 - height} height={height} />
          );
        })}
      </svg>
      <label>
        <span>
          {speech.say("timeFrom")} <output>{month(index(first) + from)}</output>
        </span>
        <input
          id="from"
          type="range"
          min="0"
          max={span}
          value={from}
          aria-valuetext={month(index(first) + from)}
          onInput={(event) => {
            const value = Math.min(Number(event.currentTarget.value), to);
            change({ from: value === 0 ? "" : month(index(first) + value) });
          }}
        />
      </label>
      <label>
        <span>
          {speech.say("timeTo")} <output>{month(index(first) + to)}</output>
        </span>
        <input
          id="to"
          type="range"
          min="0"
          max={span}
          value={to}
          aria-valuetext={month(index(first) + to)}
          onInput={(event) => {
            const value = Math.max(Number(event.currentTarget.value), from);
            change({ to: value === span ? "" : month(index(first) + value) });
          }}
        />
      </label>
      <label class="kind">
        <input
          type="checkbox"
          checked={filter.undated}
          onChange={(event) => change({ undated: event.currentTarget.checked })}
        />
        <span>{speech.say("undated")}</span>
      </label>
    </fieldset>
  );
}

const BINS = 40;

function monthsOf(things: Thing[]): string[] {
  const dates = things.filter((thing) => thing.kind === "event" && thing.date).map((thing) => thing.date ?? "");
  return dates.map((date) => (date.length === 4 ? `${date}-01` : date.slice(0, 7))).sort();
}

/** Months since the year 0. */
function index(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}

function month(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

function binned(months: string[], first: number, span: number): number[] {
  const bins = new Array<number>(Math.min(span + 1, BINS)).fill(0);
  for (const one of months) {
    const at = Math.min(Math.floor(((index(one) - first) / (span + 1)) * bins.length), bins.length - 1);
    bins[at] = (bins[at] ?? 0) + 1;
  }
  return bins;
}

function counted<Key>(all: Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return new Map([...counts].sort(([, one], [, other]) => other - one));
}
