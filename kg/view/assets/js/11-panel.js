// The right column: what is known of that at which the reader looks, with the words it rests on.

const Panel = (() => {
  const PAGE = 40; // events of a list before "more"
  let shownFor = "";
  let limit = PAGE;

  const button = (text, action, props = {}) => el("button", { type: "button", class: "link", onclick: action, ...props }, bdi(text));
  /** An event named inside a sentence: unlike a button's, the words of a link break where the line does. */
  const inline = (text, event) => el("a", { href: "#", onclick: (click) => (click.preventDefault(), go("event", event.n)) }, bdi(text));
  const actorLink = (n) => button(actorName(n), () => go("actor", n));
  const heading = (key, count) => el("h3", {}, t(key), count !== undefined && el("span", { class: "count", text: ` ${count.toLocaleString(LANG)}` }));
  const line = (...parts) => el("p", { class: "fact" }, ...parts);

  function draw(selection, pairs) {
    const { kind, ids } = state.scene;
    const key = JSON.stringify(state.scene);
    if (key !== shownFor) {
      limit = PAGE;
      $("panel").scrollTop = 0;
    }
    shownFor = key;
    const body = { actor: drawActor, pair: drawPair, event: drawEvent, place: drawPlace, gathering: drawGathering, overview: drawOverview }[kind];
    fill($("panel-body"), kind !== "overview" && crumbs(), body(selection, pairs, ...ids));
  }

  function crumbs() {
    return el("nav", { class: "crumbs" },
      button(t("back"), goBack, { class: "quiet" }),
      button(t("overview"), () => go("overview"), { class: "quiet", id: "to-overview" }));
  }

  // ---- overview

  function drawOverview(selection, pairs) {
    const actors = new Set(selection.events.flatMap((event) => event.actors));
    const docs = new Set(selection.events.flatMap((event) => known(event).reports.map((n) => event.reports[n][0])));
    const top = [...pairs.values()].sort((x, y) => y.events.length - x.events.length || y.weight - x.weight || x.a - y.a).slice(0, 8);
    const brokers = [...actors].filter((n) => ACTORS[n].broker > 0.2).sort((a, b) => ACTORS[b].broker - ACTORS[a].broker).slice(0, 8);
    return [
      el("h2", { text: t("overview") }),
      el("p", { class: "numbers" }, numbers([["events", selection.events.length], ["actors", actors.size], ["documents", docs.size]])),
      EVENTS.length < DATA.total && el("p", { class: "hint part", text: put(t("part_of"), { n: EVENTS.length.toLocaleString(LANG), all: DATA.total.toLocaleString(LANG) }) }),
      reach?.trouble(),
      el("p", { class: "hint", text: reach ? `${t("hint")} ${t("hint_expand")}` : t("hint") }),
      !selection.events.length && el("p", { class: "nothing", text: t("nothing") }),
      top.length > 0 && heading("most_between"),
      el("ul", { class: "rows" }, top.map((pair) => pairRow(pair))),
      groups(actors),
      brokers.length > 0 && heading("broker"),
      el("p", { class: "chips" }, brokers.map((n) => el("span", { class: "chip" }, actorLink(n)))),
    ];
  }

  /** Who deals mostly with each other: the colours of the names, each with those who stand out in it. */
  function groups(actors) {
    const found = new Map();
    for (const n of [...actors].sort((a, b) => ACTORS[b].weight - ACTORS[a].weight || a - b)) {
      const { bloc } = ACTORS[n];
      if (bloc >= 0 && bloc < BLOC_TINTS.light.length) found.set(bloc, [...(found.get(bloc) ?? []), n]);
    }
    const large = [...found].filter(([, members]) => members.length > 1).sort(([a], [b]) => a - b);
    if (large.length < 2) return null;
    const row = ([bloc, members]) => el("li", {}, swatch(bloc),
      el("span", {}, members.slice(0, 4).map((n, k) => [k > 0 && ", ", actorLink(n)]), members.length > 4 && el("span", { class: "meta", text: ` +${members.length - 4}` })));
    return [heading("groups"), el("ul", { class: "groups" }, large.map(row))];
  }

  const swatch = (bloc) => svg("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true", class: "icon" },
    svg("circle", { cx: 7, cy: 7, r: 6, fill: blocTint(bloc), stroke: "currentColor" }));

  function pairRow(pair) {
    const last = lastOf(pair.events);
    return el("li", {},
      el("button", { type: "button", class: "row", onclick: () => go("pair", pair.a, pair.b) },
        lineIcon(last.status), el("span", { class: "name" }, bdi(actorName(pair.a)), " \u2013 ", bdi(actorName(pair.b)), el("span", { class: "meta", text: [term(last.status), last.when].filter(Boolean).join(", ") })),
        el("span", { class: "count", text: pair.events.length })),
    );
  }

  function numbers(pairs) {
    return pairs.map(([key, count]) => el("span", { class: "number", text: tn(key, count) }));
  }

  // ---- lists of events

  function eventList(events) {
    const rows = events.slice(0, printing ? MOST_PRINTED : limit);
    const more = events.length - rows.length;
    return [
      el("ol", { class: "rows events" }, rows.map(eventRow)),
      more > 0 && el("button", { type: "button", class: "quiet", onclick: () => ((limit += PAGE), render()), text: tn("more", Math.min(more, PAGE)) }),
    ];
  }

  function eventRow(event) {
    const now = known(event);
    return el("li", {},
      el("button", { type: "button", class: "row", onclick: () => go("event", event.n) },
        eventIcon(event.type, now.status, 18),
        el("span", { class: "name" }, bdi(eventLabel(event)), el("span", { class: "meta" }, badge(now.status), when(event), tn("documents", now.counts[0])))));
  }

  function badge(status) {
    const style = STATUS_STYLE[status ?? "none"];
    const node = el("span", { class: style.struck ? "badge struck" : "badge", text: term(status ?? "none") });
    node.style.setProperty("--status", statusColour(status));
    node.style.borderStyle = style.dash.length === 0 ? "solid" : style.dash[0] < 3 ? "dotted" : "dashed";
    return node;
  }

  const when = (event) => el("span", { text: whenText(event) });

  function whenText(event) {
    const time = known(event).time;
    if (time !== null && timeText(time)) return timeText(time);
    return event.reported === null ? t("undated") : `${t("undated")}, ${put(t("reported"), { when: dayText(isoDay(event.reported)) })}`;
  }

  const inOrder = (events) => [...events].reverse(); // the latest first

  // ---- an actor

  function drawActor(selection, pairs, n) {
    const actor = ACTORS[n];
    const events = selection.events.filter((event) => event.actors.includes(n));
    const partners = [...pairs.values()].filter((pair) => pair.a === n || pair.b === n).sort((x, y) => y.events.length - x.events.length || x.a - y.a || x.b - y.b);
    return [
      el("h2", {}, bdi(nameOf(actor))),
      line(t("kinds")[actor.kind], actor.states.length > 0 && [` \u00b7 ${t("represents")} `, actor.states.slice(0, 3).map((s, k) => [k > 0 && ", ", actorLink(s)])]),
      otherNames(actor),
      el("p", { class: "numbers" }, numbers([["events", events.length]]), heldNumbers(events)),
      reach?.note(n),
      actor.offices.length > 0 && heading("offices"),
      actor.offices.length > 0 && el("ul", { class: "plain" }, actor.offices.map(office)),
      partners.length > 0 && heading("with_whom"),
      el("ul", { class: "rows" }, partners.slice(0, 14).map((pair) => partnerRow(pair, n))),
      heading("in_time_order", events.length),
      eventList(inOrder(events)),
    ];
  }

  function otherNames(actor) {
    const names = [...new Set(Object.values(actor.names))].filter((name) => clean(name) !== nameOf(actor));
    return names.length > 0 && el("p", { class: "hint names" }, names.map((name, k) => [k > 0 && " \u00b7 ", bdi(name)]));
  }

  function office([code, of, since, until]) {
    const years = [since.slice(0, 4), until ? until.slice(0, 4) : t("now")].filter(Boolean);
    return el("li", {}, t("office")[code] ?? code, of !== null && [", ", bdi(actorName(of))], el("span", { class: "meta", text: ` ${[...new Set(years)].join("\u2013")}` }));
  }

  function heldNumbers(events) {
    const held = events.filter((event) => known(event).status === "held");
    const counts = [
      ["meetings", held.filter((event) => IN_PERSON.has(event.type)).length],
      ["calls", held.filter((event) => event.type === "PhoneCall").length],
      ["pending", events.filter((event) => PENDING.has(known(event).status)).length],
    ];
    return numbers(counts.filter(([, count]) => count));
  }

  function partnerRow(pair, n) {
    const other = pair.a === n ? pair.b : pair.a;
    const { dated, undated } = isWhole(n, other) ? lastMeetings(n, other) : {};
    const met = dated ? put(t("last_met"), { when: whenText(dated) }) : undated && t("met_undated");
    return el("li", {},
      el("button", { type: "button", class: "row", onclick: () => go("pair", n, other) },
        lineIcon(lastOf(pair.events).status),
        el("span", { class: "name" }, bdi(actorName(other)), met && el("span", { class: "meta", text: met })),
        el("span", { class: "count", text: pair.events.length })));
  }

  /**
   * The last meetings of two that were held, whatever is filtered out: of those with a date, and of those without the
   * one last reported. When somebody recalls an old meeting without its date, that says nothing of when they last met.
   */
  function lastMeetings(a, b) {
    const held = EVENTS_OF[a].filter((event) => event.actors.includes(b) && IN_PERSON.has(event.type) && known(event)?.status === "held");
    const sorted = held.sort((x, y) => orderDay(x) - orderDay(y) || x.n - y.n);
    const hasDate = (event) => Boolean(timeText(known(event).time));
    return { dated: sorted.filter(hasDate).at(-1), undated: sorted.filter((event) => !hasDate(event)).at(-1) };
  }

  /** When two last met, as far as reports tell. */
  function since(a, b) {
    const { dated, undated } = lastMeetings(a, b);
    if (!dated && !undated) return t("never_met");
    const besides = undated && (!dated || undated.reported === null || undated.reported > orderDay(dated))
      && [" ", put(t("met_besides"), { when: "" }), inline(undated.reported === null ? t("undated") : dayText(isoDay(undated.reported)), undated), "."];
    if (!dated) return [t("met_undated"), ".", besides];
    return [put(t("last_met"), { when: "" }), inline(whenText(dated), dated), ". ", besides || t("not_met_since")];
  }

  /** Whether the page holds all that is known of the two; one made of a part of the graph makes no such claim. */
  const isWhole = (a, b) => DATA.whole || COMPLETE.has(a) || COMPLETE.has(b) || (DATA.focus?.[0] === "pair" && DATA.focus[1].includes(a) && DATA.focus[1].includes(b));

  // ---- two actors

  function drawPair(selection, pairs, a, b) {
    const events = selection.events.filter((event) => event.actors.includes(a) && event.actors.includes(b));
    return [
      el("h2", { class: "pair" }, actorLink(a), " \u2013 ", actorLink(b)),
      el("p", { class: "numbers" }, numbers([["events", events.length]]), heldNumbers(events)),
      isWhole(a, b) && el("p", { class: "since" }, since(a, b)),
      heading("between", events.length),
      eventList(inOrder(events)),
    ];
  }

  // ---- a place

  function drawPlace(selection, pairs, n) {
    const events = selection.events.filter(inScene);
    const place = PLACES[n];
    return [
      el("h2", {}, bdi(nameOf(place))),
      place.country !== null && line(actorLink(place.country)),
      heading("in_time_order", events.length),
      eventList(inOrder(events)),
    ];
  }

  // ---- a gathering and what was on its sidelines

  function drawGathering(selection, pairs, n) {
    const events = selection.events.filter(inScene);
    const [own, beside] = [events.filter((event) => !event.gathering[1]), events.filter((event) => event.gathering[1])];
    return [
      el("h2", {}, bdi(nameOf(GATHERINGS[n]))),
      line(t("gathering")),
      el("p", { class: "numbers" }, numbers([["events", events.length]]), heldNumbers(events)),
      eventList(inOrder(own)),
      beside.length > 0 && heading("occasion", beside.length),
      eventList(inOrder(beside)),
    ];
  }

  // ---- an event

  function drawEvent(selection, pairs, n) {
    const event = EVENTS[n];
    const now = known(event);
    if (now === null) return el("p", { class: "nothing", text: t("nothing") });
    const quotes = el("div", { class: "quotes" }, el("p", { class: "hint", text: t("loading") }));
    const sides = now.conflicts.map((conflict) => conflictBox(event, conflict));
    loadQuotes(event, now, quotes, sides);
    return [
      el("h2", {}, eventIcon(event.type, now.status, 24), " ", bdi(eventLabel(event))),
      line(badge(now.status), " ", term(event.type)),
      facts(event, now),
      el("p", { class: "numbers four" }, numbers([["documents", now.counts[0]], ["outlets", now.counts[1]], ["languages", now.counts[2]], ["originators", now.counts[3]]])),
      sides.length > 0 && el("section", { class: "conflict" }, heading("conflicts"), sides.map(({ box }) => box)),
      heading("history"),
      historyLine(event, now),
      heading("quotes", now.reports.length),
      quotes,
    ];
  }

  const ASPECTS = { place: "where", date: "when", status: "status", participants: "participants", office: "offices" };

  /** A conflict with its sides; their quotes are put in when they are unpacked. */
  function conflictBox(event, [aspect, sides]) {
    const lists = sides.map(([claim, reports]) => ({ reports, quotes: el("div", {}), title: claimText(event, aspect, claim, reports[0]) }));
    const box = el("div", { class: "dispute" },
      el("h4", { text: ASPECTS[aspect] ? t(ASPECTS[aspect]) : aspect }),
      el("ul", { class: "sides" }, lists.map(({ title, quotes }) => el("li", {}, bdi(title, { class: "claim" }), quotes))));
    return { box, lists };
  }

  /** A claim in the reader's language where a report of it tells what is meant; else as the graph has it. */
  function claimText(event, aspect, claim, report) {
    if (aspect === "status") return term(claim);
    if (report === undefined) return claim;
    const [, , time, place] = event.reports[report];
    if (aspect === "date" && time !== null) return timeText(time);
    if (aspect === "place" && place !== null) return nameOf(PLACES[place]);
    if (aspect === "participants") return nameOf(ACTORS.find((actor) => actor.names.en === claim) ?? { names: {}, id: claim });
    return claim;
  }

  function facts(event, now) {
    return el("dl", { class: "facts" },
      el("dt", { text: t("participants") }),
      el("dd", {}, el("ul", { class: "plain" }, event.people.map(([actor, role, represented]) =>
        el("li", {}, actorLink(actor), role !== "participant" && el("span", { class: "meta", text: ` ${term(role)}` }),
          represented !== null && represented !== actor && el("span", { class: "meta" }, " (", bdi(actorName(represented)), ")"))))),
      now.place !== null && el("dt", { text: t("where") }),
      now.place !== null && el("dd", {}, button(nameOf(PLACES[now.place]), () => go("place", now.place))),
      event.gathering && el("dt", { text: gatheringWord(event) }),
      event.gathering && el("dd", {}, button(nameOf(GATHERINGS[event.gathering[0]]), () => go("gathering", event.gathering[0]))),
      el("dt", { text: t("when") }),
      el("dd", {}, when(event), now.time !== null && el("span", { class: "meta", text: ` ${exactness(now.time)}` }), now.time !== null && el("code", { text: TIMES[now.time][0] })));
  }

  /** Each step with what was then believed; date and place are said again only where they moved. */
  function historyLine(event, now) {
    const steps = event.history.filter(([, , report]) => now.reports.includes(report));
    let before = "";
    return el("ol", { class: "history" }, steps.map(([status, day, report, time, place]) => {
      const doc = DOCS[event.reports[report][0]];
      const meant = [place === null ? "" : nameOf(PLACES[place]), timeText(time)].filter(Boolean).join(", ");
      const moved = before && meant && meant !== before;
      const step = el("li", {}, badge(status), el("span", { class: "meta" }, day ? dayText(day) : t("undated"), doc.outlet && [" \u00b7 ", bdi(doc.outlet)]),
        meant && meant !== before && el("span", { class: moved ? "meant moved" : "meant" }, moved && [el("s", {}, bdi(before)), " \u2192 "], bdi(meant)));
      if (meant) before = meant;
      step.style.setProperty("--status", statusColour(status));
      return step;
    }));
  }

  async function loadQuotes(event, now, box, disputes) {
    try {
      const mentions = await mentionsOf(event);
      const latestFirst = (reports) => reports.map((n) => mentions[n]).sort((a, b) => (DOC_DAYS[b.doc] ?? 0) - (DOC_DAYS[a.doc] ?? 0));
      fill(box, latestFirst(now.reports).map(Quote.card));
      for (const { reports, quotes } of disputes.flatMap(({ lists }) => lists)) {
        const said = latestFirst(reports);
        fill(quotes, said.slice(0, 2).map(Quote.short), said.length > 2 && el("p", { class: "meta", text: tn("documents", new Set(said.map(({ doc }) => doc)).size) }));
      }
    } catch {
      fill(box, el("p", { class: "nothing", text: t("details_missing") }));
    }
  }

  return { draw, badge, when, eventRow };
})();
