import { useEffect, useRef, useState } from "preact/hooks";
import type { Bundle } from "./bundle";
import type { Canvas } from "./canvas";
import { useExplorer } from "./context";
import type { Content } from "./picture";
import { downloaded, drawnPng, drawnSvg, tabled } from "./saving";
import type { Word } from "./words";

interface Props {
  content: Content;
  bundles: Map<string, Bundle>;
  canvas(): Canvas | null;
}

/** What can be done with the picture: go back, see all of it, nearer, save. */
export function Toolbar({ content, bundles, canvas }: Props) {
  const { speech, route, go } = useExplorer();
  const canUndo = typeof history.state?.step === "number" && history.state.step > 0;
  return (
    <div class="toolbar" role="toolbar" aria-label={speech.say("picture")}>
      <button type="button" onClick={() => history.back()} disabled={!canUndo}>
        <Sign path="M8 5 4 9l4 4M4 9h7a4 4 0 0 1 0 8H8" /> <span>{speech.say("undo")}</span>
      </button>
      {route.list ? null : (
        <>
          <button
            type="button"
            aria-label={speech.say("zoomIn")}
            title={speech.say("zoomIn")}
            onClick={() => canvas()?.zoom(1 / 1.5)}
          >
            <Sign path="M10 4v12M4 10h12" />
          </button>
          <button
            type="button"
            aria-label={speech.say("zoomOut")}
            title={speech.say("zoomOut")}
            onClick={() => canvas()?.zoom(1.5)}
          >
            <Sign path="M4 10h12" />
          </button>
          <button type="button" onClick={() => canvas()?.fit(true)}>
            <Sign path="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4" /> <span>{speech.say("fit")}</span>
          </button>
        </>
      )}
      <button type="button" aria-pressed={route.list} onClick={() => go({ list: !route.list })}>
        <Sign path="M4 6h12M4 10h12M4 14h12" /> <span>{speech.say(route.list ? "picture" : "list")}</span>
      </button>
      <Save content={content} bundles={bundles} canvas={canvas} />
    </div>
  );
}

function Save({ content, bundles, canvas }: Props) {
  const { speech, theme, note } = useExplorer();
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    menu.current?.querySelector("button")?.focus();
    const away = (event: MouseEvent) => !menu.current?.parentElement?.contains(event.target as Node) && setOpen(false);
    addEventListener("click", away);
    return () => removeEventListener("click", away);
  }, [isOpen]);
  const facts = () => [...bundles.values()].flatMap((bundle) => bundle.facts);
  const csv = () => tabled(facts(), content.things, content.articles, speech);
  const svg = () => {
    const at = canvas();
    return at ? drawnSvg(at, bundles, theme, speech) : "";
  };
  const copied = (text: string) =>
    (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
      () => note(speech.say("copied")),
      () => note(speech.say("copyFailed")),
    );
  const ways: [Word, () => unknown, boolean][] = [
    ["copyLink", () => copied(location.href), true],
    ["copyCsv", () => copied(csv().slice(1)), true],
    ["saveCsv", () => downloaded("graph.csv", csv(), "text/csv"), true],
    ["savePng", () => drawnPng(svg()).then((png) => downloaded("graph.png", png, "image/png")), canvas() !== null],
    ["saveSvg", () => downloaded("graph.svg", svg(), "image/svg+xml"), canvas() !== null],
  ];
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: items.length - 1 }[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (step) {
      event.preventDefault();
      items[(at + step) % items.length]?.focus();
    }
  };
  return (
    <div class="save">
      <button ref={button} type="button" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Sign path="M10 4v8M6.5 9l3.5 3.5L13.5 9M4 16h12" /> <span>{speech.say("save")}</span>
      </button>
      {isOpen ? (
        <div ref={menu} role="menu" tabIndex={-1} class="menu" onKeyDown={press}>
          {ways
            .filter(([, , isPossible]) => isPossible)
            .map(([word, act]) => (
              <button
                key={word}
                type="button"
                role="menuitem"
                onClick={() => {
                  close();
                  act();
                }}
              >
                {speech.say(word)}
              </button>
            ))}
        </div>
      ) : null}
    </div>
  );
}

export function Sign({ path }: { path: string }) {
  return (
    <svg class="sign" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
