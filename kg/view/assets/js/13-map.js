// Events at their places on an outline of the world (Natural Earth, public domain; drawn and projected beforehand).

const WorldMap = (() => {
  const WORLD = json("kg-world"); // {path, width, height}
  let view = null; // [x, y, width, height]
  let groups = new Map();

  // Equal Earth (Šavrič, Patterson, Jenny 2018), the same as in kg/view/world.py.
  function project(lat, lon) {
    const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
    const m = Math.sqrt(3) / 2;
    const s = Math.asin(m * Math.sin((lat * Math.PI) / 180));
    const s2 = s * s;
    const s6 = s2 * s2 * s2;
    const x = ((lon * Math.PI) / 180) * Math.cos(s) / (m * (a1 + 3 * a2 * s2 + s6 * (7 * a3 + 9 * a4 * s2)));
    const y = s * (a1 + a2 * s2 + s6 * (a3 + a4 * s2));
    return [WORLD.width / 2 + x * WORLD.scale, WORLD.height / 2 - y * WORLD.scale];
  }

  function start() {
    const box = $("map");
    box.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, event);
    }, { passive: false });
    let from = null;
    box.addEventListener("pointerdown", (event) => (from = [event.clientX, event.clientY]));
    addEventListener("pointerup", () => (from = null));
    box.addEventListener("pointermove", (event) => {
      if (!from || !view) return;
      const unit = view[2] / box.clientWidth;
      view[0] -= (event.clientX - from[0]) * unit;
      view[1] -= (event.clientY - from[1]) * unit;
      from = [event.clientX, event.clientY];
      place();
    });
  }

  function zoom(by, event) {
    if (!view) return;
    const box = $("map").getBoundingClientRect();
    const [u, w] = event ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0.5];
    const width = Math.min(WORLD.width * 1.2, Math.max(30, view[2] / by));
    const factor = width / view[2];
    view = [view[0] + view[2] * u * (1 - factor), view[1] + view[3] * w * (1 - factor), width, view[3] * factor];
    place();
  }

  /** Look at all places with a margin; never closer than a continent. */
  function fit() {
    const box = $("map");
    const points = [...groups.keys()].map((n) => project(PLACES[n].lat, PLACES[n].lon));
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [left, right, top, bottom] = points.length ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] : [0, WORLD.width, 0, WORLD.height];
    const ratio = (box.clientWidth || 16) / (box.clientHeight || 9);
    let width = Math.max(260, (right - left) * 1.25, (bottom - top) * 1.4 * ratio);
    width = Math.min(width, WORLD.width * 1.1);
    view = [(left + right) / 2 - width / 2, (top + bottom) / 2 - width / ratio / 2, width, width / ratio];
    place();
  }

  /** Put the circles at their places and sizes for the present zoom. */
  function place() {
    const drawing = $("map").querySelector("svg");
    if (!drawing) return;
    drawing.setAttribute("viewBox", view.map((n) => n.toFixed(2)).join(" "));
    const unit = view[2] / ($("map").clientWidth || 1000);
    const taken = [];
    const at = ({ dataset: { x, y, r } }) => [Number(x) / unit, Number(y) / unit, Number(r)];
    for (const spot of drawing.querySelectorAll(".spot")) {
      spot.setAttribute("transform", `translate(${spot.dataset.x} ${spot.dataset.y}) scale(${unit})`);
      const [x, y, radius] = at(spot);
      taken.push([x - radius, y - radius, x + radius, y + radius]);
    }
    // A name that would cover a circle or another name waits until there is room.
    for (const text of drawing.querySelectorAll(".place")) {
      const [x, y, radius] = at(text);
      text.setAttribute("transform", `translate(${text.dataset.x} ${text.dataset.y}) scale(${unit}) translate(0 ${radius + 12})`);
      const half = text.textContent.length * 3.3;
      const box = [x - half, y + radius + 1, x + half, y + radius + 15];
      const hidden = taken.some(([l, u, r, d]) => box[0] < r && box[2] > l && box[1] < d && box[3] > u);
      text.style.display = hidden ? "none" : "";
      if (!hidden) taken.push(box);
    }
  }

  function draw({ events }, refit) {
    groups = new Map();
    let unplaced = 0;
    for (const event of events) {
      const at = known(event).place;
      const found = at === null ? null : PLACES[at];
      if (!found || found.lat === null || found.lon === null) unplaced += 1;
      else groups.set(at, [...(groups.get(at) ?? []), event]);
    }
    const order = [...groups].sort(([, a], [, b]) => b.length - a.length);
    fill($("map"),
      svg("svg", { role: "group", "aria-label": t("map"), preserveAspectRatio: "xMidYMid meet" },
        svg("path", { d: WORLD.path, class: "land" }),
        order.map(([n, list]) => spot(n, list)),
        order.map(([n, list]) => spotName(n, list))),
      unplaced > 0 && el("p", { class: "unplaced", text: tn("unplaced", unplaced) }));
    if (!view || refit) fit();
    else place();
  }

  /** A circle whose sectors are the statuses of the place's events. */
  function spot(n, events) {
    const [x, y] = project(PLACES[n].lat, PLACES[n].lon);
    const radius = reach(events);
    const counts = STATUSES.map((status) => [status, events.filter((event) => (known(event).status ?? "none") === status).length]).filter(([, count]) => count);
    const chosen = n === (state.scene.kind === "place" ? state.scene.ids[0] : state.scene.kind === "event" ? known(EVENTS[state.scene.ids[0]])?.place : null);
    const label = `${nameOf(PLACES[n])}: ${counts.map(([status, count]) => `${count} ${term(status)}`).join(", ")}`;
    const open = () => go("place", n);
    return svg("g", { class: chosen ? "spot chosen" : "spot", tabindex: 0, role: "button", "aria-label": label, "data-x": x.toFixed(2), "data-y": y.toFixed(2), "data-r": radius, onclick: open, onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), open()) },
      svg("title", { text: label }),
      svg("circle", { r: radius, class: "ground" }),
      sectors(counts, events.length, radius),
      svg("circle", { r: radius * 0.56, class: "hole" }),
      svg("text", { class: "amount", y: 4, text: events.length }));
  }

  /** Name of a place, above all circles. */
  function spotName(n, events) {
    const [x, y] = project(PLACES[n].lat, PLACES[n].lon);
    return svg("text", { class: "place", "data-x": x.toFixed(2), "data-y": y.toFixed(2), "data-r": reach(events), "aria-hidden": "true", text: shorten(nameOf(PLACES[n]), 22) });
  }

  const reach = (events) => 5 + 2.8 * Math.sqrt(events.length);

  function sectors(counts, total, radius) {
    let turn = -Math.PI / 2;
    return counts.map(([status, count]) => {
      const from = turn;
      turn += (2 * Math.PI * count) / total;
      if (count === total) return svg("circle", { r: radius, fill: statusColour(status) });
      const at = (angle) => `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
      return svg("path", { fill: statusColour(status), d: `M0 0L${at(from)}A${radius} ${radius} 0 ${turn - from > Math.PI ? 1 : 0} 1 ${at(turn)}Z` });
    });
  }

  return { start, draw, zoom, fit };
})();
