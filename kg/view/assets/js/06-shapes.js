// One shape a type, one line and colour a status; used alike by the canvas, the legend, the lists and the SVG export.
// Colours were chosen to differ in lightness and hue for the common kinds of colour blindness; the line says it again.

const STATUS_STYLE = {
  held: { light: "#0b5cad", dark: "#6cb2ff", dash: [] },
  ongoing: { light: "#007a5e", dark: "#3fd0a6", dash: [16, 4] },
  planned: { light: "#b45309", dark: "#ffb454", dash: [9, 5] },
  proposed: { light: "#8a3ea8", dark: "#d9a0f0", dash: [2, 5] },
  postponed: { light: "#7a6400", dark: "#e0c84a", dash: [10, 4, 2, 4] },
  cancelled: { light: "#c0212f", dark: "#ff8080", dash: [9, 5], struck: true },
  rejected: { light: "#9b1b57", dark: "#ff8fbf", dash: [2, 5], struck: true },
  denied: { light: "#4b5563", dark: "#b6bfcc", dash: [], struck: true },
  hypothetical: { light: "#6b7280", dark: "#9aa4b2", dash: [1, 8] },
  none: { light: "#6f6a61", dark: "#9a958c", dash: [4, 8] },
};

// Corners on the unit circle, or a path of our own; drawn about (0, 0), about one unit wide each way.
const ring = (corners, turn = -Math.PI / 2, inner = 1) =>
  Array.from({ length: corners * (inner === 1 ? 1 : 2) }, (_, n) => {
    const step = (2 * Math.PI) / (corners * (inner === 1 ? 1 : 2));
    const radius = n % 2 && inner !== 1 ? inner : 1;
    return [radius * Math.cos(turn + n * step), radius * Math.sin(turn + n * step)];
  });

const SHAPES = {
  Meeting: ring(20),
  Summit: ring(5, -Math.PI / 2, 0.5),
  PhoneCall: ring(3),
  Visit: ring(3, 0),
  Negotiation: ring(4),
  Mediation: ring(6),
  Conference: ring(4, -Math.PI / 4),
  Agreement: ring(5),
  Recognition: [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]],
  Rupture: [[-0.9, -0.9], [0.9, -0.9], [0.15, 0], [0.9, 0.9], [-0.9, 0.9], [-0.15, 0]],
  Expulsion: [[-0.9, -0.4], [0.1, -0.4], [0.1, -0.9], [1, 0], [0.1, 0.9], [0.1, 0.4], [-0.9, 0.4]],
  Recall: [[0.9, -0.4], [-0.1, -0.4], [-0.1, -0.9], [-1, 0], [-0.1, 0.9], [-0.1, 0.4], [0.9, 0.4]],
  Summons: [[-0.4, 0.9], [-0.4, -0.1], [-0.9, -0.1], [0, -1], [0.9, -0.1], [0.4, -0.1], [0.4, 0.9]],
  Sanction: ring(8, -Math.PI / 8),
  Appointment: [[-0.4, -0.9], [-0.4, 0.1], [-0.9, 0.1], [0, 1], [0.9, 0.1], [0.4, 0.1], [0.4, -0.9]],
  Statement: [[-1, -0.75], [1, -0.75], [1, 0.45], [-0.1, 0.45], [-0.6, 1], [-0.55, 0.45], [-1, 0.45]],
  Conflict: [[-0.95, -0.6], [-0.6, -0.95], [0, -0.35], [0.6, -0.95], [0.95, -0.6], [0.35, 0], [0.95, 0.6], [0.6, 0.95], [0, 0.35], [-0.6, 0.95], [-0.95, 0.6], [-0.35, 0]],
};
const ACTOR_SHAPES = { person: ring(24), state: ring(4, -Math.PI / 4), organisation: ring(6, 0), group: ring(24) };
const TYPES = Object.keys(SHAPES);

// Fill of actors by bloc: pale, so that the colours of the lines stay the message.
const BLOC_TINTS = {
  light: ["#bfdcf5", "#fbd3a8", "#c3e6bd", "#e0c6ec", "#f7c5cc", "#d3de9f", "#b5e0e0", "#e6d3b0"],
  dark: ["#2f5784", "#7a5526", "#33653f", "#623f7d", "#7d3e49", "#5b6a2c", "#266264", "#665736"],
};

function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

function statusColour(status) {
  return STATUS_STYLE[status ?? "none"][isDark() ? "dark" : "light"];
}

function blocTint(bloc) {
  const tints = BLOC_TINTS[isDark() ? "dark" : "light"];
  // Groups beyond the colours are all alike rather than like others.
  return tints[bloc] ?? (isDark() ? "#3a3f47" : "#ececec");
}

let palette = {}; // colours of the style sheet as read, by theme: asking for them in each frame would be slow

function cssColour(name) {
  const key = name + document.documentElement.dataset.theme;
  palette[key] ??= getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return palette[key];
}

function tracePath(ctx, corners, x, y, size) {
  ctx.beginPath();
  corners.forEach(([dx, dy], n) => ctx[n ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
  ctx.closePath();
}

function pathData(corners, x, y, size) {
  return `M${corners.map(([dx, dy]) => `${(x + dx * size).toFixed(1)} ${(y + dy * size).toFixed(1)}`).join("L")}Z`;
}

/** Draw an event on the canvas: shape of its type, border and colour of its status, a bar through it when called off. */
function drawEvent(ctx, type, status, x, y, size, strong) {
  const style = STATUS_STYLE[status ?? "none"];
  ctx.save();
  tracePath(ctx, SHAPES[type], x, y, size);
  ctx.fillStyle = cssColour("--paper");
  ctx.fill();
  ctx.globalAlpha = status === "held" || status === "ongoing" ? 0.85 : 0.16;
  ctx.fillStyle = statusColour(status);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = statusColour(status);
  ctx.lineWidth = strong ? 3.5 : 2;
  ctx.setLineDash(style.dash.map((length) => length / 2.4));
  ctx.stroke();
  if (style.struck) {
    ctx.setLineDash([]);
    ctx.lineWidth = 2.5;
    ctx.beginPath();
    ctx.moveTo(x - size * 1.3, y + size * 1.3);
    ctx.lineTo(x + size * 1.3, y - size * 1.3);
    ctx.stroke();
  }
  ctx.restore();
}

/** The same as an SVG element, for legend and lists. */
function eventIcon(type, status, size = 16) {
  const style = STATUS_STYLE[status ?? "none"];
  const solid = status === "held" || status === "ongoing";
  const colour = status === undefined ? "currentColor" : statusColour(status);
  const middle = size / 2;
  return svg(
    "svg",
    { width: size, height: size, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true", class: "icon" },
    svg("path", {
      d: pathData(SHAPES[type], middle, middle, middle * 0.72),
      fill: colour, "fill-opacity": status === undefined ? 0.15 : solid ? 0.85 : 0.16,
      stroke: colour, "stroke-width": 1.4, "stroke-dasharray": status ? style.dash.map((n) => n / 3).join(" ") : null,
    }),
    style.struck && status && svg("path", { d: `M1 ${size - 1}L${size - 1} 1`, stroke: colour, "stroke-width": 1.6 }),
  );
}

/** A sample of a status line. */
function lineIcon(status) {
  const style = STATUS_STYLE[status];
  const colour = statusColour(status);
  return svg(
    "svg",
    { width: 36, height: 12, viewBox: "0 0 36 12", "aria-hidden": "true", class: "icon" },
    svg("path", { d: "M1 6H35", stroke: colour, "stroke-width": 3, "stroke-dasharray": style.dash.join(" ") || null }),
    style.struck && svg("path", { d: "M15 11L21 1", stroke: colour, "stroke-width": 2 }),
  );
}
