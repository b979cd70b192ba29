"use strict";
// An editor in place of the plain field, and answers on the page. Whatever the graph says is put in as text, never as HTML.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("editor");
  const field = document.getElementById("text");
  const out = document.getElementById("answer");
  const said = document.getElementById("said");
  const words = JSON.parse(form.dataset.words);
  const SHOWN = 1000;

  let editor = null;
  if (typeof Yasqe !== "undefined") {
    const place = document.createElement("div");
    field.before(place);
    editor = new Yasqe(place, {
      value: field.value,
      showQueryButton: false,
      persistenceId: null,
      // Completers for prefixes and terms ask servers elsewhere; an address must not choose where a query goes.
      autocompleters: ["variables"],
      consumeShareLink: null,
      createShareableLink: null,
      extraKeys: { "Ctrl-Enter": () => ask(), "Cmd-Enter": () => ask(), Tab: false, "Shift-Tab": false },
    });
    const input = editor.getInputField();
    input.setAttribute("aria-label", form.dataset.label);
    field.hidden = true;
  }

  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, more);
  const text = () => (editor ? editor.getValue() : field.value);
  const count = (n) => {
    const forms = words.rows;
    const kind = new Intl.PluralRules(document.documentElement.lang).select(n);
    return (forms[kind] || forms.other || forms.many).replace("{n}", n);
  };

  // Address on this service for an IRI of the graph; nothing for any other.
  function page(iri) {
    const wikidata = "http://www.wikidata.org/entity/";
    if (iri.startsWith(form.dataset.base)) return "/id/" + iri.slice(form.dataset.base.length);
    return iri.startsWith(wikidata) && /^Q[1-9][0-9]*$/.test(iri.slice(wikidata.length)) ? "/id/" + iri.slice(wikidata.length) : "";
  }

  function short(iri) {
    for (const [prefix, base] of Object.entries(words.prefixes)) if (iri.startsWith(base)) return `${prefix}:${iri.slice(base.length)}`;
    return iri;
  }

  function cell(term) {
    const td = make("td");
    if (!term) return td;
    const bdi = make("bdi", term.type === "uri" ? short(term.value) : term.value);
    const where = term.type === "uri" ? page(term.value) : "";
    if (term["xml:lang"]) td.lang = term["xml:lang"];
    if (term.type === "uri") td.className = "iri";
    if (/#(integer|decimal|double)$/.test(term.datatype || "")) td.className = "number";
    td.append(where ? Object.assign(make("a"), { href: where }) : bdi);
    if (where) td.firstChild.append(bdi);
    return td;
  }

  function table(found) {
    const rows = found.results.bindings;
    const head = make("tr");
    head.append(...found.head.vars.map((name) => make("th", name, { scope: "col" })));
    const body = make("tbody");
    for (const row of rows.slice(0, SHOWN)) {
      const line = make("tr");
      line.append(...found.head.vars.map((name) => cell(row[name])));
      body.append(line);
    }
    const wide = make("div", "", { className: "wide", tabIndex: 0 });
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", form.dataset.label);
    const whole = make("table");
    const top = make("thead");
    top.append(head);
    whole.append(top, body);
    wide.append(whole);
    return wide;
  }

  function show(media, answer, seconds) {
    if (!media.includes("sparql-results+json")) return [make("pre", answer)];
    const found = JSON.parse(answer);
    if ("boolean" in found) return [make("p", String(found.boolean), { className: "lead" })];
    said.textContent = `${count(found.results.bindings.length)} · ${words.seconds.replace("{n}", Number(seconds).toFixed(2))}`;
    return found.results.bindings.length ? [table(found)] : [make("p", words.none)];
  }

  async function ask() {
    said.textContent = words.loading;
    out.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: text(),
        headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
      });
      const answer = await reply.text();
      said.textContent = "";
      const media = reply.headers.get("Content-Type") || "";
      out.replaceChildren(
        ...(reply.ok
          ? show(media, answer, reply.headers.get("X-Query-Seconds") || 0)
          : [Object.assign(make("p", answer, { className: "trouble" }), { role: "alert" })])
      );
    } catch (error) {
      said.textContent = "";
      out.replaceChildren(Object.assign(make("p", String(error), { className: "trouble" }), { role: "alert" }));
    }
    out.removeAttribute("aria-busy");
  }

  form.addEventListener("submit", (event) => {
    field.value = text();
    if (event.submitter && event.submitter.name === "format") return; // a download: the browser's own business
    event.preventDefault();
    ask();
  });
  document.body.classList.add("ready");
});
