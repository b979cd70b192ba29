// The same selection to read: the accessible twin of the canvas, and what is printed.

const StoryList = (() => {
  const PAGE = 60;
  let limit = PAGE;
  let reading = []; // promises of the quotes shown

  /** The events of the scene, or all of the selection. */
  function chosen(selection) {
    return selection.events.filter(inScene);
  }

  function draw(selection) {
    const events = chosen(selection).reverse();
    reading = [];
    const rows = events.slice(0, printing ? MOST_PRINTED : limit);
    const more = events.length - rows.length;
    fill($("list"),
      el("div", { class: "list-head" },
        el("h2", { id: "list-title", tabindex: -1 }, title(), el("span", { class: "count", text: ` ${tn("events", events.length)}` })),
        el("button", { type: "button", class: "quiet", onclick: Print.run, text: t("print") })),
      !events.length && el("p", { class: "nothing", text: t("nothing") }),
      stories(rows),
      more > 0 && el("button", { type: "button", class: "more", onclick: () => ((limit += PAGE), render()), text: tn("more", Math.min(PAGE, more)) }));
  }

  const title = () => (state.scene.kind === "overview" ? t("list") : bdi(sceneTitle()));

  /** Events under the year in which they lie. */
  function stories(events) {
    const nodes = [];
    let year = null;
    for (const event of events) {
      const day = orderDay(event);
      const its = Number.isFinite(day) ? isoDay(day).slice(0, 4) : t("undated");
      if (its !== year) nodes.push(el("h3", { class: "year", text: its }));
      year = its;
      nodes.push(story(event));
    }
    return nodes;
  }

  function story(event) {
    const now = known(event);
    const quotes = el("div", { class: "quotes" });
    reading.push(mentionsOf(event).then((mentions) => {
      const shown = now.reports.map((n) => mentions[n]).sort((a, b) => (DOC_DAYS[b.doc] ?? 0) - (DOC_DAYS[a.doc] ?? 0));
      fill(quotes, shown.slice(0, 2).map(Quote.short), shown.length > 2 && el("p", { class: "meta", text: tn("further_reports", shown.length - 2) }));
    }, () => fill(quotes, el("p", { class: "nothing", text: t("details_missing") }))));
    return el("article", { class: "story" },
      el("h4", {}, eventIcon(event.type, now.status, 18), " ",
        el("button", { type: "button", class: "link", onclick: () => change({ scene: { kind: "event", ids: [event.n] } }, { step: true }) }, bdi(eventLabel(event)))),
      el("p", { class: "meta" }, Panel.badge(now.status), Panel.when(event),
        event.gathering && [" \u00b7 ", `${gatheringWord(event)}: `, bdi(nameOf(GATHERINGS[event.gathering[0]]))],
        ` \u00b7 ${tn("documents", now.counts[0])}, ${tn("originators", now.counts[3])}`,
        now.conflicts.length > 0 && el("strong", { class: "conflict-note", text: ` \u00b7 ${t("conflicts")}` })),
      quotes);
  }

  return { draw, chosen, loading: () => reading };
})();
