// In a page of the service: fetches what the store has of an actor or event when the reader goes there, and takes it
// into the graph in place. What was fetched stands in the address, so that a bookmark gives the same view again.

const Reach = (() => {
  const PATIENCE = 900; // milliseconds after which one goes there all the same, and the rest follows
  const MOST_ADDED = 12; // partners put into the overview around an actor
  const KINDS = { Person: "person", Country: "state", Organization: "organisation", NewsMediaOrganization: "organisation", Group: "group" };
  const asked = new Map(); // by "actor wd:Q1": a promise
  const failed = new Map(); // likewise: why
  const busy = new Set();

  const keyOf = (kind, id) => `${kind} ${id}`;
  const actorKey = (n) => keyOf("actor", ACTORS[n].id);

  /** Whether all that the store has of an actor is here. */
  const isComplete = (n) => DATA.whole || COMPLETE.has(n);

  /** Fetch what must be here before the reader goes there (of two, all that one of them did); null when it is. */
  function before(kind, ids) {
    if ((kind !== "actor" && kind !== "pair") || ids.some(isComplete)) return null;
    return Promise.race([fetchActor(ids[0]), new Promise((done) => setTimeout(done, PATIENCE))]);
  }

  const fetchActor = (n) => fetchOnce("actor", ACTORS[n].id);

  /** Fetch an actor's or an event's surroundings, once; true when they came. */
  function fetchOnce(kind, id, { quiet = false } = {}) {
    const key = keyOf(kind, id);
    if (!asked.has(key)) {
      failed.delete(key);
      asked.set(key, fetchPart(kind, id, quiet));
    }
    return asked.get(key);
  }

  async function fetchPart(kind, id, quiet) {
    const key = keyOf(kind, id);
    busy.add(key);
    $("panel").setAttribute("aria-busy", "true");
    if (!quiet) say(t("loading"));
    try {
      const reply = await fetch(`${WORDS.live}?${new URLSearchParams({ [kind]: iri(id), format: "json" })}`, { headers: { accept: "application/json" }, credentials: "same-origin" });
      if (!reply.ok) throw new Error((await reply.text()).trim().slice(0, 300) || String(reply.status));
      takeIn(kind, id, await reply.json(), quiet);
      return true;
    } catch (error) {
      asked.delete(key);
      failed.set(key, String(error.message ?? error));
      if (!quiet) say(t("load_failed"));
      return false;
    } finally {
      busy.delete(key);
      $("panel").setAttribute("aria-busy", String(busy.size > 0));
      if (!quiet) render();
    }
  }

  function takeIn(kind, id, part, quiet) {
    const [events, actors] = [EVENTS.length, ACTORS.length];
    const taken = Merge.take(part);
    Newcomers.place(taken.actors);
    const n = kind === "actor" ? ACTOR_BY_ID.get(id) : undefined;
    if (n !== undefined) {
      COMPLETE.add(n);
      Merge.drop(n, new Set(taken.events));
      Newcomers.add(n, partners(n));
    }
    state.more = [...new Set([...state.more, keyOf(kind, id)])].slice(-MOST_FETCHED);
    Search.renew();
    Timeline.renew();
    if (quiet) return;
    change({});
    const gained = [tn("events", EVENTS.length - events), tn("actors", ACTORS.length - actors)].map((text) => `+ ${text}`);
    say([...(n === undefined ? [] : [actorName(n)]), ...gained].join(", "));
  }

  /** Those with whom an actor has dealt the most. */
  function partners(n) {
    const weight = new Map();
    for (const event of EVENTS_OF[n]) {
      if (event.actors.length > CROWD) continue;
      for (const other of event.actors) if (other !== n) weight.set(other, (weight.get(other) ?? 0) + 1 / (event.actors.length - 1));
    }
    const order = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || (ACTORS[a].id < ACTORS[b].id ? -1 : 1));
    return order.slice(0, MOST_ADDED);
  }

  /** Say something to who listens rather than looks; after what the drawing says of itself. */
  function say(text) {
    requestAnimationFrame(() => requestAnimationFrame(() => ($("spoken").textContent = text)));
  }

  /** Fetch what an address names, in its order, so that the same address gives the same picture. */
  async function fetchAll() {
    const wanted = state.more.filter((key) => !asked.has(key));
    for (const key of wanted) {
      const [kind, id] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
      if (["actor", "event"].includes(kind)) await fetchOnce(kind, id, { quiet: true });
    }
    state.more = state.more.filter((key) => asked.has(key));
    return wanted.length > 0;
  }

  /** What the panel of an actor says of it: that more is coming, or why it did not come; and the way to the overview. */
  function note(n) {
    const key = actorKey(n);
    if (busy.has(key)) return el("p", { class: "hint loading", text: t("loading") });
    if (failed.has(key)) {
      return el("p", { class: "failed", role: "alert" }, t("load_failed"), " ", bdi(failed.get(key)), " ",
        el("button", { type: "button", class: "load", onclick: () => fetchActor(n), text: t("load_all") }));
    }
    if (!isComplete(n)) return el("p", {}, el("button", { type: "button", class: "load", onclick: () => fetchActor(n), text: t("load_all") }));
    return el("p", {}, el("button", { type: "button", class: "expand", onclick: () => expand(n), text: t("expand") }));
  }

  /** Put an actor's surroundings into the overview, where the reader knows what is already there. */
  async function expand(n) {
    const key = actorKey(n);
    if (!(isComplete(n) || (await fetchActor(n)))) return;
    Newcomers.add(n, partners(n));
    state.more = [...new Set([...state.more, key])];
    change({ scene: { kind: "overview", ids: [] }, view: "graph" }, { step: state.scene.kind !== "overview" });
    Canvas.point(`a${n}`);
    say(`${actorName(n)}: ${tn("events", EVENTS_OF[n].length)}`);
  }

  /** Names that the store knows and the page does not. */
  async function find(text) {
    const reply = await fetch(`/search?${new URLSearchParams({ q: text, lang: LANG })}`, { headers: { accept: "application/json" } });
    if (!reply.ok) return [];
    const { things, events } = await reply.json();
    const strangers = things.filter(({ iri: whole, kind }) => KINDS[kind] && !ACTOR_BY_ID.has(shortened(whole)));
    const untold = events.filter(({ event }) => !EVENT_BY_ID.has(shortened(event)));
    return [
      ...strangers.map(({ iri: whole, label, kind }) => ({ label, note: `${t("kinds")[KINDS[kind]]} \u00b7 ${t("in_store")}`, action: () => visit("actor", shortened(whole)) })),
      ...untold.map(({ event, label }) => ({ label, note: t("in_store"), action: () => visit("event", shortened(event)) })),
    ];
  }

  /** Fetch something that is not on the page, and go there. */
  async function visit(kind, id) {
    if (!(await fetchOnce(kind, id))) return;
    const n = (kind === "actor" ? ACTOR_BY_ID : EVENT_BY_ID).get(id);
    if (n === undefined) say(t("search_none"));
    else go(kind, n);
  }

  function shortened(whole) {
    for (const prefix of ["id", "wd"]) if (whole.startsWith(DATA.prefixes[prefix])) return `${prefix}:${whole.slice(DATA.prefixes[prefix].length)}`;
    return whole;
  }

  /** That something which the address names could not be had. */
  const trouble = () => (failed.size ? el("p", { class: "failed", role: "alert" }, t("load_failed"), " ", bdi([...failed.values()].at(-1))) : null);

  return { before, fetchAll, note, expand, find, trouble };
})();

reach = Reach;
