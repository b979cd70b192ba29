// Events at their places on an outline of the world (Natural Earth, public domain; drawn and projected beforehand).

const WorldMap = (() => {
  const WORLD = json("kg-world"); // {path, width, height}
  let view = null; // [x, y, width, height]
  let groups = new Map(); // events by place
  let tied = 0; // zoom for which circles that would cover each other were tied together

  const CLOSEST = 12; // width of the view

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
    box.addEventListener("keydown", ({ key }) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
      if (step) pan(step[0] * view[2] * 0.1, step[1] * view[3] * 0.1);
      else if (key === "+" || key === "-") zoom(key === "+" ? 1.3 : 1 / 1.3);
    });
    let from = null;
    box.addEventListener("pointerdown", (event) => (from = [event.clientX, event.clientY]));
    addEventListener("pointerup", () => (from = null));
    box.addEventListener("pointermove", (event) => {
      if (!from || !view) return;
      const unit = view[2] / box.clientWidth;
      pan((from[0] - event.clientX) * unit, (from[1] - event.clientY) * unit);
      from = [event.clientX, event.clientY];
    });
  }

  function pan(dx, dy) {
    view[0] += dx;
    view[1] += dy;
    place();
  }

  function zoom(by, event) {
    if (!view) return;
    const box = $("map").getBoundingClientRect();
    const [u, w] = event ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0.5];
    const width = Math.min(WORLD.width * 1.2, Math.max(CLOSEST, view[2] / by));
    const factor = width / view[2];
    view = [view[0] + view[2] * u * (1 - factor), view[1] + view[3] * w * (1 - factor), width, view[3] * factor];
    place();
  }

  /** Look at all places with a margin; never closer than a continent. */
  const fit = () => lookAt([...groups.keys()], 260);

  function lookAt(places, closest) {
    const box = $("map");
    const points = places.map(whereabouts);
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [left, right, top, bottom] = points.length ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] : [0, WORLD.width, 0, WORLD.height];
    const ratio = (box.clientWidth || 16) / (box.clientHeight || 9);
    const width = Math.min(WORLD.width * 1.1, Math.max(closest, (right - left) * 1.25, (bottom - top) * 1.4 * ratio));
    view = [(left + right) / 2 - width / 2, (top + bottom) / 2 - width / ratio / 2, width, width / ratio];
    place();
  }

  const whereabouts = (n) => project(PLACES[n].lat, PLACES[n].lon);

  /** Show the part of the world that is looked at; at another zoom other circles have room. */
  function place() {
    const drawing = $("map").querySelector("svg");
    if (!drawing) return;
    drawing.setAttribute("viewBox", view.map((n) => n.toFixed(2)).join(" "));
    if (Math.abs(tied - view[2]) > 1e-6) tie();
  }

  /** Draw a circle a place, at its size for the present zoom; those that would cover each other become one. */
  function tie() {
    tied = view[2];
    const unit = view[2] / ($("map").clientWidth || 1000);
    const focus = document.activeElement?.dataset?.places;
    const knots = knotted(unit);
    const taken = knots.map(({ x, y, radius }) => [x / unit - radius, y / unit - radius, x / unit + radius, y / unit + radius]);
    fill($("map").querySelector(".spots"), knots.map((knot) => spot(knot, unit)));
    fill($("map").querySelector(".names"), knots.map((knot) => spotName(knot, unit, taken)));
    if (focus) $("map").querySelector(`[data-places="${CSS.escape(focus)}"]`)?.focus();
  }

  /** The places with the most events, each with those so near that their circles would lie on its own. */
  function knotted(unit) {
    const left = new Set([...groups.keys()].sort((a, b) => groups.get(b).length - groups.get(a).length || a - b));
    const knots = [];
    for (const head of left) {
      left.delete(head);
      const [x, y] = whereabouts(head);
      const places = [head];
      let count = groups.get(head).length;
      for (const other of left) {
        const [ox, oy] = whereabouts(other);
        if (Math.hypot(ox - x, oy - y) / unit > 0.85 * (reach(count) + reach(groups.get(other).length))) continue;
        left.delete(other);
        places.push(other);
        count += groups.get(other).length;
      }
      knots.push({ places, x, y, radius: reach(count), events: places.flatMap((n) => groups.get(n)) });
    }
    return knots;
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
    fill($("map"),
      svg("svg", { role: "group", "aria-label": t("map"), preserveAspectRatio: "xMidYMid meet" },
        svg("path", { d: WORLD.path, class: "land" }), svg("g", { class: "spots" }), svg("g", { class: "names", "aria-hidden": "true" })),
      unplaced > 0 && el("p", { class: "unplaced", text: tn("unplaced", unplaced) }));
    tied = 0;
    if (!view || refit) fit();
    else place();
  }

  /** A circle whose sectors are the statuses of the events there. */
  function spot({ places, x, y, radius, events }, unit) {
    const counts = STATUSES.map((status) => [status, events.filter((event) => (known(event).status ?? "none") === status).length]).filter(([, count]) => count);
    const { kind, ids } = state.scene;
    const at = kind === "place" ? ids[0] : kind === "event" ? known(EVENTS[ids[0]])?.place : null;
    const label = `${knotName(places, 6)}: ${counts.map(([status, count]) => `${count} ${term(status)}`).join(", ")}`;
    const open = () => opened(places);
    return svg("g", { class: places.includes(at) ? "spot chosen" : "spot", tabindex: 0, role: "button", "aria-label": label, "data-places": places.join(" "), transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${unit})`, onclick: open, onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), open()) },
      svg("title", { text: label }),
      svg("circle", { r: radius, class: "ground" }),
      sectors(counts, events.length, radius),
      svg("circle", { r: radius * 0.56, class: "hole" }),
      events.length > 1 && svg("text", { class: "amount", y: 4, text: events.length }));
  }

  /** A place is gone to; of several the map shows more, until they are told apart or it can come no closer. */
  function opened(places) {
    const points = places.map(whereabouts);
    const apart = points.some(([x, y]) => Math.hypot(x - points[0][0], y - points[0][1]) > CLOSEST / 40);
    if (places.length > 1 && apart && view[2] > CLOSEST * 1.01) lookAt(places, CLOSEST);
    else go("place", places[0]);
  }

  const knotName = (places, most) => places.slice(0, most).map((n) => nameOf(PLACES[n])).join(", ") + (places.length > most ? ` +${places.length - most}` : "");

  /** Name of a place below its circle, or where else there is room; one that would cover another thing waits. */
  function spotName({ places, x, y, radius }, unit, taken) {
    const text = shorten(knotName(places, 1), 26);
    const half = text.length * 3.3;
    const far = radius + half + 3;
    const sides = [[0, radius + 12], [far, 4], [-far, 4], [0, -radius - 4]];
    for (const [dx, dy] of sides) {
      const [left, top] = [x / unit + dx - half, y / unit + dy - 11];
      if (taken.some(([l, u, r, d]) => left < r && left + 2 * half > l && top < d && top + 14 > u)) continue;
      taken.push([left, top, left + 2 * half, top + 14]);
      return svg("text", { class: "place", transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${unit}) translate(${dx} ${dy})`, text });
    }
    return null;
  }

  const reach = (count) => 5 + 4.2 * Math.log(1 + count);

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
