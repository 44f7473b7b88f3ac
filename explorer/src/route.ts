import { KINDS, type Kind } from "./records";

/** Everything that a view is made of; its permalink is the part of the address behind #. */
export interface Route {
  focus: string; // IRI of the thing whose page is open
  grown: string[]; // IRIs whose neighbourhoods are in the picture, in the order of clicks
  hidden: string[];
  pinned: Record<string, [number, number]>;
  evidence: { doc: string; start: number; end: number } | null;
  edge: [string, string] | null; // whose facts are listed beside the evidence
  list: boolean; // as a list instead of a picture
  filter: Filter;
}

export interface Filter {
  kinds: Kind[]; // that are left out
  roles: string[]; // that are left out: the kind of fact, or kind/role
  from: string; // ISO, a month
  to: string;
  undated: boolean;
  province: string;
  confidence: number;
  sources: number;
}

export const NO_FILTER: Filter = {
  kinds: [],
  roles: [],
  from: "",
  to: "",
  undated: true,
  province: "",
  confidence: 0,
  sources: 1,
};

export const HOME: Route = {
  focus: "",
  grown: [],
  hidden: [],
  pinned: {},
  evidence: null,
  edge: null,
  list: false,
  filter: NO_FILTER,
};

const BASE = "https://w3id.org/governance-kg/id/"; // which goes without saying in an address

const short = (iri: string) => (iri.startsWith(BASE) ? iri.slice(BASE.length) : iri);
const full = (text: string) => (text === "" || /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : BASE + text);

export function written(route: Route): string {
  const told = new URLSearchParams();
  const { filter } = route;
  if (route.focus) told.set("thing", short(route.focus));
  for (const iri of route.grown) if (iri !== route.focus || route.grown.length > 1) told.append("with", short(iri));
  for (const iri of route.hidden) told.append("hide", short(iri));
  for (const [iri, [x, y]] of Object.entries(route.pinned))
    told.append("pin", `${Math.round(x)},${Math.round(y)},${short(iri)}`);
  if (route.evidence) told.set("evidence", `${route.evidence.start},${route.evidence.end},${route.evidence.doc}`);
  if (route.edge) for (const iri of route.edge) told.append("edge", short(iri));
  if (route.list) told.set("view", "list");
  for (const kind of filter.kinds) told.append("no", kind);
  for (const role of filter.roles) told.append("norole", role);
  if (filter.from) told.set("from", filter.from);
  if (filter.to) told.set("to", filter.to);
  if (!filter.undated) told.set("undated", "no");
  if (filter.province) told.set("province", filter.province);
  if (filter.confidence) told.set("confidence", String(filter.confidence));
  if (filter.sources > 1) told.set("sources", String(filter.sources));
  return told.size ? `#${told}` : "#";
}

export function read(hash: string): Route {
  const told = new URLSearchParams(hash.replace(/^#/u, ""));
  const focus = full(told.get("thing") ?? "");
  const grown = told.getAll("with").map(full);
  const edge = told.getAll("edge").map(full);
  return {
    focus,
    grown: grown.length ? grown : focus ? [focus] : [],
    hidden: told.getAll("hide").map(full),
    pinned: Object.fromEntries(
      told
        .getAll("pin")
        .map(pin)
        .filter((one) => one !== null),
    ),
    evidence: place(told.get("evidence") ?? ""),
    edge: edge[0] && edge[1] ? [edge[0], edge[1]] : null,
    list: told.get("view") === "list",
    filter: {
      kinds: KINDS.filter((kind) => told.getAll("no").includes(kind)),
      roles: told.getAll("norole"),
      from: month(told.get("from")),
      to: month(told.get("to")),
      undated: told.get("undated") !== "no",
      province: /^\d{6}$/u.test(told.get("province") ?? "") ? (told.get("province") ?? "") : "",
      confidence: Math.min(Math.max(Number(told.get("confidence")) || 0, 0), 1),
      sources: Math.max(Math.round(Number(told.get("sources")) || 1), 1),
    },
  };
}

const month = (text: string | null) => (text && /^\d{4}-\d\d$/u.test(text) ? text : "");

function place(text: string): Route["evidence"] {
  const [start, end, ...doc] = text.split(",");
  const span = [Number(start), Number(end)];
  if (!doc.length || !span.every((at) => Number.isInteger(at) && at >= 0)) return null;
  return { doc: doc.join(","), start: span[0] ?? 0, end: span[1] ?? 0 };
}

function pin(text: string): [string, [number, number]] | null {
  const [x, y, ...iri] = text.split(",");
  const at: [number, number] = [Number(x), Number(y)];
  return iri.length && at.every(Number.isFinite) ? [full(iri.join(",")), at] : null;
}
