// Where actors that came later stand in the overview. What the reader knows stays where it is; newcomers are put beyond
// those they deal with, at the nearest spot where their names cover nobody's. Nothing is left to chance, so the same
// bookmark gives the same picture.

const Newcomers = (() => {
  const LETTER = 9.2; // room of a name, as in kg/view/layout.py
  const LINE = 46;

  FIRST_PAIRS = pairsOf(EVENTS);

  /** Give actors that have just come in a place: roughly, until they are shown. */
  function place(numbers) {
    for (const n of numbers) Object.assign(ACTORS[n], beside(n));
  }

  /** Put an actor and its partners into the overview; whoever has a place in the whole of it keeps that. */
  function add(actor, partners) {
    const placed = new Set([...FIRST_VIEW.nodes.map(({ id }) => id), ...ADDED]);
    const late = partners.filter((n) => !placed.has(n));
    for (const n of [actor, ...partners]) {
      if (!placed.has(n)) {
        const wanted = n === actor ? ACTORS[n] : fanned(ACTORS[actor], late.indexOf(n), late.length, ACTORS[n]);
        Object.assign(ACTORS[n], free(wanted, n, [...placed]));
        placed.add(n);
      }
      if (!ADDED.includes(n)) ADDED.push(n);
    }
  }

  /** Outwards from the one that brought them, side by side, drawn a little towards others whom they deal with. */
  function fanned(hub, rank, count, { x, y }) {
    const outwards = Math.atan2(hub.y, hub.x || 1);
    const side = Math.min(1.3 * Math.PI, 0.45 * count);
    const turn = outwards + (count > 1 ? (rank / (count - 1) - 0.5) * side : 0);
    const far = rank % 2 ? 340 : 230;
    return { x: 0.8 * (hub.x + far * 1.2 * Math.cos(turn)) + 0.2 * x, y: 0.8 * (hub.y + far * Math.sin(turn)) + 0.2 * y };
  }

  /** Beyond the middle of the neighbours that have their place. */
  function beside(n) {
    const near = EVENTS_OF[n].flatMap((event) => event.actors).filter((other) => other !== n && ACTORS[other].x !== null);
    const [u, w] = fractions(ACTORS[n].id);
    if (!near.length) return { x: 710 * Math.cos(2 * Math.PI * u), y: 590 * Math.sin(2 * Math.PI * u) };
    const mean = (key) => near.reduce((sum, other) => sum + ACTORS[other][key], 0) / near.length;
    return { x: mean("x") * 1.15 + 260 * (u - 0.5), y: mean("y") * 1.15 + 200 * (w - 0.5) };
  }

  /** The spot nearest to where an actor would stand at which its name has room. */
  function free(wanted, own, others) {
    const width = (n) => Math.max(34, LETTER * Math.min(24, actorName(n).length));
    const taken = (x, y) => others.some((n) => Math.abs(ACTORS[n].x - x) < (width(n) + width(own)) / 2 + 6 && Math.abs(ACTORS[n].y - y) < LINE);
    for (let step = 0; step < 400; step++) {
      const [turn, far] = [step * 2.4, 17 * Math.sqrt(step)];
      const [x, y] = [wanted.x + far * Math.cos(turn) * 1.3, wanted.y + far * Math.sin(turn)];
      if (!taken(x, y)) return { x, y };
    }
    return { x: wanted.x, y: wanted.y };
  }

  /** Two numbers between 0 and 1 that depend on a text alone (FNV-1a). */
  function fractions(text) {
    let hash = 2166136261;
    for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0), 16777619) >>> 0;
    return [(hash & 0xffff) / 65536, (hash >>> 16) / 65536];
  }

  return { place, add };
})();
