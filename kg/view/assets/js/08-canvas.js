// The graph on its canvas: vis-network draws lines, pans, zooms and finds what is under the pointer; shapes and names
// are drawn here, names always at the same size on the screen and never one over another.

const Canvas = (() => {
  let network;
  let nodes;
  let edges;
  let scene = { nodes: [], edges: [] };
  let byId = new Map();
  let hovered = null;
  let lit = null; // ids that stay bright while the pointer is on something
  let names = []; // with their places
  let arranged = null; // zoom for which they have them
  let frame = null; // what was in the window when the scene was last fitted to it

  function start(container) {
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    const options = {
      ...FIRST_VIEW.options,
      autoResize: true,
      nodes: { shape: "custom", ctxRenderer, chosen: false },
      edges: { smooth: false, chosen: false, arrowStrikethrough: true, hoverWidth: 1.5, selectionWidth: 0 },
    };
    network = new vis.Network(container, { nodes, edges }, options);
    network.on("click", ({ nodes: [node], edges: [edge], event }) => follow(node, edge, event.srcEvent?.shiftKey));
    network.on("hoverNode", ({ node }) => hover(node));
    network.on("blurNode", () => hover(null));
    network.on("hoverEdge", ({ edge }) => hover(edge));
    network.on("blurEdge", () => hover(null));
    network.on("dragging", ({ nodes: dragged }) => dragged.length && (arranged = null));
    network.on("afterDrawing", drawNames);
    container.addEventListener("mousemove", (event) => Tooltip.move(event));
    return network;
  }

  /** Go to what was clicked; with Shift, in a page of the service, put its surroundings into this picture. */
  function follow(node, edge, expanding) {
    const target = byId.get(node ?? edge);
    if (!target) return;
    if (target.actor !== undefined && expanding && reach) reach.expand(target.actor);
    else if (target.actor !== undefined) go("actor", target.actor);
    else if (target.pair) go("pair", target.pair.a, target.pair.b);
    else if (target.event !== undefined) go("event", typeof target.event === "number" ? target.event : target.event.n);
  }

  function hover(id) {
    hovered = id;
    const target = id === null ? null : byId.get(id);
    lit = target ? around(target) : null;
    document.body.classList.toggle("pointing", Boolean(target));
    if (target) Tooltip.show(describe(target));
    else Tooltip.hide();
    shade();
  }

  /** Point at a node as if the pointer were on it, until something else is; gives what can be said of it. */
  function point(id) {
    hovered = byId.has(id) ? id : null;
    lit = hovered === null ? null : around(byId.get(id));
    shade();
    if (hovered === null) return "";
    const { x, y } = network.getPositions([id])[id];
    if (isHidden(x, y)) network.moveTo({ position: { x, y }, animation: false });
    return describe(byId.get(id)).join(". ");
  }

  /** Point at the next node in a direction (a unit vector), as arrow keys ask for; first at the most important. */
  function step(dx, dy) {
    const positions = network.getPositions();
    const from = positions[hovered];
    if (!from) return point([...scene.nodes].sort((a, b) => a.rank - b.rank)[0]?.id);
    let [best, least] = [null, Infinity];
    for (const { id } of scene.nodes) {
      const [x, y] = [positions[id].x - from.x, positions[id].y - from.y];
      const distance = Math.hypot(x, y);
      const ahead = (x * dx + y * dy) / (distance || 1); // 1: straight ahead, 0: beside
      const far = distance * (3 - 2 * ahead);
      if (id !== hovered && ahead > 0.3 && far < least) [best, least] = [id, far];
    }
    return best === null ? describe(byId.get(hovered)).join(". ") : point(best);
  }

  /** Go to what is pointed at. */
  const enter = (expanding) => hovered !== null && follow(hovered, undefined, expanding);

  function around(target) {
    const ids = new Set([target.id]);
    for (const edge of scene.edges) {
      if (edge.id === target.id || edge.from === target.id || edge.to === target.id) ids.add(edge.id).add(edge.from).add(edge.to);
    }
    return ids;
  }

  function shade() {
    edges.update(scene.edges.map((edge) => ({ id: edge.id, color: edgeColour(edge) })));
  }

  function edgeColour(edge) {
    const colour = statusColour(edge.status);
    const opacity = lit ? (lit.has(edge.id) ? 1 : 0.08) : edge.pair ? 0.62 : 0.75;
    return { color: colour, hover: colour, highlight: colour, opacity };
  }

  function describe(target) {
    if (target.actor !== undefined) {
      const count = Current.selection.events.filter((event) => event.actors.includes(target.actor)).length;
      return [target.label, `${t("kinds")[ACTORS[target.actor].kind]} \u00b7 ${tn("events", count)}`];
    }
    if (target.pair) {
      const { a, b, events } = target.pair;
      const last = lastOf(events);
      return [`${actorName(a)} \u2013 ${actorName(b)}`, tn("events", events.length), eventLabel(last.event)];
    }
    const event = typeof target.event === "number" ? EVENTS[target.event] : target.event;
    return [eventLabel(event), tn("documents", known(event).counts[0])];
  }

  function ctxRenderer({ ctx, id, x, y }) {
    const node = byId.get(id);
    const size = drawnSize(node);
    const reach = size * 1.25;
    return {
      drawNode() {
        if (!node) return;
        ctx.globalAlpha = lit && !lit.has(id) ? 0.2 : 1;
        if (node.event !== undefined) drawEvent(ctx, EVENTS[node.event].type, known(EVENTS[node.event])?.status, x, y, size, node.strong || id === hovered);
        else drawActor(ctx, node, x, y, size, id === hovered);
        ctx.globalAlpha = 1;
      },
      nodeDimensions: { width: reach * 2, height: reach * 2 },
    };
  }

  /** Size of a node; on a small screen it grows, so that it can still be seen and touched. */
  function drawnSize(node) {
    const scale = network?.getScale() ?? 1;
    return (node?.size ?? 8) * Math.max(1, Math.min(2.2, 0.62 / scale));
  }

  function drawActor(ctx, node, x, y, size, strong) {
    const actor = ACTORS[node.actor];
    ctx.save();
    tracePath(ctx, ACTOR_SHAPES[actor.kind], x, y, size);
    ctx.fillStyle = blocTint(actor.bloc);
    ctx.fill();
    ctx.strokeStyle = cssColour("--ink");
    ctx.lineWidth = node.strong || strong ? 2.6 : 1.2;
    if (actor.kind === "group") ctx.setLineDash([3, 3]);
    ctx.stroke();
    ctx.restore();
  }

  /** Names at their nodes, in letters of one size however near one looks; when one points at something, of what is lit. */
  function drawNames(ctx) {
    const scale = network.getScale();
    arrange(scale);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.strokeStyle = cssColour("--canvas");
    ctx.lineWidth = 4 / scale;
    for (const { node, text, font, size, x, y } of names) {
      if (lit && !lit.has(node.id)) continue;
      ctx.font = font.replace(`${size}px`, `${size / scale}px`);
      ctx.strokeText(text, x, y);
      ctx.fillStyle = cssColour(node.event !== undefined ? "--ink-soft" : "--ink");
      ctx.fillText(text, x, y);
    }
  }

  /** Find names their places: anew only for another scene or zoom, or when something was dragged. */
  function arrange(scale) {
    if (arranged === scale) return;
    arranged = scale;
    const positions = network.getPositions();
    names = Names.placed(scene.nodes, { at: (node) => positions[node.id], reach: drawnSize, scale, frame });
  }

  /** Put another scene on the canvas; `refit` when the reader has moved to another one. */
  function show(next, refit) {
    scene = next;
    byId = new Map([...scene.nodes, ...scene.edges].map((item) => [item.id, item]));
    hovered = lit = arranged = null;
    Tooltip.hide();
    nodes.clear();
    edges.clear();
    nodes.add(scene.nodes.map(({ id, x, y, size }) => ({ id, x, y, size })));
    if (refit || scene.nodes.some(isOutside)) fit();
    edges.add(scene.edges.map(visEdge));
  }

  /** Whether a node that has just come in is where the reader does not look. */
  const isOutside = ({ actor, x, y }) => ADDED.includes(actor) && isHidden(x, y);

  function isHidden(x, y) {
    const at = network.canvasToDOM({ x, y });
    return at.x < 0 || at.y < 0 || at.x > $("stage").clientWidth || at.y > $("stage").clientHeight;
  }

  function visEdge(edge) {
    const style = STATUS_STYLE[edge.status];
    return {
      id: edge.id, from: edge.from, to: edge.to, width: edge.width * Math.max(1, Math.min(2, 0.8 / network.getScale())), color: edgeColour(edge),
      dashes: style.dash.length ? style.dash.map((n) => Math.max(1.5, n)) : false,
      // A bar across the line: it was called off.
      arrows: { middle: { enabled: Boolean(style.struck && edge.pair), type: "bar", scaleFactor: 0.55 }, to: { enabled: false } },
      label: edge.label || undefined,
      font: { color: cssColour("--ink-soft"), strokeColor: cssColour("--canvas"), strokeWidth: 4, size: 13, face: FONT },
    };
  }

  function fit() {
    if (!scene.nodes.length) return;
    const [xs, ys] = [scene.nodes.map((node) => node.x), scene.nodes.map((node) => node.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { clientWidth: width, clientHeight: height } = $("stage");
    // Room for names at the edges; and a scene of few nodes is not blown up beyond what reads well.
    const halfName = (edge) => Math.max(...scene.nodes.filter((node) => node.x === edge).map((node) => (node.rank < 0 ? 5.2 : 4) * Math.min(26, node.label.length)));
    const margin = Math.max(60, 36 + halfName(left) + halfName(right));
    const scale = Math.min(1.25, Math.max(60, width - margin) / Math.max(1, right - left), Math.max(60, height - 110) / Math.max(1, bottom - top));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: 0, y: -18 }, animation: false });
    const half = width / scale / 2;
    arranged = null;
    frame = [(left + right) / 2 - half, 0, (left + right) / 2 + half, 0];
  }

  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: { duration: 150 } });
  const pan = (dx, dy) => {
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() }, animation: false });
  };

  /** Where on the screen a node, or the middle of a line, is. */
  function at(id) {
    const item = byId.get(id);
    const ends = item.from ? network.getPositions([item.from, item.to]) : network.getPositions([id]);
    const points = Object.values(ends);
    const middle = { x: points.reduce((sum, p) => sum + p.x, 0) / points.length, y: points.reduce((sum, p) => sum + p.y, 0) / points.length };
    const { left, top } = $("canvas").getBoundingClientRect();
    const dom = network.canvasToDOM(middle);
    return { x: dom.x + left, y: dom.y + top };
  }

  return {
    start, show, fit, zoom, pan, at, point, step, enter,
    scene: () => scene,
    positions: () => network.getPositions(),
    scale: () => network.getScale(),
    names: () => names,
  };
})();

/** A few lines beside the pointer. */
const Tooltip = (() => {
  const box = $("tooltip");
  return {
    show(lines) {
      fill(box, lines.map((line, n) => el(n ? "div" : "strong", {}, bdi(shorten(line, 140)))));
      box.hidden = false;
    },
    hide() {
      box.hidden = true;
    },
    move({ clientX, clientY }) {
      const { offsetWidth: width, offsetHeight: height } = box;
      box.style.left = `${Math.max(4, Math.min(clientX + 14, innerWidth - width - 8))}px`;
      box.style.top = `${Math.max(4, clientY + 18 + height > innerHeight ? clientY - height - 12 : clientY + 18)}px`;
    },
  };
})();
