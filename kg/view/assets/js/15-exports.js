// The current view as a file: picture, drawing, table, RDF, calendar.

const Exports = (() => {
  function save(name, type, content) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const events = () => StoryList.chosen(Current.selection);

  // ---- drawing: written from the scene, so that it has names and lines as the canvas does

  /** `scale` below 1 draws names larger, for paper. */
  function graphSvg(scale) {
    // Where the reader has dragged things to, when the graph is what is shown.
    const scene = state.view === "graph" ? Canvas.scene() : buildScene(Current.selection, Current.pairs);
    const placed = Object.fromEntries(scene.nodes.map(({ id, x, y }) => [id, { x, y }]));
    const at = state.view === "graph" ? { ...placed, ...Canvas.positions() } : placed;
    const points = scene.nodes.map((node) => ({ ...node, ...at[node.id] }));
    const names = Names.placed(points, { at: (node) => node, reach: (node) => node.size, scale });
    const boxes = [...names.map(({ box }) => box), ...points.map(({ x, y, size }) => [x - size, y - size, x + size, y + size])];
    const margin = 24 / scale;
    const [left, top] = [0, 1].map((side) => Math.min(0, ...boxes.map((box) => box[side])) - margin);
    const [width, height] = [Math.max(0, ...boxes.map((box) => box[2])) - left + margin, Math.max(0, ...boxes.map((box) => box[3])) - top + margin];
    return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `${left} ${top} ${width} ${height}`, "font-family": FONT },
      svg("title", { text: document.title }),
      svg("rect", { x: left, y: top, width, height, fill: cssColour("--canvas") }),
      scene.edges.map((edge) => edgeSvg(edge, at)),
      points.map(nodeSvg),
      names.map((name) => nameSvg(name, scale)));
  }

  function edgeSvg(edge, at) {
    const [from, to] = [at[edge.from], at[edge.to]];
    const style = STATUS_STYLE[edge.status];
    const colour = statusColour(edge.status);
    const middle = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [nx, ny] = [((to.y - from.y) / length) * 7, (-(to.x - from.x) / length) * 7];
    return svg("g", { stroke: colour, "stroke-opacity": 0.75, fill: "none" },
      svg("path", { d: `M${from.x} ${from.y}L${to.x} ${to.y}`, "stroke-width": edge.width, "stroke-dasharray": style.dash.join(" ") || null }),
      style.struck && edge.pair && svg("path", { d: `M${middle[0] - nx} ${middle[1] - ny}L${middle[0] + nx} ${middle[1] + ny}`, "stroke-width": 2.5 }));
  }

  function nodeSvg(node) {
    const isEvent = node.event !== undefined;
    const status = isEvent ? known(EVENTS[node.event])?.status : undefined;
    const shape = isEvent ? SHAPES[EVENTS[node.event].type] : ACTOR_SHAPES[ACTORS[node.actor].kind];
    const fillColour = isEvent ? statusColour(status) : blocTint(ACTORS[node.actor].bloc);
    const solid = !isEvent || status === "held" || status === "ongoing";
    const style = STATUS_STYLE[status ?? "none"];
    return svg("g", {},
      svg("path", { d: pathData(shape, node.x, node.y, node.size), fill: cssColour("--paper") }),
      svg("path", { d: pathData(shape, node.x, node.y, node.size), fill: fillColour, "fill-opacity": solid ? 0.9 : 0.18, stroke: isEvent ? fillColour : cssColour("--ink"), "stroke-width": 1.6, "stroke-dasharray": isEvent ? style.dash.map((n) => n / 2).join(" ") || null : null }),
      isEvent && style.struck && svg("path", { d: `M${node.x - node.size * 1.3} ${node.y + node.size * 1.3}L${node.x + node.size * 1.3} ${node.y - node.size * 1.3}`, stroke: fillColour, "stroke-width": 2.5 }));
  }

  function nameSvg({ node, text, size, font, x, y }, scale) {
    const colour = cssColour(node.event === undefined ? "--ink" : "--ink-soft");
    return svg("text", { x, y: y + (size * 0.95) / scale, "text-anchor": "middle", "font-size": size / scale, "font-weight": font.startsWith("600") ? 600 : null, fill: colour, stroke: cssColour("--canvas"), "stroke-width": 3, "paint-order": "stroke", text });
  }

  function mapSvg() {
    const copy = $("map").querySelector("svg").cloneNode(true);
    const colours = { ".land": { fill: cssColour("--land") }, ".hole": { fill: cssColour("--paper") }, text: { fill: cssColour("--ink"), "text-anchor": "middle", "font-size": "11" } };
    for (const [selector, values] of Object.entries(colours)) {
      for (const node of copy.querySelectorAll(selector)) for (const [name, value] of Object.entries(values)) node.setAttribute(name, value);
    }
    for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width: $("map").clientWidth, height: $("map").clientHeight, "font-family": FONT })) copy.setAttribute(name, value);
    return copy;
  }

  const drawing = (scale = state.view === "graph" ? Math.min(1, Canvas.scale()) : 1) => (state.view === "map" ? mapSvg() : graphSvg(scale));
  const drawn = () => new XMLSerializer().serializeToString(drawing());

  function png() {
    const text = drawn();
    const image = new Image();
    image.onload = () => {
      const factor = Math.min(2, 4000 / Math.max(image.width, image.height, 1));
      const canvas = el("canvas", { width: Math.ceil(image.width * factor), height: Math.ceil(image.height * factor) });
      const ctx = canvas.getContext("2d");
      ctx.fillStyle = cssColour("--canvas");
      ctx.fillRect(0, 0, canvas.width, canvas.height);
      ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save("summitry.png", "image/png", blob));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  }

  // ---- table

  /** A cell; one that a spreadsheet would take for a formula is kept from being one. */
  function cell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  async function csv() {
    const head = ["event", "label", "type", "status", "date", "start", "end", "place", "participants", "documents", "outlets", "languages", "originators", "conflicts", "gathering", "quotes"];
    const rows = await Promise.all(events().map(async (event) => {
      const now = known(event);
      const [edtf, , start, end] = now.time === null ? ["", "", "", ""] : TIMES[now.time];
      const mentions = await mentionsOf(event);
      return [iri(event.id), eventLabel(event), event.type, now.status ?? "", edtf, start, end, now.place === null ? "" : nameOf(PLACES[now.place]),
        event.actors.map(actorName).join(" | "), ...now.counts, now.conflicts.map(Turtle.conflictText).join(" | "), event.gathering ? nameOf(GATHERINGS[event.gathering[0]]) : "", now.reports.map((n) => mentions[n].quote).join(" | ")];
    }));
    save("summitry.csv", "text/csv;charset=utf-8", `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`);
  }

  // ---- calendar: what is planned and dated; all-day, the whole interval, marked tentative unless agreed

  function calendar() {
    const planned = events().filter((event) => PENDING.has(known(event).status) && known(event).time !== null);
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Summitry//viewer//EN", "CALSCALE:GREGORIAN"];
    for (const event of planned) lines.push(...entry(event));
    lines.push("END:VCALENDAR");
    save("summitry.ics", "text/calendar;charset=utf-8", `${lines.filter(Boolean).map(folded).join("\r\n")}\r\n`);
  }

  const icsText = (text) => clean(text).replace(/[\\;,]/g, (char) => `\\${char}`).replace(/\r?\n/g, "\\n");
  const icsDay = (number) => isoDay(number).replaceAll("-", "");

  function entry(event) {
    const { status, time, counts, place: at } = known(event);
    const [start, end] = TIME_DAYS[time];
    const first = start ?? end;
    if (first === null) return [];
    const place = at === null ? null : PLACES[at];
    return ["BEGIN:VEVENT", `UID:${event.id.replace(/[^\w.-]/g, "-")}@summitry`, "DTSTAMP:19700101T000000Z",
      `DTSTART;VALUE=DATE:${icsDay(first)}`, `DTEND;VALUE=DATE:${icsDay((end ?? first) + 1)}`,
      `SUMMARY:${icsText(eventLabel(event))}`, `STATUS:${status === "planned" || status === "ongoing" ? "CONFIRMED" : "TENTATIVE"}`,
      place && `LOCATION:${icsText(nameOf(place))}`, `DESCRIPTION:${icsText(`${term(status)}, ${exactness(time)}; ${tn("documents", counts[0])}, ${tn("originators", counts[3])}`)}`,
      "TRANSP:TRANSPARENT", "END:VEVENT"];
  }

  /** Lines of at most 75 octets, as RFC 5545 wants, never cut inside a letter. */
  function folded(text) {
    const encoder = new TextEncoder();
    let line = "";
    let length = 0;
    for (const letter of text) {
      const size = encoder.encode(letter).length;
      if (length + size > 73) {
        line += "\r\n ";
        length = 1;
      }
      line += letter;
      length += size;
    }
    return line;
  }

  const ttl = async () => save("summitry.ttl", "text/turtle;charset=utf-8", await Turtle.write(events()));

  const ACTIONS = { png, svg: () => save("summitry.svg", "image/svg+xml;charset=utf-8", drawn()), csv, ttl, ics: calendar };

  return { run: (name) => ACTIONS[name](), drawing };
})();
