// The left column: the legend, which is also the filter, and the other filters, each with its counts.

const Filters = (() => {
  const FEW = 8; // values of a long facet shown before "more"
  const open = new Set();

  const LABEL = {
    status: (value) => term(value),
    type: (value) => term(value),
    kind: (value) => t("kinds")[value],
    state: (value) => (ACTOR_BY_ID.has(value) ? actorName(ACTOR_BY_ID.get(value)) : clean(value)),
    outlet: (value) => (value === "none" ? t("no_outlet") : clean(value)),
    source: (value) => t("languages")[value] ?? value,
  };
  const ICON = { status: lineIcon, type: (value) => eventIcon(value, undefined, 16), kind: kindIcon };
  const TITLE = { status: "status", type: "type", kind: "kind", state: "state", outlet: "outlet", source: "source_language" };
  const ORDER = { status: STATUSES, type: TYPES, kind: Object.keys(ACTOR_SHAPES) };

  function kindIcon(kind) {
    return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true", class: "icon" },
      svg("path", { d: pathData(ACTOR_SHAPES[kind], 8, 8, 6), fill: blocTint(0), stroke: "currentColor", "stroke-width": 1.2, "stroke-dasharray": kind === "group" ? "2 2" : null }));
  }

  function draw(counts) {
    const focus = document.activeElement?.dataset?.key;
    fill($("facets"), FACETS.map((facet) => section(facet, counts[facet])), minimum());
    $("reset").hidden = !isFiltered();
    if (focus) document.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }

  function section(facet, counts) {
    const values = sorted(facet, counts);
    if (!values.length) return null;
    const shown = ORDER[facet] || open.has(facet) ? values : values.slice(0, FEW);
    const chosen = values.filter((value) => !shown.includes(value) && state[facet].has(value));
    const hidden = values.length - shown.length - chosen.length;
    return el("fieldset", { class: `facet facet-${facet}` },
      el("legend", { text: t(TITLE[facet]) }),
      [...shown, ...chosen].map((value) => option(facet, value, counts.get(value) ?? 0)),
      hidden > 0 && el("button", { type: "button", class: "quiet", "data-key": `more-${facet}`, onclick: () => (open.add(facet), render()), text: tn("more", hidden) }));
  }

  function sorted(facet, counts) {
    const values = new Set([...counts.keys(), ...state[facet]]);
    if (facet === "state") for (const value of values) if (!ACTOR_BY_ID.has(value)) values.delete(value);
    const order = ORDER[facet];
    if (order) return order.filter((value) => values.has(value));
    return [...values].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || LABEL[facet](a).localeCompare(LABEL[facet](b), LANG));
  }

  function option(facet, value, count) {
    const key = `${facet}:${value}`;
    const box = el("input", { type: "checkbox", "data-key": key, onchange: () => toggle(facet, value) });
    box.checked = state[facet].has(value);
    return el("label", { class: count ? "option" : "option empty" }, box, ICON[facet]?.(value), el("span", { class: "name" }, bdi(LABEL[facet](value))), el("span", { class: "count", text: count.toLocaleString(LANG) }));
  }

  function minimum() {
    const input = el("input", { type: "number", min: 1, max: 99, value: state.min, id: "min", "data-key": "min", onchange: (event) => change({ min: Math.max(1, Number(event.target.value) || 1) }) });
    return el("label", { class: "minimum", for: "min" }, el("span", { text: t("originators_min") }), input);
  }

  /** What is filtered, in words. */
  function said() {
    const facets = FACETS.filter((facet) => state[facet].size).map((facet) => `${t(TITLE[facet])}: ${[...state[facet]].map((value) => LABEL[facet](value)).join(", ")}`);
    return state.min > 1 ? [...facets, `${t("originators_min")}: ${state.min}`] : facets;
  }

  return { draw, said };
})();
