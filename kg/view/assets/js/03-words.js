// Everything the page says, in the reader's language. Labels of events are written here by the same templates as in
// the graph, because under "known by" a status may be an earlier one than the graph's.

let LANG = "en";

function t(key) {
  return WORDS.labels[LANG][key] ?? WORDS.labels.en[key] ?? key;
}

/** A counted thing: tn("events", 3) is "3 events". */
function tn(key, n) {
  const forms = t(`${key}_n`);
  const form = forms[new Intl.PluralRules(LANG).select(n)] ?? forms.other ?? forms.many;
  return form.replace("{n}", n.toLocaleString(LANG));
}

function put(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** How an event belongs to its gathering; a summit may be the gathering itself or beside it, which nobody says. */
function gatheringWord(event) {
  if (!event.gathering[1]) return t("gathering");
  return t(event.type === "Summit" ? "occasion" : "beside");
}

/** Locale for dates: the British order of day and month, as in the labels. */
const locale = () => (LANG === "en" ? "en-GB" : LANG);

/** Word for a status, type or role. */
function term(id) {
  if (id === "none" || id === null) return t("no_status");
  return WORDS.terms[id]?.[LANG] ?? WORDS.terms[id]?.en ?? id;
}

function nameOf(thing) {
  return clean(thing.names[LANG] ?? thing.names.en ?? Object.values(thing.names)[0] ?? thing.id);
}

const actorName = (number) => nameOf(ACTORS[number]);

function docDate(doc) {
  return doc.date ? dayText(doc.date) : t("undated");
}

/** A day in words, "7 August 2025". */
function dayText(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const { dates, months } = WORDS.templates[LANG];
  return put(dates.day, { d: day, m: months[month - 1], y: year });
}

/** A unit of time no finer than its granularity. */
function unitText(iso, granularity) {
  const [year, month] = iso.split("-").map(Number);
  const { dates, months, months_alone: alone } = WORDS.templates[LANG];
  if (granularity === "year" || granularity === "decade") return put(dates.year, { y: year });
  if (granularity === "month" || granularity === "season") {
    const names = alone.length ? alone : months;
    return put(dates.month, { m: names[month - 1], y: year });
  }
  return dayText(iso);
}

/** An interval in words; empty when nothing is known. */
function timeText(time) {
  if (time === null) return "";
  const [edtf, granularity, start, end] = TIMES[time];
  const { dates } = WORDS.templates[LANG];
  let text = "";
  if (start && end) {
    const [a, b] = [unitText(start, granularity), unitText(end, granularity)];
    text = a === b ? a : put(dates.span, { a, b });
  } else if (start) text = put(dates.since, { a: unitText(start, granularity) });
  else if (end) text = put(dates.until, { b: unitText(end, granularity) });
  return text && edtf.includes("~") ? put(dates.circa, { a: text }) : text;
}

/** How exact an interval is, in words. */
function exactness(time) {
  const [edtf, granularity, start, end] = TIMES[time];
  const words = [!start ? t("open_start") : !end ? t("open_end") : t(`gran_${granularity}`)];
  if (edtf.includes("~")) words.push(t("approximate"));
  return words.join(", ");
}

/** When, as short as it can be said without saying more than is known: for the canvas. */
function shortTime(time) {
  if (time === null) return "";
  const [, granularity, start, end] = TIMES[time];
  const style = { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" };
  if (["month", "season", "year", "decade"].includes(granularity)) delete style.day;
  if (["year", "decade"].includes(granularity)) delete style.month;
  const format = new Intl.DateTimeFormat(locale(), style);
  const [a, b] = [start, end].map((day) => (day ? new Date(`${day}T00:00:00Z`) : null));
  if (a && b) return format.formatRange(a, b);
  return a || b ? (a ? "" : "\u2264 ") + format.format(a ?? b) + (b ? "" : " \u2026") : "";
}

const SHOWN_IN_LABEL = 4; // as kg.graph.labels.SHOWN

/** "Planned meeting: X and Y (Geneva, June 2021)", with the status as known. */
function eventLabel(event, seen = known(event)) {
  const words = WORDS.templates[LANG];
  const [noun, gender] = words.types[event.type];
  const pattern = seen.status ? words.status[seen.status] : "{noun}";
  const what = put(typeof pattern === "string" ? pattern : pattern[gender], { noun });
  let who = [...new Set(event.people.map(([actor]) => actorName(actor)))];
  if (who.length > SHOWN_IN_LABEL) {
    who = [...who.slice(0, SHOWN_IN_LABEL - 1), put(words.more, { n: who.length - SHOWN_IN_LABEL + 1 })];
  }
  const names = who.length < 2 ? who.join("") : `${who.slice(0, -1).join(", ")} ${words.and} ${who.at(-1)}`;
  const where = seen.place === null ? "" : nameOf(PLACES[seen.place]);
  const detail = [where, timeText(seen.time)].filter(Boolean).join(", ");
  let label = put(words.pattern, { what, who: names });
  if (!names) label = put(words.nobody, { what }) + (detail ? ` (${detail})` : "");
  else if (detail) label = put(words.with_detail, { what, who: names, detail });
  return label.charAt(0).toLocaleUpperCase(LANG) + label.slice(1);
}
