// What the reader has chosen. All of it stands in the address after "#", so that a view can be kept and sent.

const FACETS = ["status", "type", "kind", "state", "outlet", "source"];
const VIEWS = ["graph", "map", "list"];

const MOST_FETCHED = 60; // of which an address keeps track

const isNarrow = () => innerWidth <= 860;

const ROOM = 8500; // square pixels that an actor with its name and lines wants

/** Actors shown when the reader has not said how many: as many as the window has room for, of those in the first view. */
function usual() {
  const { clientWidth, clientHeight } = $("stage");
  return Math.min(FIRST_VIEW.nodes.length, Math.max(20, Math.round((clientWidth * clientHeight) / ROOM)));
}

const state = {
  lang: "en",
  theme: null, // null: as the system has it
  view: "graph",
  scene: { kind: "overview", ids: [] }, // overview | actor | pair | event | place | gathering
  status: new Set(), // empty: no filter
  type: new Set(),
  kind: new Set(),
  state: new Set(),
  outlet: new Set(),
  source: new Set(),
  min: 1,
  from: null, // days since 1970
  to: null,
  asOf: null,
  shown: usual(),
  more: [], // "actor wd:Q1": what was fetched from the service besides, in this order
};

function writeAddress() {
  const parts = new URLSearchParams();
  const add = (key, value) => value && parts.set(key, value);
  add("lang", state.lang !== WORDS.lang && state.lang);
  add("theme", state.theme);
  add("view", state.view !== "graph" && state.view);
  const { kind, ids } = state.scene;
  if (kind === "actor" || kind === "pair") add(kind, ids.map((n) => ACTORS[n].id).join(" "));
  if (kind === "event") add(kind, EVENTS[ids[0]].id);
  if (kind === "place") add(kind, PLACES[ids[0]].id);
  if (kind === "gathering") add(kind, GATHERINGS[ids[0]].id);
  add("overview", kind === "overview" && DATA.focus && "1");
  for (const facet of FACETS) add(facet, [...state[facet]].join("|"));
  add("min", state.min > 1 && String(state.min));
  add("from", state.from !== null && isoDay(state.from));
  add("to", state.to !== null && isoDay(state.to));
  add("asof", state.asOf !== null && isoDay(state.asOf));
  add("n", state.shown !== usual() && String(state.shown));
  add("more", state.more.join("|"));
  return parts.toString();
}

/** Take a fragment apart; whatever in it is unknown or malformed is passed over. */
function readAddress(fragment) {
  const parts = new URLSearchParams(fragment);
  const lang = parts.get("lang");
  state.lang = Object.hasOwn(WORDS.labels, lang) ? lang : WORDS.lang;
  LANG = state.lang;
  state.theme = ["dark", "light"].includes(parts.get("theme")) ? parts.get("theme") : null;
  state.view = VIEWS.includes(parts.get("view")) ? parts.get("view") : "graph";
  state.scene = readScene(parts);
  for (const facet of FACETS) state[facet] = new Set((parts.get(facet) ?? "").split("|").filter(Boolean));
  state.min = Math.max(1, Number.parseInt(parts.get("min") ?? "1", 10) || 1);
  state.from = dayNumber(parts.get("from"));
  state.to = dayNumber(parts.get("to"));
  state.asOf = dayNumber(parts.get("asof"));
  const shown = Number.parseInt(parts.get("n") ?? "", 10);
  state.shown = shown > 0 ? Math.min(shown, DATA.first.length) : usual();
  // What has been fetched stays, whatever the address says.
  if (WORDS.live) state.more = [...new Set([...state.more, ...(parts.get("more") ?? "").split("|").filter(Boolean)])].slice(0, MOST_FETCHED);
}

function readScene(parts) {
  const find = (key, index) => (parts.get(key) ?? "").split(" ").map((id) => index.get(id)).filter((n) => n !== undefined);
  for (const [kind, index, wanted] of [["event", EVENT_BY_ID, 1], ["pair", ACTOR_BY_ID, 2], ["actor", ACTOR_BY_ID, 1], ["place", PLACE_BY_ID, 1], ["gathering", GATHERING_BY_ID, 1]]) {
    const ids = find(kind, index);
    if (ids.length === wanted) return { kind, ids };
  }
  // A page about one actor, pair or event opens on it.
  if (DATA.focus && !parts.has("overview")) return { kind: DATA.focus[0], ids: DATA.focus[1] };
  return { kind: "overview", ids: [] };
}

let printing = false; // all events instead of the first ones, in the light colours
const MOST_PRINTED = 2000;

let render = () => {}; // set by 16-main.js
let reach = null; // set in a page of the service: fetches more of the graph (live/15-reach.js)

/** Change the state and draw anew; `step` makes the browser's Back button return to what was before. */
function change(values, { step = false } = {}) {
  Object.assign(state, values);
  LANG = state.lang;
  const fragment = writeAddress();
  const address = `#${fragment}`;
  if (address !== location.hash) {
    const depth = (history.state?.depth ?? 0) + (step ? 1 : 0);
    history[step ? "pushState" : "replaceState"]({ depth }, "", address);
  }
  render();
}

let trips = 0;

/** Look at something: an actor, a pair, an event, a place or the overview. */
function go(kind, ...ids) {
  const trip = ++trips;
  const from = state.scene;
  const there = () => change({ scene: { kind, ids } }, { step: true });
  const wait = reach?.before(kind, ids);
  // Whoever has gone elsewhere while it was fetched is not called back.
  if (wait) wait.then(() => trip === trips && state.scene === from && there());
  else there();
}

/** Where the reader was before; the overview when the page was opened here. */
function goBack() {
  if (history.state?.depth) history.back();
  else go("overview");
}

function toggle(facet, value) {
  const chosen = new Set(state[facet]);
  if (!chosen.delete(value)) chosen.add(value);
  change({ [facet]: chosen });
}

function clearFilters() {
  const none = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
  change({ ...none, min: 1, from: null, to: null, asOf: null });
}

function isFiltered() {
  return FACETS.some((facet) => state[facet].size) || state.min > 1 || state.from !== null || state.to !== null || state.asOf !== null;
}
