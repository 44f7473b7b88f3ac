import { useExplorer } from "./context";
import { useAnswer } from "./loading";
import { BodyPage, EventPage, InitiativePage, PersonPage, PlacePage, told } from "./pages";
import { Name, Shape } from "./parts";
import type { Kind, Thing } from "./records";
import { harmless, number } from "./text";

const PAGES = {
  person: PersonPage,
  event: EventPage,
  organization: BodyPage,
  place: PlacePage,
  initiative: InitiativePage,
};

/** The page of the thing that is open. */
export function ThingPanel({ iri }: { iri: string }) {
  const { source, speech, overview } = useExplorer();
  const loading = useAnswer(() => source.thing(iri), iri);
  if (loading.state === "loading") return <p class="wait">{speech.say("loading")}</p>;
  if (loading.state === "failed") return <p class="failed">{speech.say("failed", harmless(loading.why))}</p>;
  const page = loading.answer;
  const { thing } = page;
  const Page = PAGES[thing.kind];
  const provinces = (thing.provinces ?? []).map((code) => overview.provinces[code]?.[1] ?? code);
  const dates = thing.end ? `${thing.date}—${thing.end}` : thing.date;
  return (
    <article class="page" aria-labelledby="page-title">
      <header>
        <p class="badge">
          <Shape kind={thing.kind} /> {speech.say(thing.kind)}
          {(thing.types ?? []).map((type) => (
            <span key={type} class="tag">
              {speech.term(type)}
            </span>
          ))}
        </p>
        <h2 id="page-title" tabIndex={-1}>
          {harmless(thing.label)}
        </h2>
        {thing.names?.length ? (
          <p class="names">
            {speech.say("alsoNamed")} {harmless(thing.names.join("、"))}
          </p>
        ) : null}
        <p class="about">
          {dates ? <span class="date">{dates}</span> : null}
          {thing.dates?.length ? <span title={thing.dates.join("\n")}>{speech.say("disagree")}</span> : null}
          {provinces.length ? <span>{provinces.join("、")}</span> : null}
          {thing.code ? <span class="code">{thing.code}</span> : null}
        </p>
        {(thing.themes ?? []).map((theme) => (
          <p key={theme} class="theme">
            {speech.say("theme_")} “{harmless(theme)}”
          </p>
        ))}
        <Actions thing={thing} />
      </header>
      <Page of={told(page)} />
      {page.more ? <p class="wait">{speech.say("moreFacts", number(page.more, speech.language))}</p> : null}
    </article>
  );
}

function Actions({ thing }: { thing: Thing }) {
  const { speech, route, go, pin } = useExplorer();
  const { iri } = thing;
  const isPinned = iri in route.pinned;
  return (
    <p class="actions">
      {route.grown.includes(iri) ? null : (
        <button type="button" onClick={() => go({ grown: [...route.grown, iri] })}>
          {speech.say("grow")}
        </button>
      )}
      <button type="button" aria-pressed={isPinned} onClick={() => pin(iri)}>
        {speech.say(isPinned ? "unpin" : "pin")}
      </button>
      <button
        type="button"
        onClick={() =>
          go({ hidden: [...route.hidden, iri], grown: route.grown.filter((other) => other !== iri), focus: "" })
        }
      >
        {speech.say("hide")}
      </button>
    </p>
  );
}

/** What is shown before anything is open. */
export function Welcome() {
  const { overview, speech } = useExplorer();
  const kinds = Object.entries(overview.counts) as [Kind, number][];
  const [first, ...near] = overview.first.things;
  return (
    <article class="page welcome">
      <h2>{speech.say("welcome")}</h2>
      <p>{speech.say("welcomeMore")}</p>
      <ul class="counts">
        {kinds.map(([kind, count]) => (
          <li key={kind}>
            <Shape kind={kind} size={18} />
            <b>{number(count, speech.language)}</b> {speech.say(kind)}
          </li>
        ))}
        <li>
          <b>{speech.say("holds", number(overview.articles, speech.language))}</b>
        </li>
      </ul>
      {first ? (
        <section class="part">
          <h3>{speech.say("beginWith")}</h3>
          <ul class="chips">
            {[first, ...near.slice(0, 7)].map((thing) => (
              <li key={thing.iri}>
                <Name thing={thing} most={24} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </article>
  );
}
