// What the graph shows: {nodes, edges} with positions. Never everything: the overview has actors only, and events
// appear around the actor, the pair or the event that the reader looks at.

// In one scene; the panel lists them all. A phone has room for fewer.
const mostEvents = () => (isNarrow() ? 16 : 48);
const mostOthers = () => (isNarrow() ? 10 : 26);

const actorNode = (number, x, y, extra = {}) => ({ id: `a${number}`, actor: number, x, y, label: actorName(number), size: 9, rank: 0, ...extra });
const eventNode = (event, x, y, extra = {}) => ({ id: `e${event.n}`, event: event.n, x, y, label: shortTime(known(event)?.time ?? null) || placeName(event), size: 11, rank: 0, ...extra });
const dayAndPlace = (event) => [shortTime(known(event).time), placeName(event)].filter(Boolean).join(", ") || term(event.type);
const placeName = (event) => ((known(event)?.place ?? null) === null ? "" : nameOf(PLACES[known(event).place]));

function buildScene(selection, pairs) {
  const scene = sceneOf(selection, pairs);
  return scene.nodes.length ? scene : loneScene(selection.events.filter(inScene));
}

function sceneOf(selection, pairs) {
  const { kind, ids } = state.scene;
  if (kind === "actor") return actorScene(ids[0], selection);
  if (kind === "pair") return pairScene(ids, selection);
  if (kind === "event") return eventScene(EVENTS[ids[0]], selection);
  if (kind === "gathering") return gatheringScene(selection);
  return overviewScene(pairs);
}

const ADDED = []; // actors put into the overview besides, in this order, in a page of the service
let FIRST_PAIRS = null; // there: who dealt with whom when the page came; their lines stay whatever else comes in

/** The most connected actors and the strongest ties between them; a tie stands for all events of the two. */
function overviewScene(pairs, all = true) {
  const plain = all && !isFiltered();
  const weight = weights(pairs);
  const heaviest = (many) => [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || a - b).slice(0, many);
  const own = plain ? DATA.first.slice(0, state.shown) : heaviest(state.shown);
  const chosen = all ? [...new Set([...own, ...ADDED.filter((actor) => weight.has(actor))])] : own;
  const most = Math.max(1, ...chosen.map((actor) => weight.get(actor) ?? 0));
  const nodes = chosen.map((actor, n) =>
    actorNode(actor, ACTORS[actor].x, ACTORS[actor].y, { size: 7 + 15 * Math.sqrt((weight.get(actor) ?? 0) / most), rank: n, strong: ACTORS[actor].broker > 0.35 }),
  );
  const edges = tiesToDraw(pairs, own, chosen, plain).map((pair) => {
    const { status } = lastOf(pair.events);
    return { id: `p${pair.a}-${pair.b}`, from: `a${pair.a}`, to: `a${pair.b}`, status, width: 0.8 + 1.2 * Math.log(1 + pair.events.length), pair };
  });
  const basis = nodes.slice(0, own.length);
  if (own.length !== FIRST_VIEW.nodes.length || !plain) loosen(nodes, basis);
  stretch(nodes, basis);
  return { nodes, edges };
}

function weights(pairs) {
  const weight = new Map();
  for (const pair of pairs.values()) {
    for (const actor of [pair.a, pair.b]) weight.set(actor, (weight.get(actor) ?? 0) + pair.weight);
  }
  return weight;
}

/** The strongest ties; where actors were added to the first view, the lines that it had stay and theirs are added. */
function tiesToDraw(pairs, own, chosen, plain) {
  const among = (some, all) => [...all.values()].filter((pair) => some.has(pair.a) && some.has(pair.b));
  const within = among(new Set(chosen), pairs);
  if (!plain || !FIRST_PAIRS || chosen.length === own.length) return strongest(within, chosen.length);
  const kept = new Set(strongest(among(new Set(own), FIRST_PAIRS), own.length).map(pairKey));
  const later = new Set(chosen.slice(own.length));
  const theirs = strongest(within.filter((pair) => later.has(pair.a) || later.has(pair.b)), later.size);
  return [...new Set([...within.filter((pair) => kept.has(pairKey(pair))), ...theirs])];
}

/** Who met whom at a gathering: in a ring, each about where the reader knows it. */
function gatheringScene(selection) {
  const scene = overviewScene(pairsOf(selection.events.filter(inScene)), false);
  const order = [...scene.nodes].sort((a, b) => Math.atan2(a.y, a.x) - Math.atan2(b.y, b.x) || a.actor - b.actor);
  const radius = Math.max(150, order.length * 26);
  order.forEach((node, n) => {
    const turn = (2 * Math.PI * n) / order.length - Math.PI;
    node.x = windowShape() * radius * Math.cos(turn);
    node.y = radius * Math.sin(turn);
  });
  return scene;
}

/**
 * Give those that are left the room of those that are not: by their order, which the reader knows, and by distance.
 * What was added is put between the same neighbours as before.
 */
function loosen(nodes, basis) {
  for (const key of ["x", "y"]) {
    const order = basis.map((node) => node[key]).sort((a, b) => a - b);
    const [low, high] = [order[0] ?? 0, order.at(-1) ?? 0];
    const last = Math.max(1, order.length - 1);
    const extent = Math.min(high - low, 160 * Math.sqrt(basis.length));
    const places = order.map((value, n) => extent * (0.55 * (n / last) + 0.45 * ((value - low) / (high - low || 1)) - 0.5));
    for (const node of nodes) node[key] = between(node[key], order, places);
  }
}

/** Where a value comes to lie when the ones in order move to these places. */
function between(value, order, places) {
  const n = order.findIndex((one) => one >= value);
  if (n < 0) return places.at(-1) + (value - order.at(-1));
  if (order[n] === value) return places[n];
  if (n === 0) return places[0] - (order[0] - value);
  return places[n - 1] + ((value - order[n - 1]) / (order[n] - order[n - 1])) * (places[n] - places[n - 1]);
}

/** Draw the layout, made for a window somewhat wider than tall, out to the shape that the window has; by some nodes. */
function stretch(nodes, basis) {
  const box = $("stage");
  const extent = (key) => Math.max(1, ...basis.map((node) => node[key])) - Math.min(-1, ...basis.map((node) => node[key]));
  const wanted = (box.clientWidth - 110) / Math.max(100, box.clientHeight - 60);
  const factor = Math.sqrt(wanted / (extent("x") / extent("y")));
  const [wide, tall] = [Math.min(1.5, Math.max(0.62, factor)), Math.min(1.5, Math.max(0.62, 1 / factor))];
  for (const node of nodes) {
    node.x *= wide;
    node.y *= tall;
  }
}

/** How much wider than tall a ring of nodes is drawn. */
function windowShape() {
  const box = $("stage");
  return Math.min(1.45, Math.max(0.8, box.clientWidth / Math.max(1, box.clientHeight)));
}

/** Each actor's strongest tie, then the strongest of the rest while the picture stays readable. */
function strongest(pairs, actors) {
  const order = [...pairs].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  const tied = new Set();
  const kept = new Set();
  for (const pair of order) {
    if (tied.has(pair.a) && tied.has(pair.b)) continue;
    tied.add(pair.a).add(pair.b);
    kept.add(pair);
  }
  for (const pair of order) {
    if (kept.size >= actors * 2.2) break;
    kept.add(pair);
  }
  return [...kept];
}

/** Latest events first when not all can be shown. */
function latest(events, most = mostEvents()) {
  return events.slice(-most);
}

/** An actor in the middle, those it dealt with around it (about where they stand in the overview), events between. */
function actorScene(actor, selection) {
  const events = latest(selection.events.filter((event) => event.actors.includes(actor)));
  const dealings = new Map();
  for (const event of events) {
    for (const other of event.actors) if (other !== actor) dealings.set(other, (dealings.get(other) ?? 0) + 1);
  }
  const others = [...dealings.keys()].sort((a, b) => dealings.get(b) - dealings.get(a) || a - b).slice(0, mostOthers());
  const centre = ACTORS[actor];
  others.sort((a, b) => bearing(centre, ACTORS[a]) - bearing(centre, ACTORS[b]) || a - b);
  const radius = Math.max(250, others.length * 24);
  const mains = new Map(events.map((event) => [event, mainPartner(event, actor, others, dealings)]));
  const shares = others.map((other) => 1 + [...mains.values()].filter((main) => main === other).length);
  const angle = turns(others, shares);
  const wide = windowShape();
  const at = (turn, far) => [wide * far * Math.cos(turn), far * Math.sin(turn)];
  const nodes = [actorNode(actor, 0, 0, { size: 22, rank: -1, strong: true })];
  for (const other of others) nodes.push(actorNode(other, ...at(angle.get(other), radius), { size: 11, rank: 1 }));
  const edges = [];
  const sectors = new Map();
  for (const event of events) {
    const main = mains.get(event);
    if (!sectors.has(main)) sectors.set(main, []);
    sectors.get(main).push(event);
  }
  for (const [main, list] of sectors) {
    const share = main === undefined ? 0.5 : (2 * Math.PI * shares[others.indexOf(main)]) / shares.reduce((a, b) => a + b, 0);
    placeSector(list, main === undefined ? Math.PI / 2 : angle.get(main), radius, main === undefined, share, at, nodes);
  }
  for (const event of events) {
    edges.push(spoke(event, actor));
    for (const other of event.actors) if (angle.has(other)) edges.push(spoke(event, other));
  }
  return { nodes, edges };
}

/** Of those who took part with the actor, the one it deals with most: beside it the event is drawn. */
function mainPartner(event, actor, others, dealings) {
  return event.actors.filter((other) => other !== actor && others.includes(other)).sort((a, b) => dealings.get(b) - dealings.get(a) || a - b)[0];
}

/** Directions on the circle, each with room by its share. */
function turns(others, shares) {
  const sum = shares.reduce((a, b) => a + b, 0);
  const found = new Map();
  let at = -Math.PI;
  others.forEach((other, n) => {
    const room = (2 * Math.PI * shares[n]) / sum;
    found.set(other, at + room / 2);
    at += room;
  });
  return found;
}

function bearing(from, to) {
  return Math.atan2(to.y - from.y, (to.x - from.x) / 1.45);
}

/** Events with one partner: along the way to it, side by side in rows when they are many. */
function placeSector(events, turn, radius, alone, room, at, nodes) {
  const inner = alone ? 0.3 : 0.36;
  const rows = Math.min(events.length, Math.max(1, Math.floor((radius * 0.42) / 46)));
  const columns = Math.ceil(events.length / rows);
  const width = Math.min(room, 2.2) * 0.75;
  events.forEach((event, n) => {
    const row = n % rows;
    const column = Math.floor(n / rows);
    const far = radius * (inner + (0.42 * (row + (column % 2 ? 0.75 : 0.35))) / rows);
    const aside = columns > 1 ? (column / (columns - 1) - 0.5) * width : 0;
    nodes.push(eventNode(event, ...at(turn + aside, far), { rank: 40 + n }));
  });
}

const spoke = (event, actor, extra = {}) => ({ id: `s${event.n}-${actor}`, from: `e${event.n}`, to: `a${actor}`, status: known(event).status ?? "none", width: 1.6, event, ...extra });

/** Two actors and between them, from top to bottom in order of time, their events with day and place beside each. */
function pairScene([a, b], selection) {
  const events = latest(selection.events.filter((event) => event.actors.includes(a) && event.actors.includes(b)));
  const columns = Math.max(1, Math.ceil(events.length / (isNarrow() ? 16 : 24)));
  const rows = Math.ceil(events.length / columns);
  const tall = rows * 44 + 60;
  const half = Math.min(420, Math.max(230, (tall * $("stage").clientWidth) / $("stage").clientHeight / 2.3)) + 130 * (columns - 1);
  const nodes = [actorNode(a, -half, 0, { size: 20, rank: -2, strong: true }), actorNode(b, half, 0, { size: 20, rank: -1, strong: true })];
  const edges = [];
  events.forEach((event, n) => {
    const column = Math.floor(n / rows);
    const inColumn = Math.min(rows, events.length - column * rows);
    const x = (column - (columns - 1) / 2) * 290 - 40;
    const y = ((n % rows) - (inColumn - 1) / 2) * 44;
    nodes.push(eventNode(event, x, y, { rank: n, side: "right", label: dayAndPlace(event) }));
    edges.push(spoke(event, a), spoke(event, b));
  });
  return { nodes, edges };
}

/** One event, who took part in what role; with two at most, also what was between them before and after. */
function eventScene(event, selection) {
  const nodes = [eventNode(event, 0, 0, { size: 24, rank: -1, strong: true })];
  const edges = [];
  const radius = Math.max(230, event.actors.length * 26);
  event.actors.forEach((actor, n) => {
    const turn = (2 * Math.PI * n) / event.actors.length - (event.actors.length < 3 ? Math.PI : Math.PI / 2);
    nodes.push(actorNode(actor, windowShape() * radius * Math.cos(turn), radius * Math.sin(turn), { size: 15, rank: n }));
    const roles = event.people.filter(([other, role]) => other === actor && role !== "participant").map(([, role]) => term(role));
    edges.push(spoke(event, actor, { width: 2.6, label: roles.join(", ") }));
  });
  if (event.actors.length === 1 || event.actors.length === 2) addContext(event, selection, nodes, edges);
  return { nodes, edges };
}

const MOST_CONTEXT = 4; // events before, and after

/** Earlier events of the same actors above, later ones below. */
function addContext(event, { events }, nodes, edges) {
  const shared = events.filter((other) => event.actors.every((actor) => other.actors.includes(actor)));
  const at = shared.indexOf(event);
  if (at < 0) return;
  const [before, after] = [shared.slice(Math.max(0, at - MOST_CONTEXT), at).reverse(), shared.slice(at + 1, at + 1 + MOST_CONTEXT)];
  for (const [list, side] of [[before, -1], [after, 1]]) {
    list.forEach((other, n) => {
      nodes.push(eventNode(other, 0, side * (92 + 48 * n), { size: 8, rank: 10 + n, side: "right", label: dayAndPlace(other) }));
      for (const actor of event.actors) edges.push(spoke(other, actor, { width: 0.8 }));
    });
  }
}

/** Events that tie nobody to anybody, when there is nothing else to show: one below the other, with their labels. */
function loneScene(events) {
  const shown = latest(events, isNarrow() ? 10 : 16);
  const nodes = shown.map((event, n) => eventNode(event, 0, (n - (shown.length - 1) / 2) * 46, { rank: n, side: "right", label: eventLabel(event) }));
  return { nodes, edges: [] };
}
