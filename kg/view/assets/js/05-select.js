// From what the reader has chosen to the events that fit, and how many there would be of each kind.

let seenAsOf; // day for which `seen` holds
let seen = [];

/** Forget what was worked out: events have changed, and what is new is told as of the chosen day, too. */
function forget() {
  seenAsOf = undefined;
}

/** An event as the documents issued by the chosen day tell it: {status, time, place, counts, reports, conflicts, part}; null when none did. */
function known(event) {
  if (event.gone) return null; // the service says that the graph has it no longer
  if (seenAsOf !== state.asOf) {
    seenAsOf = state.asOf;
    seen = [];
    retell();
  }
  seen[event.n] ??= { value: state.asOf === null ? whole(event) : until(event, state.asOf) };
  return seen[event.n].value;
}

function whole(event) {
  return { status: event.status, time: event.time, place: event.place, counts: event.counts, reports: event.reports.map((_, n) => n), conflicts: event.conflicts, part: "" };
}

/** Documents without a date do not count: nobody can tell whether they were known by then. */
function until(event, day) {
  const then = believed(event, day);
  if (then === null || then === event) return then && whole(event);
  const reports = event.reports.map((_, n) => n).filter((n) => DOC_DAYS[event.reports[n][0]] !== null && DOC_DAYS[event.reports[n][0]] <= day);
  const { status, time, place, counts, conflicts } = then;
  return { status, time, place, counts, reports, conflicts, part: `belief=${event.beliefs.indexOf(then)};` };
}

/** What was believed of an event on a day: one of its beliefs, the event itself, or null. */
function believed(event, day) {
  if (event.since !== null && dayNumber(event.since) <= day) return event;
  return event.beliefs.findLast(({ since }) => dayNumber(since) <= day) ?? null;
}

/** Who takes part and what it is are told by the reports, too: put what was believed on the chosen day in place. */
function retell() {
  const changed = EVENTS.filter((event) => {
    if (!event.beliefs.length) return false;
    event.now ??= { type: event.type, people: event.people };
    const then = state.asOf === null ? event : believed(event, state.asOf) ?? event;
    const type = then === event ? event.now.type : then.type;
    const people = (then !== event && then.people) || event.now.people;
    if (type === event.type && String(people) === String(event.people)) return false;
    Object.assign(event, { type, people, kinds: undefined, states: undefined });
    return true;
  });
  if (changed.length) derive();
}

/** What the reader looks at, in words; empty for the overview. */
function sceneTitle() {
  const { kind, ids } = state.scene;
  if (kind === "event") return eventLabel(EVENTS[ids[0]], known(EVENTS[ids[0]]) ?? whole(EVENTS[ids[0]]));
  const things = { actor: ACTORS, pair: ACTORS, place: PLACES, gathering: GATHERINGS }[kind] ?? [];
  return kind === "overview" ? "" : ids.map((n) => nameOf(things[n])).join(" \u2013 ");
}

/** Whether an event is in the scene that the reader looks at; in the overview all are. */
function inScene(event) {
  const { kind, ids } = state.scene;
  if (kind === "event") return event.n === ids[0];
  if (kind === "place") return known(event).place === ids[0];
  if (kind === "gathering") return event.gathering?.[0] === ids[0];
  return ids.every((actor) => event.actors.includes(actor));
}

/** First and last day on which an event may lie; an undated one counts by the day on which it was first reported. */
function span(event) {
  const time = known(event)?.time ?? null;
  if (time === null) return [event.reported ?? -Infinity, event.reported ?? Infinity];
  const [start, end] = TIME_DAYS[time];
  return [start ?? -Infinity, end ?? Infinity];
}

/** A day to order events by. */
function orderDay(event) {
  const [start, end] = span(event);
  return Number.isFinite(start) ? start : Number.isFinite(end) ? end : Infinity;
}

// What values an event has in each facet.
const VALUES = {
  status: (event) => [known(event).status ?? "none"],
  type: (event) => [event.type],
  kind: (event) => event.kinds ?? (event.kinds = [...new Set(event.actors.map((actor) => ACTORS[actor].kind))]),
  state: (event) => event.states ?? (event.states = [...new Set(event.people.flatMap(statesIn))]),
  outlet: (event) => known(event).reports.map((n) => DOCS[event.reports[n][0]].outlet || "none"),
  source: (event) => known(event).reports.map((n) => DOCS[event.reports[n][0]].lang),
};

function statesIn([actor, , represented]) {
  const own = ACTORS[actor].kind === "state" ? [ACTORS[actor].id] : [];
  return represented === null ? own : [...own, ACTORS[represented].id];
}

function inPeriod(event) {
  if (state.from === null && state.to === null) return true;
  const [start, end] = span(event);
  return (state.from === null || end >= state.from) && (state.to === null || start <= state.to);
}

function fits(event, facet) {
  return !state[facet].size || VALUES[facet](event).some((value) => state[facet].has(value));
}

/** Whether filters, timeline and map speak of what the reader looks at alone; around an event or place they stay as they are. */
const isNarrowing = () => ["actor", "pair", "gathering"].includes(state.scene.kind);

/** Events that fit, the counts that each facet's values would give, and events that fit but for the period. */
function select() {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const events = [];
  const anyTime = [];
  const narrowing = isNarrowing();
  for (const event of EVENTS) {
    const now = known(event);
    if (now === null || now.counts[3] < state.min || (narrowing && !inScene(event))) continue;
    const failed = FACETS.filter((facet) => !fits(event, facet));
    const timely = inPeriod(event);
    if (!failed.length) anyTime.push(event);
    if (!timely) continue;
    if (!failed.length) events.push(event);
    for (const facet of FACETS) {
      if (failed.some((other) => other !== facet)) continue;
      for (const value of new Set(VALUES[facet](event))) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  events.sort((a, b) => orderDay(a) - orderDay(b) || a.n - b.n);
  return { events, anyTime, counts };
}

const CROWD = 12; // as kg.view.model.CROWD: larger events tie nobody

const pairKey = ({ a, b }) => `${a} ${b}`;

/** What happened between each two actors: {a, b, events, weight}, by "a b". */
function pairsOf(events) {
  const pairs = new Map();
  for (const event of events) {
    const people = [...event.actors].sort((a, b) => a - b);
    if (people.length > CROWD) continue;
    for (let i = 0; i < people.length; i++) {
      for (let j = i + 1; j < people.length; j++) {
        const key = `${people[i]} ${people[j]}`;
        if (!pairs.has(key)) pairs.set(key, { a: people[i], b: people[j], events: [], weight: 0 });
        const pair = pairs.get(key);
        pair.events.push(event);
        pair.weight += 1 / (people.length - 1);
      }
    }
  }
  return pairs;
}

/** Status and day of the latest event of some, which are in order of time. */
function lastOf(events) {
  const last = events.at(-1);
  return { event: last, status: known(last).status ?? "none", when: timeText(known(last).time) };
}
