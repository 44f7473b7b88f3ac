import { useEffect, useRef, useState } from "preact/hooks";
import { useExplorer } from "./context";
import { Shape } from "./parts";
import { type Hit, KINDS, type Kind } from "./records";
import { harmless, shortened } from "./text";

const PAUSE = 120; // milliseconds after a key until a server is asked

/** The search box: a combobox whose list is read with the arrow keys. */
export function Search() {
  const { source, speech, open, go } = useExplorer();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<Kind | "">("");
  const [hits, setHits] = useState<Hit[] | null>(null);
  const [chosen, choose] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const asked = text.trim();
    if (!asked) {
      setHits(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      source.search(asked, kind).then(
        (found) => {
          if (!isCurrent) return;
          setHits(found);
          choose(0);
        },
        () => isCurrent && setHits([]),
      );
    }, PAUSE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, kind, source]);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping = /^(INPUT|SELECT|TEXTAREA)$/u.test((event.target as HTMLElement).tagName);
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  const take = (hit: Hit | undefined) => {
    if (!hit) return;
    setOpen(false);
    const isThing = (KINDS as readonly string[]).includes(hit.kind);
    if (isThing) open(hit.iri);
    else if (hit.doc) go({ evidence: { doc: hit.doc, start: hit.start ?? 0, end: hit.end ?? 0 }, edge: null });
  };

  const press = (event: KeyboardEvent) => {
    const count = hits?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (count) choose((chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter") take(hits?.[chosen]);
    else if (event.key === "Escape" && (isOpen || text)) {
      event.stopPropagation();
      if (isOpen && hits) setOpen(false);
      else setText("");
    }
  };

  const isShown = isOpen && hits !== null;
  return (
    <search class="search">
      <svg class="lens" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="8.5" cy="8.5" r="5.5" />
        <path d="m13 13 5 5" />
      </svg>
      <input
        ref={box}
        id="search"
        type="text"
        role="combobox"
        aria-label={speech.say("search")}
        aria-expanded={isShown}
        aria-controls="hits"
        aria-autocomplete="list"
        aria-activedescendant={isShown && hits?.length ? `hit-${chosen}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={speech.say(innerWidth < 700 ? "searchShort" : "searchHint")}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setHits(null); // Enter must not take what was found for less
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={press}
      />
      <select
        aria-label={speech.say("kind")}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Kind | "")}
      >
        <option value="">{speech.language === "zh" ? "全部" : "All kinds"}</option>
        {KINDS.map((name) => (
          <option key={name} value={name}>
            {speech.say(name)}
          </option>
        ))}
      </select>
      {/* the list is there when closed, too, since the box names it */}
      <div id="hits" role="listbox" aria-label={speech.say("results")} hidden={!isShown}>
        {hits?.map((hit, number) => (
          <HitLine
            key={`${hit.iri}${hit.start}`}
            hit={hit}
            id={`hit-${number}`}
            isChosen={number === chosen}
            take={() => take(hit)}
          />
        ))}
        {hits?.length === 0 ? (
          <div class="none" role="option" tabIndex={-1} aria-selected="false" aria-disabled="true">
            {speech.say("noResults", shortened(text.trim(), 24))}
          </div>
        ) : null}
      </div>
    </search>
  );
}

function HitLine({ hit, id, isChosen, take }: { hit: Hit; id: string; isChosen: boolean; take(): void }) {
  const { speech } = useExplorer();
  const kind = KINDS.find((name) => name === hit.kind);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  const names = (hit.names ?? []).slice(0, 3).join("、");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the box has the focus and the keys
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isChosen}
      class="hit"
      onMouseDown={(event) => event.preventDefault()}
      onClick={take}
    >
      {kind ? (
        <Shape kind={kind} />
      ) : (
        <span class="quote-sign" aria-hidden="true">
          “
        </span>
      )}
      <span class="label">{harmless(shortened(hit.label, 46))}</span>
      <span class="snippet">{harmless(shortened([names, hit.snippet ?? ""].filter(Boolean).join(" · "), 60))}</span>
      <span class="what">{speech.term(hit.kind)}</span>
    </div>
  );
}
