// Takes a part of the graph, as the service sends it, into the one on the page. Things are known by their ids; what is
// here keeps its number and its place, so that nothing on the canvas moves because something came in.

const Merge = (() => {
  /** Add a part (a view model); gives the numbers of the actors that are new and of all events of the part. */
  function take(part) {
    if (part.schema !== DATA.schema) throw new Error("another version");
    const newActors = [];
    const number = {
      actor: numbers(part.actors, ACTORS, ACTOR_BY_ID, newActors),
      place: numbers(part.places, PLACES, PLACE_BY_ID),
      gathering: numbers(part.gatherings, GATHERINGS, GATHERING_BY_ID),
      document: numbers(part.documents, DOCS, new Map(DOCS.map((doc, n) => [doc.id, n]))),
      time: times(part.times),
    };
    part.actors.forEach((actor, n) => refer(actor, ACTORS[number.actor[n]], number, newActors.includes(number.actor[n])));
    part.places.forEach(({ country }, n) => (PLACES[number.place[n]].country ??= country === null ? null : number.actor[country]));
    const events = part.events.map((event, n) => put(renumbered(event, number), part.details[n].map((mention) => retold(mention, number))));
    DATA.total = part.total;
    refresh();
    return { actors: newActors, events };
  }

  /** Events of an actor that the graph no longer has, because it changed since the page was made. */
  function drop(actor, kept) {
    for (const event of EVENTS_OF[actor]) {
      // Who was only thought to take part, on the chosen day, is not asked of it now.
      const takesPart = (event.now?.people ?? event.people).some(([n]) => n === actor);
      if (takesPart) event.gone = !kept.has(event.n);
    }
    refresh();
  }

  function refresh() {
    forget();
    derive();
  }

  /** Number here of each thing there; those that are not here are added. */
  function numbers(theirs, ours, index, fresh = []) {
    return theirs.map((thing) => {
      if (!index.has(thing.id)) {
        index.set(thing.id, ours.length);
        fresh.push(ours.length);
        ours.push({ ...thing, ...(thing.country === undefined ? {} : { country: null }) });
      }
      return index.get(thing.id);
    });
  }

  function times(theirs) {
    const index = new Map(TIMES.map((time, n) => [JSON.stringify(time), n]));
    return theirs.map((time) => {
      const key = JSON.stringify(time);
      if (!index.has(key)) index.set(key, TIMES.push(time) - 1);
      return index.get(key);
    });
  }

  /** What an actor says of other actors, in our numbers. */
  function refer(theirs, ours, number, isNew) {
    const states = theirs.states.map((state) => number.actor[state]);
    ours.states = isNew ? states : [...new Set([...ours.states, ...states])];
    ours.offices = theirs.offices.map(([code, of, since, until]) => [code, of === null ? null : number.actor[of], since, until]);
    // Groups are numbered anew in each part: one of another page means nothing here.
    if (isNew) Object.assign(ours, { bloc: -1, broker: 0, weight: 0, x: null, y: null });
  }

  const at = (numbers, n) => (n === null ? null : numbers[n]);

  function renumbered(event, number) {
    return {
      ...event,
      ...told(event, number),
      beliefs: event.beliefs.map((belief) => ({ ...belief, ...told(belief, number) })),
      reports: event.reports.map(([doc, status, time, said, place]) => [number.document[doc], status, at(number.time, time), said, at(number.place, place)]),
      history: event.history.map(([status, day, report, time, place, step]) => [status, day, report, at(number.time, time), at(number.place, place), step]),
      gathering: event.gathering && [number.gathering[event.gathering[0]], event.gathering[1]],
    };
  }

  /** When and where, and with whom, in our numbers: of an event, or of what was believed of it (no people: the same). */
  function told({ time, place, people }, number) {
    return {
      time: at(number.time, time),
      place: at(number.place, place),
      people: people && people.map(([actor, role, state]) => [number.actor[actor], role, at(number.actor, state)]),
    };
  }

  function retold(mention, number) {
    const actors = (list) => list.map((n) => number.actor[n]);
    return { ...mention, doc: number.document[mention.doc], time: at(number.time, mention.time), originators: actors(mention.originators), relayers: actors(mention.relayers) };
  }

  /** Add an event, or put a newer account in the place of the one that is here. */
  function put(event, mentions) {
    const n = EVENT_BY_ID.get(event.id) ?? EVENTS.length;
    EVENTS[n] = event;
    EVENT_BY_ID.set(event.id, n);
    LATER.set(n, mentions);
    return n;
  }

  return { take, drop };
})();
