/** One report: its words with the trigger and the cue marked, and who says so. */
const Quote = (() => {
  const MARKED = ["trigger", "status", "time", "place"];

  function card(mention) {
    const doc = DOCS[mention.doc];
    const address = webAddress(doc.url);
    return el("article", { class: "quote", lang: doc.lang },
      el("blockquote", { dir: "auto" }, words(mention)),
      el("p", { class: "source" }, chain(mention, doc)),
      el("p", { class: "meta" }, Panel.badge(mention.status), docDate(doc), " \u00b7 ", t("languages")[doc.lang] ?? doc.lang,
        address && [" \u00b7 ", el("a", { href: address, rel: "noopener noreferrer external", target: "_blank", text: t("open_article") })]),
      doc.title && el("p", { class: "title" }, bdi(doc.title)),
      reasons(mention));
  }

  /** A report in two lines, where several stand beside each other. */
  function short(mention) {
    const doc = DOCS[mention.doc];
    return el("div", { class: "short", lang: doc.lang }, el("q", { dir: "auto" }, words(mention)), el("p", { class: "source" }, chain(mention, doc), `, ${docDate(doc)}`));
  }

  /** The quote in pieces, so that marks which overlap still show; text only. */
  function words(mention) {
    const marks = mention.marks.filter(([aspect]) => MARKED.includes(aspect));
    const cuts = [...new Set([0, mention.quote.length, ...marks.flatMap(([, start, end]) => [start, end])])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((start, n) => {
      const text = clean(mention.quote.slice(start, cuts[n + 1]));
      const aspects = MARKED.filter((aspect) => marks.some(([name, from, to]) => name === aspect && from <= start && to >= cuts[n + 1]));
      if (!aspects.length) return text;
      const title = aspects.map((aspect) => ({ trigger: t("trigger"), status: t("cue"), time: t("when"), place: t("where") })[aspect]).join(", ");
      return el("mark", { class: aspects.join(" "), title, text });
    });
  }

  /** Outlet → relayed outlet → originator. */
  function chain(mention, doc) {
    const steps = [doc.outlet || t("no_outlet"), ...mention.relayers.map(actorName), ...mention.originators.map(actorName)];
    const parts = [...new Set(steps)].map((name, n) => [n > 0 && el("span", { class: "arrow", "aria-hidden": "true", text: " \u2190 " }), bdi(name, { class: n === 0 ? "outlet" : "voice" })]);
    const own = steps.length === 1 && el("span", { class: "meta", text: ` (${t("own_report")})` });
    return [parts, own];
  }

  function reasons(mention) {
    return el("details", { class: "why" }, el("summary", { text: t("why") }),
      mention.rule && el("p", { class: "meta" }, `${t("rule")}: `, bdi(mention.rule)),
      mention.why.length > 0 && el("p", { class: "meta" }, `${t("joined")}: `, bdi(mention.why.join(", "))),
      el("p", { class: "meta id" }, bdi(iri(mention.id))));
  }

  return { card, short };
})();
