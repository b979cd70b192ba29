// Below the graph: how many events at what time and with what status; drag to choose a period. And, apart from it,
// "known by": what had been reported up to a day, which can be played.

const Timeline = (() => {
  const HEIGHT = 84;
  const AXIS = 16;
  const FEWEST = 12; // bars
  let bins = null;
  let drag = null;
  let timer = null;

  function start() {
    const box = $("bars");
    box.addEventListener("pointerdown", begin);
    box.addEventListener("pointermove", extend);
    box.addEventListener("pointerup", finish);
    box.addEventListener("pointercancel", () => (drag = null));
    $("from").addEventListener("change", (event) => change({ from: dayNumber(event.target.value) }));
    $("to").addEventListener("change", (event) => change({ to: dayNumber(event.target.value) }));
    $("all-times").addEventListener("click", () => change({ from: null, to: null }));
    $("asof").addEventListener("input", (event) => change({ asOf: REPORT_DAYS[Number(event.target.value)] ?? null }));
    $("play").addEventListener("click", () => (timer ? stop() : play()));
    renew();
  }

  /** Take notice of the days of reports that have come in since. */
  function renew() {
    $("asof").max = String(REPORT_DAYS.length);
    document.querySelector(".known").hidden = REPORT_DAYS.length < 2;
  }

  // ---- bars

  /**
   * Bins of a year, a quarter, a month or a week, whichever gives a readable number of bars. A few events of other
   * centuries would leave the rest no room: they go into the first bar or the last.
   */
  function cut(events) {
    const days = events.map(orderDay).filter(Number.isFinite).sort((a, b) => a - b);
    if (!days.length) return null;
    const [first, last] = bulk(days);
    const years = (last - first) / 365;
    const unit = years > 14 ? "year" : years > 5 ? "quarter" : years > 0.6 ? "month" : "week";
    const starts = [floorTo(first, unit)];
    while (next(starts.at(-1), unit) <= last) starts.push(next(starts.at(-1), unit));
    // A bar or two would fill the whole width.
    while (starts.length < FEWEST) starts.length % 2 ? starts.push(next(starts.at(-1), unit)) : starts.unshift(floorTo(starts[0] - 1, unit));
    starts.push(next(starts.at(-1), unit));
    return { unit, starts, counts: starts.slice(1).map(() => ({})), earlier: days[0] < starts[0], later: days.at(-1) >= starts.at(-1) };
  }

  /** First and last day of nearly all events, if the rest lies far from them. */
  function bulk(days) {
    const [first, last] = [days[0], days.at(-1)];
    const [low, high] = [days[Math.floor(days.length * 0.04)], days[Math.ceil(days.length * 0.985) - 1]];
    return last - first > 2.5 * Math.max(360, high - low) ? [low, high] : [first, last];
  }

  function floorTo(day, unit) {
    const date = new Date(day * DAY);
    if (unit === "week") return day - ((date.getUTCDay() + 6) % 7);
    const month = unit === "year" ? 0 : unit === "quarter" ? 3 * Math.floor(date.getUTCMonth() / 3) : date.getUTCMonth();
    return Date.UTC(date.getUTCFullYear(), month, 1) / DAY;
  }

  function next(day, unit) {
    if (unit === "week") return day + 7;
    const date = new Date(day * DAY);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + { year: 12, quarter: 3, month: 1 }[unit], 1) / DAY;
  }

  function binOf(day) {
    let low = 0;
    let high = bins.starts.length - 2;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (bins.starts[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function draw({ anyTime }) {
    const box = $("bars");
    bins = cut(anyTime);
    $("from").value = state.from === null ? "" : isoDay(state.from);
    $("to").value = state.to === null ? "" : isoDay(state.to);
    $("all-times").hidden = state.from === null && state.to === null;
    drawAsOf();
    if (!bins) return void fill(box);
    for (const event of anyTime) {
      const day = orderDay(event);
      if (!Number.isFinite(day)) continue;
      const counts = bins.counts[binOf(day)];
      const status = known(event).status ?? "none";
      counts[status] = (counts[status] ?? 0) + 1;
    }
    fill(box, picture(box.clientWidth || 600));
  }

  function picture(width) {
    const { starts, counts, unit } = bins;
    const sums = counts.map((count) => Object.values(count).reduce((a, b) => a + b, 0));
    const most = Math.max(1, ...sums);
    const step = width / counts.length;
    const tall = HEIGHT - AXIS;
    const bars = counts.map((count, n) => {
      let top = tall;
      const parts = STATUSES.filter((status) => count[status]).map((status) => {
        const height = (count[status] / most) * (tall - 8);
        top -= height;
        return svg("rect", { x: n * step + step * 0.08, y: top, width: Math.max(0.6, step * 0.84), height, fill: statusColour(status), "fill-opacity": status === "held" || status === "ongoing" ? 0.9 : 0.6 });
      });
      if (!parts.length) return null;
      const said = STATUSES.filter((status) => count[status]).map((status) => `${count[status]} ${term(status)}`).join(", ");
      return svg("g", { class: within(n) ? "bar" : "bar out" }, svg("title", { text: `${binName(n)}: ${said}` }), parts);
    });
    return svg("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" }, bars, ticks(width, step, tall), brushed(step, tall));
  }

  const from = (n) => (n === 0 && bins.earlier ? -Infinity : bins.starts[n]);
  const until = (n) => (n === bins.counts.length - 1 && bins.later ? Infinity : bins.starts[n + 1]);
  const within = (n) => (state.from === null || until(n) > state.from) && (state.to === null || from(n) <= state.to);

  /** Name of a bar; of one that holds what lies before or after, too. */
  function binName(n) {
    const name = unitName(bins.starts[n], bins.unit);
    return from(n) === -Infinity ? `\u2264 ${name}` : until(n) === Infinity ? `\u2265 ${name}` : name;
  }

  function unitName(day, unit) {
    const iso = isoDay(day);
    return unit === "year" ? iso.slice(0, 4) : unit === "week" ? dayText(iso) : unitText(iso, "month");
  }

  function ticks(width, step, tall) {
    const every = Math.max(1, Math.ceil(bins.counts.length / Math.max(2, Math.floor(width / 74))));
    const nodes = [svg("line", { x1: 0, x2: width, y1: tall, y2: tall, class: "axis" })];
    const format = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", year: "numeric", ...(bins.unit === "year" ? {} : { month: "short" }), ...(bins.unit === "week" ? { day: "numeric" } : {}) });
    for (let n = 0; n < bins.counts.length; n += every) {
      if (n * step > width - 40) break;
      nodes.push(svg("text", { x: n * step + 2, y: HEIGHT - 3, class: "tick", text: (from(n) === -Infinity ? "\u2264 " : "") + format.format(new Date(bins.starts[n] * DAY)) }));
    }
    return nodes;
  }

  // ---- choosing a period

  const dayAt = (x) => {
    const step = ($("bars").clientWidth || 1) / bins.counts.length;
    const n = Math.max(0, Math.min(bins.counts.length - 1, Math.floor(x / step)));
    return [from(n), until(n) - 1].map((day) => (Number.isFinite(day) ? day : null));
  };

  function begin(event) {
    if (!bins) return;
    drag = { from: event.offsetX, to: event.offsetX };
    $("bars").setPointerCapture?.(event.pointerId);
    event.preventDefault();
  }

  function extend(event) {
    if (!drag) return;
    const left = $("bars").getBoundingClientRect().left;
    drag.to = event.clientX - left;
    const step = ($("bars").clientWidth || 1) / bins.counts.length;
    $("bars").querySelector(".brush")?.remove();
    const box = brushBox(Math.min(drag.from, drag.to), Math.max(drag.from, drag.to), step);
    $("bars").firstElementChild?.append(box);
  }

  const brushBox = (left, right) => svg("rect", { class: "brush", x: left, y: 0, width: Math.max(1, right - left), height: HEIGHT - AXIS });

  function brushed(step, tall) {
    if (state.from === null && state.to === null) return null;
    const place = (day) => {
      const n = binOf(day);
      return Math.max(0, Math.min(bins.counts.length, n + (day - bins.starts[n]) / (bins.starts[n + 1] - bins.starts[n]))) * step;
    };
    const left = state.from === null ? 0 : place(state.from);
    const right = state.to === null ? bins.counts.length * step : place(state.to + 1);
    return svg("rect", { class: "brush", x: left, y: 0, width: Math.max(2, right - left), height: tall });
  }

  function finish() {
    if (!drag) return;
    const [left, right] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    drag = null;
    const clicked = right - left < 4;
    const [from, to] = [dayAt(left)[0], dayAt(right)[1]];
    if (clicked && state.from === from && state.to === to) change({ from: null, to: null });
    else change({ from, to });
  }

  // ---- what was known by a day

  function drawAsOf() {
    const at = state.asOf === null ? REPORT_DAYS.length : REPORT_DAYS.filter((day) => day <= state.asOf).length - 1;
    const text = state.asOf === null ? (DATA.asOf ? dayText(DATA.asOf) : t("as_of_all")) : dayText(isoDay(state.asOf));
    $("asof").value = String(at);
    $("asof").setAttribute("aria-valuetext", text);
    $("asof-text").textContent = text;
    $("play-text").textContent = t(timer ? "pause" : "play");
    $("play").setAttribute("aria-pressed", String(Boolean(timer)));
  }

  function play() {
    const at = Number($("asof").value);
    let step = at >= REPORT_DAYS.length ? 0 : at;
    const stride = Math.max(1, Math.round(REPORT_DAYS.length / 120));
    timer = setInterval(() => {
      step += stride;
      if (step >= REPORT_DAYS.length) {
        stop();
        change({ asOf: null });
      } else change({ asOf: REPORT_DAYS[step] });
    }, 450);
    change({ asOf: REPORT_DAYS[step] });
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    render();
  }

  return { start, draw, renew };
})();
