// Puts the page together and draws it anew whenever the reader chooses something else.

const Current = { selection: null, pairs: null };

const Page = (() => {
  let shownScene = "";

  function dressUp() {
    const theme = printing ? "light" : state.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = LANG;
    document.title = [sceneTitle(), t("title"), "Summitry"].filter(Boolean).join(" \u00b7 ");
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
    $("search").placeholder = t("search_hint");
    $("theme").textContent = t(theme === "dark" ? "theme_light" : "theme_dark");
    $("lang").value = LANG;
    for (const tab of document.querySelectorAll(".tabs [data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
    for (const view of VIEWS) $(view).hidden = view !== state.view;
    document.body.dataset.showing = state.view;
    document.body.dataset.scene = state.scene.kind;
    $("shown").value = String(state.shown);
    $("dials").hidden = state.view !== "graph" || state.scene.kind !== "overview";
    $("zoom").hidden = state.view === "list";
  }

  function draw() {
    dressUp();
    const selection = select();
    const pairs = pairsOf(selection.events);
    Object.assign(Current, { selection, pairs });
    Filters.draw(selection.counts);
    Panel.draw(selection, pairs);
    Timeline.draw(selection);
    const scene = JSON.stringify([state.scene, state.view, state.shown]);
    const moved = scene !== shownScene;
    // On a phone the words are below the picture: whoever has tapped an event wants to read.
    if (moved && shownScene && isNarrow() && state.scene.kind === "event") $("panel").scrollIntoView();
    shownScene = scene;
    if (state.view === "graph") Canvas.show(buildScene(selection, pairs), moved || state.scene.kind !== "overview");
    if (state.view === "graph" && state.scene.kind === "overview") $("shown-text").textContent = String(Canvas.scene().nodes.length);
    if (state.view === "map") WorldMap.draw(selection, moved && state.scene.kind !== "place");
    if (state.view === "list") StoryList.draw(selection);
    $("graph").setAttribute("aria-label", `${t("graph")}: ${tn("events", selection.events.length)}. ${t("graph_keys")}`);
    $("spoken").textContent = tn("events", selection.events.length);
    $("empty").hidden = selection.events.length > 0 || state.view === "list";
  }

  function listen() {
    for (const tab of document.querySelectorAll(".tabs [data-view]")) tab.addEventListener("click", () => change({ view: tab.dataset.view }, { step: true }));
    $("lang").addEventListener("change", (event) => change({ lang: event.target.value }));
    $("theme").addEventListener("click", () => change({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }));
    $("reset").addEventListener("click", clearFilters);
    $("shown").addEventListener("input", (event) => change({ shown: Number(event.target.value) }));
    $("skip").addEventListener("click", (event) => {
      event.preventDefault();
      change({ view: "list" });
      $("list-title")?.focus();
    });
    $("skip-graph").addEventListener("click", (event) => {
      event.preventDefault();
      change({ view: "graph" });
      // It is shown with the next frame.
      requestAnimationFrame(() => requestAnimationFrame(() => $("graph").focus()));
    });
    $("home").addEventListener("click", () => change({ scene: { kind: "overview", ids: [] }, view: "graph" }, { step: true }));
    $("drawer").addEventListener("click", () => drawer(!document.body.classList.contains("filters-open")));
    for (const item of document.querySelectorAll("[data-export]")) item.addEventListener("click", () => (($("export").open = false), Exports.run(item.dataset.export)));
    const zooming = (by) => () => (state.view === "map" ? WorldMap.zoom(by) : Canvas.zoom(by));
    $("zoom-in").addEventListener("click", zooming(1.3));
    $("zoom-out").addEventListener("click", zooming(1 / 1.3));
    $("zoom-fit").addEventListener("click", () => (state.view === "map" ? WorldMap.fit() : Canvas.fit()));
    $("graph").addEventListener("keydown", onCanvasKey);
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", (event) => event.target.closest("#export") || ($("export").open = false));
    document.addEventListener("pointerdown", (event) => event.target.closest("#filters, #drawer") || drawer(false));
    $("close-filters").addEventListener("click", () => (drawer(false), $("drawer").focus()));
    addEventListener("popstate", reread);
    addEventListener("hashchange", reread);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => render());
    let width = innerWidth;
    addEventListener("resize", oncePerFrame(() => {
      if (innerWidth !== width) shownScene = "";
      width = innerWidth;
      draw();
    }));
  }

  function drawer(open) {
    document.body.classList.toggle("filters-open", open);
    $("drawer").setAttribute("aria-expanded", String(open));
  }

  async function reread() {
    if (`#${writeAddress()}` === (location.hash || "#")) return;
    await readAll();
    render();
  }

  /** Read the address, having fetched what it names of the service's graph. */
  async function readAll() {
    readAddress(location.hash.slice(1));
    if (await reach?.fetchAll()) readAddress(location.hash.slice(1));
  }

  /** "/" goes to the search; Escape leaves what one looks at. */
  function onKey(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      $("search").focus();
    } else if (event.key === "Escape" && !typing) {
      if ($("export").open) $("export").open = false;
      else if (document.body.classList.contains("filters-open")) drawer(false);
      else if (state.scene.kind !== "overview") go("overview");
    }
  }

  /** Arrow keys go from name to name, with Shift they move the picture; Enter opens what is pointed at. */
  function onCanvasKey(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && event.shiftKey) Canvas.pan(60 * way[0], 60 * way[1]);
    else if (way) $("spoken").textContent = Canvas.step(...way);
    else if (event.key === "Enter") Canvas.enter(event.shiftKey);
    else if (event.key === "+" || event.key === "=") Canvas.zoom(1.3);
    else if (event.key === "-") Canvas.zoom(1 / 1.3);
    else if (event.key === "0") Canvas.fit();
    else return;
    event.preventDefault();
  }

  async function start() {
    readAddress(location.hash.slice(1));
    for (const lang of Object.keys(WORDS.labels)) $("lang").append(el("option", { value: lang, lang, text: WORDS.labels[lang].name }));
    $("shown").max = String(DATA.first.length);
    $("shown").min = String(Math.min(10, DATA.first.length));
    dressUp();
    Canvas.start($("canvas"));
    Search.start();
    Timeline.start();
    WorldMap.start();
    Print.start();
    // A file draws at once; only a bookmark of the service's page has to wait for what it names.
    if (state.more.length) await readAll();
    render = oncePerFrame(draw);
    draw();
    listen();
    document.body.classList.add("ready");
    performance.mark("kg-drawn");
  }

  return { start, draw };
})();

// For whoever embeds or tests the page: where on the screen a node or the middle of a line is, and what is chosen.
globalThis.summitry = {
  state,
  nodes: () => Canvas.scene().nodes.map((node) => node.id),
  edges: () => Canvas.scene().edges.map(({ id, status }) => ({ id, status })),
  places: () => Canvas.scene().nodes.map(({ actor, x, y }) => ({ name: actorName(actor), x, y })),
  name: (actor) => actorName(actor),
  named: () => Canvas.names().map(({ text }) => text),
  boxes: () => Canvas.names().map(({ box }) => box),
  address: () => writeAddress(),
  at: (id) => Canvas.at(id),
  pan: (dx, dy) => Canvas.pan(dx, dy),
};

Page.start();
