import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Canvas } from "./canvas";
import { type Explorer, ExplorerContext } from "./context";
import { EvidencePanel } from "./evidence";
import { Filters } from "./filters";
import { List } from "./list";
import type { Theme } from "./looks";
import { ThingPanel, Welcome } from "./panel";
import { useContent, useSeen } from "./picture";
import type { Overview } from "./records";
import { HOME, type Route, read, written } from "./route";
import { Search } from "./search";
import type { Source } from "./source";
import { Stage } from "./stage";
import { harmless, number } from "./text";
import { Sign, Toolbar } from "./toolbar";
import { type Language, speech as spoken } from "./words";

/** The address bar and what is seen are one: every change is a step that Back undoes. */
function useRoute(): [Route, Explorer["go"]] {
  const [route, setRoute] = useState(() => read(location.hash));
  const current = useRef(route);
  current.current = route;
  useEffect(() => {
    const turned = () => setRoute(read(location.hash));
    addEventListener("popstate", turned);
    addEventListener("hashchange", turned);
    return () => {
      removeEventListener("popstate", turned);
      removeEventListener("hashchange", turned);
    };
  }, []);
  const go = useCallback((change: Partial<Route>, quietly = false) => {
    const next = { ...current.current, ...change };
    const hash = written(next);
    if (hash === written(current.current)) return;
    const step = typeof history.state?.step === "number" ? history.state.step : 0;
    if (quietly) history.replaceState({ step }, "", hash);
    else history.pushState({ step: step + 1 }, "", hash);
    current.current = next;
    setRoute(next);
  }, []);
  return [route, go];
}

/** A choice that is remembered where the browser allows it. */
function useChoice<Value extends string>(name: string, first: () => Value): [Value, (value: Value) => void] {
  const [value, set] = useState<Value>(() => {
    try {
      return (localStorage.getItem(name) as Value | null) ?? first();
    } catch {
      return first();
    }
  });
  return [
    value,
    (chosen) => {
      set(chosen);
      try {
        localStorage.setItem(name, chosen);
      } catch {
        // not remembered, then
      }
    },
  ];
}

export function App({ source, overview }: { source: Source; overview: Overview }) {
  const [route, go] = useRoute();
  const [language, setLanguage] = useChoice<Language>("language", () =>
    navigator.language.startsWith("zh") ? "zh" : "en",
  );
  const [theme, setTheme] = useChoice<Theme>("theme", () =>
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
  const [said, note] = useState("");
  const [areFiltersOpen, openFilters] = useState(() => innerWidth >= 1000);
  const [canDraw, setCanDraw] = useState(true);
  const canvas = useRef<Canvas | null>(null);
  const speech = useMemo(() => spoken(language, overview.words), [language, overview]);
  const content = useContent(source, overview, route.grown);
  const shown = useSeen(content, route);
  const panel = useRef<HTMLElement>(null);

  const open = useCallback(
    (iri: string) => {
      const isHere = route.grown.includes(iri);
      go({
        focus: iri,
        grown: isHere ? route.grown : [...route.grown, iri],
        hidden: route.hidden.filter((other) => other !== iri),
        evidence: null,
        edge: null,
      });
    },
    [go, route],
  );
  const pin = useCallback(
    (iri: string) => {
      const { [iri]: there, ...others } = route.pinned;
      const at = canvas.current?.places().get(iri);
      if (there) go({ pinned: others });
      else if (at) go({ pinned: { ...route.pinned, [iri]: [Math.round(at.x), Math.round(at.y)] } });
    },
    [go, route],
  );
  const explorer = useMemo(
    () => ({ source, overview, speech, theme, route, go, open, pin, note }),
    [source, overview, speech, theme, route, go, open, pin],
  );

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    document.documentElement.dataset.theme = theme;
    document.title = speech.say("title");
  }, [language, theme, speech]);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => note(""), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      if (route.evidence) go({ evidence: null, edge: null });
      else if (route.focus) go({ focus: "" });
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [go, route]);
  const opened = route.evidence ? `${route.evidence.doc} ${route.evidence.start}` : route.focus;
  // another page begins at its top
  useEffect(() => panel.current?.scrollTo(0, 0), [opened]);

  useEffect(() => {
    if (content.isHere) document.body.dataset.drawn = String(content.things.size);
  }, [content]);
  const things = useMemo(() => new Map([...content.things].filter(([iri]) => shown.things.has(iri))), [content, shown]);
  const edge = route.edge;
  const others = edge ? (content.bundles.get(`${edge[0]} ${edge[1]}`)?.facts ?? []) : [];
  const isList = route.list || !canDraw;
  return (
    <ExplorerContext.Provider value={explorer}>
      <button type="button" class="skip" onClick={() => go({ list: true })}>
        {speech.say("skip")}
      </button>
      <header class="top">
        <h1>
          <button type="button" class="wordmark" onClick={() => go({ ...HOME })}>
            <Mark />
            <span>{speech.say("title")}</span>
          </button>
        </h1>
        <Search />
        <div class="choices">
          <button
            type="button"
            class="filters-toggle"
            aria-expanded={areFiltersOpen}
            aria-controls="filters"
            onClick={() => openFilters(!areFiltersOpen)}
          >
            <Sign path="M3 5h14M6 10h8M8.5 15h3" /> <span>{speech.say("filters")}</span>
          </button>
          <button
            type="button"
            lang={language === "zh" ? "en" : "zh"}
            onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
          >
            {speech.say("language")}
          </button>
          <button
            type="button"
            aria-label={speech.say("theme")}
            title={speech.say("theme")}
            onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
          >
            <Sign path="M10 3a7 7 0 1 0 7 7 5.5 5.5 0 0 1-7-7Z" />
          </button>
        </div>
      </header>
      <aside id="filters" class="left" aria-label={speech.say("filters")} hidden={!areFiltersOpen}>
        <Filters things={[...content.things.values()]} facts={content.facts} />
      </aside>
      <main>
        <Toolbar content={content} bundles={shown.bundles} canvas={() => (isList ? null : canvas.current)} />
        {canDraw ? null : <p class="failed">{speech.say("noWebgl")}</p>}
        {isList ? (
          <List things={things} bundles={[...shown.bundles.values()]} />
        ) : (
          <Stage
            content={content}
            shown={shown}
            ready={(made) => {
              canvas.current = made;
            }}
            failed={() => setCanDraw(false)}
          />
        )}
        <p class="status" role="status">
          {said || speech.say("showing", number(shown.things.size, language), number(shown.bundles.size, language))}
          {content.more ? ` · ${speech.say("more", number(content.more, language))}` : ""}
          {content.failed ? ` · ${speech.say("failed", harmless(content.failed))}` : ""}
          {route.hidden.length ? (
            <button type="button" class="link" onClick={() => go({ hidden: [] })}>
              {speech.say("hiddenCount", route.hidden.length)} · {speech.say("showAll")}
            </button>
          ) : null}
        </p>
      </main>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it */}
      <section class="right" ref={panel} tabIndex={0} aria-label={speech.say("openPage")}>
        {route.evidence ? <EvidencePanel place={route.evidence} others={others} /> : null}
        {route.evidence ? null : route.focus ? <ThingPanel iri={route.focus} /> : <Welcome />}
      </section>
    </ExplorerContext.Provider>
  );
}

/** Three things and what links them. */
function Mark() {
  return (
    <svg class="mark" viewBox="-12 -12 24 24" width="26" height="26" aria-hidden="true">
      <path class="line" d="M-6 6 0-6 7 5" />
      <circle cx="0" cy="-6" r="4" />
      <rect x="-10" y="3" width="7" height="7" rx="1" />
      <path class="star" d="M7-0 8.5 3.4 12 3.8 9.4 6.3 10 10 7 8.1 4 10 4.6 6.3 2 3.8 5.5 3.4Z" />
    </svg>
  );
}
