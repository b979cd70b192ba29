// Search by any name in any of the languages and scripts, by place, and by the words of labels and quotes.

const Search = (() => {
  const MOST = 12;
  const QUOTES_UP_TO = 4000; // events; beyond, quotes are not unpacked for a search
  let actors;
  let places;
  let gatherings;
  let quotes = null;
  let found = [];
  let active = -1;
  let waiting = false; // for what the service finds

  /** Lower case without accents, so that "zelenskyy" finds "Зеленський" only by its other names, but "Merkel" "Mérkel". */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().replace(/[\u2019\u02bc]/g, "'");

  function prepare() {
    actors = ACTORS.map((actor, n) => ({ n, keys: [...Object.values(actor.names), ...actor.other].map(fold) })).filter(({ n }) => EVENTS_OF[n].length);
    places = PLACES.map((place, n) => ({ n, keys: Object.values(place.names).map(fold) })).filter(({ n }) => EVENTS.some((event) => event.place === n));
    gatherings = GATHERINGS.map((gathering, n) => ({ n, keys: Object.values(gathering.names).map(fold) }));
  }

  function start() {
    prepare();
    const input = $("search");
    input.addEventListener("input", () => look(input.value));
    input.addEventListener("focus", () => input.value && look(input.value));
    input.addEventListener("keydown", onKey);
    document.addEventListener("click", (event) => event.target.closest("#searchbox") || close());
  }

  async function look(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (!words.length) return close();
    found = [...pairHits(words), ...actorHits(words), ...gatheringHits(words), ...placeHits(words)].slice(0, MOST);
    show();
    // Labels and quotes of many events take longer to go through: not at every letter.
    if (EVENTS.length > QUOTES_UP_TO) await new Promise((done) => setTimeout(done, 250));
    if ($("search").value !== text) return;
    const more = await eventHits(words);
    if ($("search").value !== text) return;
    found = [...found, ...more].slice(0, MOST);
    waiting = Boolean(reach);
    show();
    if (reach) await lookFarther(text);
  }

  /** What the whole store knows besides. */
  async function lookFarther(text) {
    await new Promise((done) => setTimeout(done, 200));
    if ($("search").value !== text) return;
    const more = await reach.find(text).catch(() => []);
    if ($("search").value !== text) return;
    waiting = false;
    found = [...found, ...more.slice(0, MOST)];
    show();
  }

  /** Take notice of what has come in since. */
  function renew() {
    quotes = null;
    prepare();
  }

  const score = (keys, words) => {
    let best = 0;
    for (const key of keys) {
      if (!words.every((word) => key.includes(word))) continue;
      best = Math.max(best, key.startsWith(words[0]) ? 3 : key.includes(` ${words[0]}`) ? 2 : 1);
    }
    return best;
  };

  function ranked(entries, words, weight) {
    return entries.map((entry) => ({ entry, score: score(entry.keys, words) })).filter(({ score }) => score)
      .sort((a, b) => b.score - a.score || weight(b.entry.n) - weight(a.entry.n));
  }

  function actorHits(words) {
    return ranked(actors, words, (n) => EVENTS_OF[n].length).slice(0, 7).map(({ entry: { n } }) => ({
      label: actorName(n), note: `${t("kinds")[ACTORS[n].kind]} \u00b7 ${tn("events", EVENTS_OF[n].length)}`, action: () => go("actor", n),
    }));
  }

  /** Two names one after the other: everything between the two. */
  function pairHits(words) {
    const best = (some) => ranked(actors, some, (n) => EVENTS_OF[n].length)[0]?.entry.n;
    const hits = new Map();
    for (let cut = 1; cut < words.length; cut++) {
      const [a, b] = [best(words.slice(0, cut)), best(words.slice(cut))];
      const events = a === undefined || b === undefined || a === b ? [] : EVENTS_OF[a].filter((event) => event.actors.includes(b));
      if (events.length) hits.set(`${a} ${b}`, { label: `${actorName(a)} \u2013 ${actorName(b)}`, note: tn("events", events.length), action: () => go("pair", a, b) });
    }
    return [...hits.values()];
  }

  function placeHits(words) {
    return ranked(places, words, () => 0).slice(0, 3).map(({ entry: { n } }) => ({
      label: nameOf(PLACES[n]), note: t("place"), action: () => change({ scene: { kind: "place", ids: [n] }, view: "map" }, { step: true }),
    }));
  }

  function gatheringHits(words) {
    return ranked(gatherings, words, () => 0).slice(0, 3).map(({ entry: { n } }) => ({
      label: nameOf(GATHERINGS[n]), note: t("gathering"), action: () => go("gathering", n),
    }));
  }

  async function eventHits(words) {
    const hits = [];
    for (const event of EVENTS) {
      if (hits.length >= 6) break;
      if (known(event) && score([fold(eventLabel(event))], words)) hits.push(event);
    }
    if (EVENTS.length <= QUOTES_UP_TO && hits.length < 6) hits.push(...(await quoteHits(words)).filter((event) => !hits.includes(event)));
    return hits.slice(0, 6).map((event) => ({ label: eventLabel(event), note: term(known(event).status), icon: eventIcon(event.type, known(event).status), action: () => go("event", event.n) }));
  }

  async function quoteHits(words) {
    quotes ??= Promise.all(EVENTS.map(async (event) => ({ event, keys: (await mentionsOf(event)).map((mention) => fold(mention.quote)) })));
    return (await quotes.catch(() => [])).filter(({ event, keys }) => known(event) && score(keys, words)).map(({ event }) => event).slice(0, 6);
  }

  function show() {
    active = Math.min(active, found.length - 1);
    const box = $("found");
    fill(box, found.length
      ? found.map((hit, n) => el("li", { role: "option", id: `hit-${n}`, "aria-selected": String(n === active), onmousedown: (event) => event.preventDefault(), onclick: () => choose(n) },
          hit.icon, el("span", { class: "name" }, bdi(hit.label)), el("span", { class: "note", text: hit.note })))
      : el("li", { class: "nothing", text: t(waiting ? "loading" : "search_none") }));
    box.hidden = false;
    $("search").setAttribute("aria-expanded", "true");
    if (active >= 0) $("search").setAttribute("aria-activedescendant", `hit-${active}`);
    else $("search").removeAttribute("aria-activedescendant");
  }

  function onKey(event) {
    if (event.key === "Escape") return close();
    if (event.key === "Enter" && found.length) return choose(Math.max(0, active));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !found.length) return;
    event.preventDefault();
    active = (active + step + found.length) % found.length;
    show();
  }

  function choose(n) {
    const hit = found[n];
    close();
    $("search").value = "";
    $("search").blur();
    hit.action();
  }

  function close() {
    found = [];
    active = -1;
    $("found").hidden = true;
    $("search").setAttribute("aria-expanded", "false");
  }

  return { start, renew };
})();
