// The only ways in which this page makes elements. Text from the data goes in by textContent, never as markup.

/** Make an element: el("a", {href, class, onclick}, child, "text", ...). Nullish children are left out. */
function el(tag, props = {}, ...children) {
  return dress(document.createElement(tag), props, children);
}

/** Make an SVG element, likewise. */
function svg(tag, props = {}, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

function dress(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

/** Replace everything in a node. */
function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A name or quote of unknown direction, kept from turning its surroundings around. */
function bdi(text, props = {}) {
  return el("bdi", { dir: "auto", ...props, text: clean(text) });
}

/** Text without control characters and without the marks that reorder what follows. */
function clean(text) {
  return String(text ?? "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** A link only when it leads to the web; anything else (javascript:, data:, file:) is no link. */
function webAddress(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

const $ = (id) => document.getElementById(id);

function json(id) {
  return JSON.parse($(id).textContent);
}

/** Run at most once a frame, however often it is asked for. */
function oncePerFrame(action) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      action();
    });
  };
}
