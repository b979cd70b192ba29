// Where names go: by their nodes, never one over another, on another node only where there is no other room. Used by
// the canvas and by the drawing that is exported.

const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

function shorten(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}\u2026` : text;
}

const Names = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const BESIDE = { below: [0, 1], right: [1, 0], left: [-1, 0], above: [0, -1] };
  const USUAL = ["below", "right", "left", "above"];

  /** Name, font and size of a node's name; sizes are on the screen, whatever the zoom. */
  function lettering(node) {
    const big = node.rank < 0 || (node.actor !== undefined && node.size > 16 && !isNarrow());
    const size = node.event !== undefined ? 11.5 : big ? 15 : 12.5;
    return { text: shorten(node.label, node.side ? 44 : 26), size, font: `${big ? "600 " : ""}${size}px ${FONT}` };
  }

  /**
   * Names that have room, the most important first: {node, text, font, x, y, size}, centred at x, their top at y.
   * `at` gives the place of a node, `reach` its half width, `scale` the zoom, `frame` what should not be left.
   */
  function placed(nodes, { at, reach, scale = 1, frame = null }) {
    const names = [];
    const bodies = nodes.filter((node) => at(node)).map((node) => ({ node, box: around(at(node), reach(node), reach(node)) }));
    const order = [...nodes].sort((a, b) => a.rank - b.rank);
    for (const node of order) {
      const middle = at(node);
      if (!middle || !node.label) continue;
      const name = { node, ...lettering(node) };
      pen.font = name.font;
      const [half, tall] = [pen.measureText(name.text).width / 2 / scale, (name.size * 1.15) / 2 / scale];
      const spots = (node.side ? [node.side, ...USUAL] : USUAL).map((side) => spot(within(middle, half, side, frame), BESIDE[side], reach(node), half, tall, 3 / scale));
      const pad = 2 / scale;
      const free = spots.filter((box) => !names.some((other) => cross(box, other.box, pad)));
      const inside = frame ? free.filter((box) => box[0] > frame[0] && box[2] < frame[2]) : free;
      const isClear = (box) => !bodies.some((body) => body.node !== node && cross(box, body.box, 0));
      const box = inside.find(isClear) ?? inside[0] ?? free.find(isClear) ?? free[0];
      if (box) names.push({ ...name, box, x: (box[0] + box[2]) / 2, y: box[1] });
    }
    return names;
  }

  /** A name above or below its node at the edge of the window is moved in. */
  function within({ x, y }, half, side, frame) {
    if (!frame || side === "left" || side === "right" || x < frame[0] || x > frame[2]) return { x, y };
    return { x: Math.min(frame[2] - half, Math.max(frame[0] + half, x)), y };
  }

  const around = ({ x, y }, wide, tall) => [x - wide, y - tall, x + wide, y + tall];

  function spot({ x, y }, [dx, dy], reach, half, tall, gap) {
    return around({ x: x + dx * (reach + gap * 1.6 + half), y: y + dy * (reach + gap + tall) }, half, tall);
  }

  const cross = (a, b, pad) => a[0] < b[2] + pad && a[2] > b[0] - pad && a[1] < b[3] && a[3] > b[1];

  return { placed };
})();
