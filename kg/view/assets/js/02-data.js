// The view model (schema: kg/view/schema.py) and what is quickly derived from it.

const DATA = json("kg-data");
const WORDS = json("kg-words");
const FIRST_VIEW = json("kg-graph"); // made by pyvis: nodes with positions, edges, options
const { actors: ACTORS, places: PLACES, gatherings: GATHERINGS, documents: DOCS, times: TIMES, events: EVENTS } = DATA;

const DAY = 86400000;
const STATUSES = ["held", "ongoing", "planned", "proposed", "postponed", "cancelled", "rejected", "denied", "hypothetical", "none"];
const CALLED_OFF = new Set(["cancelled", "rejected", "denied"]);
const IN_PERSON = new Set(WORDS.inPerson);
const PENDING = new Set(WORDS.pending);

/** Days since 1970 of an ISO date, null for none. */
function dayNumber(iso) {
  if (!iso) return null;
  const value = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(value) ? null : value / DAY;
}

function isoDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** The whole IRI of a shortened one. */
function iri(short) {
  const at = short.indexOf(":");
  const base = DATA.prefixes[short.slice(0, at)];
  return base ? base + short.slice(at + 1) : short;
}

const TIME_DAYS = [];
const DOC_DAYS = [];
const EVENTS_OF = [];
const ACTOR_BY_ID = new Map();
const EVENT_BY_ID = new Map();
const GATHERING_BY_ID = new Map();
const PLACE_BY_ID = new Map();
let REPORT_DAYS = []; // days on which something was reported, in order: the steps of the "known by" slider

/** Actors of which all events are here, though the page may not have all of the graph. */
const COMPLETE = new Set(DATA.focus?.[0] === "actor" ? DATA.focus[1] : []);

/** Work out what follows from the model; again whenever the service has sent more of it. */
function derive() {
  TIMES.forEach(([, , start, end], n) => (TIME_DAYS[n] = [dayNumber(start), dayNumber(end)]));
  DOCS.forEach((doc, n) => (DOC_DAYS[n] = dayNumber(doc.date)));
  ACTORS.forEach((actor, n) => ((EVENTS_OF[n] = []), ACTOR_BY_ID.set(actor.id, n)));
  PLACES.forEach((place, n) => PLACE_BY_ID.set(place.id, n));
  GATHERINGS.forEach((gathering, n) => GATHERING_BY_ID.set(gathering.id, n));
  EVENTS.forEach((event, n) => {
    event.n = n;
    event.actors = [...new Set(event.people.map(([actor]) => actor))];
    const reported = event.reports.map(([doc]) => DOC_DAYS[doc]).filter((day) => day !== null);
    event.reported = reported.length ? Math.min(...reported) : null;
    EVENT_BY_ID.set(event.id, n);
    if (!event.gone) for (const actor of event.actors) EVENTS_OF[actor].push(event);
  });
  REPORT_DAYS = [...new Set(DOC_DAYS.filter((day) => day !== null))].sort((a, b) => a - b);
}

derive();

// Quotes and evidence, kept apart in blocks and packed when they are many: read when somebody looks at them.
const DETAILS = json("kg-details");
const blocks = new Map();
const LATER = new Map(); // mentions of events that the service has sent since, by the event's number

async function unpack(block) {
  if (DETAILS.encoding === "plain") return block;
  const bytes = Uint8Array.from(atob(block), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Mentions of an event with their words; a promise. */
async function mentionsOf(event) {
  if (LATER.has(event.n)) return LATER.get(event.n);
  const number = Math.floor(event.n / DETAILS.size);
  if (!blocks.has(number)) blocks.set(number, unpack(DETAILS.blocks[number]));
  return (await blocks.get(number))[event.n % DETAILS.size];
}
