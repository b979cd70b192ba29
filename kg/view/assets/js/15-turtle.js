// The events of the current view as RDF: the same resources as in the graph, with who takes part, how their status
// changed and on whose word, what reports dispute and who claims what, and each report with its exact words.

const Turtle = (() => {
  const PREFIXES = ["kg", "sem", "schema", "rdfs", "xsd", "edtf", "nif", "dcterms", "gaf"];
  const CLASSES = { person: "schema:Person", state: "schema:Country", organisation: "schema:Organization", group: "kg:Group" };
  const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

  const percent = (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`;
  const ref = (short, part = "") => `<${(iri(short) + part).replace(/[\u0000-\u0020<>"{}|^`\\]/g, percent)}>`;
  const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
  const literal = (text, tag = "") => `"${String(text).replace(unwritable, "").replace(/[\\"\n\r\t]/g, (char) => ESCAPES[char])}"${tag}`;
  const date = (iso) => literal(iso, "^^xsd:date");
  const about = (subject, facts) => `${subject} ${facts.filter(Boolean).join(" ;\n  ")} .`;
  const all = (predicate, values) => values.length > 0 && `${predicate} ${values.join(", ")}`;

  /** A conflict as the graph puts it in a line. */
  const conflictText = ([aspect, sides]) => `${aspect}: ${sides.map(([claim]) => claim).join(" / ")}`;

  async function write(events) {
    const seen = { actors: new Set(), places: new Set(), gatherings: new Set(), documents: new Map() };
    const blocks = [PREFIXES.map((name) => `@prefix ${name}: <${DATA.prefixes[name]}> .`).join("\n")];
    for (const event of events) blocks.push(...(await eventBlocks(event, seen)));
    for (const [n, document] of seen.documents) blocks.push(documentBlock(DOCS[n], document));
    for (const n of seen.actors) blocks.push(thing(ACTORS[n], CLASSES[ACTORS[n].kind]));
    for (const n of seen.places) blocks.push(thing(PLACES[n], "schema:Place"));
    for (const n of seen.gatherings) blocks.push(thing(GATHERINGS[n], "kg:Gathering"));
    return `${blocks.join("\n\n")}\n`;
  }

  async function eventBlocks(event, seen) {
    const now = known(event);
    const mentions = await mentionsOf(event);
    const reports = new Map(now.reports.map((n) => [n, ref(mentions[n].id)]));
    const steps = event.history.filter(([, , report]) => reports.has(report));
    const parts = event.people.map((person, n) => [ref(event.id, `#participant=${n}`), person]);
    const claims = now.conflicts.flatMap(([aspect, sides], n) => sides.map((side) => [n + 1, aspect, side]));
    event.actors.forEach((n) => seen.actors.add(n));
    if (event.gathering) seen.gatherings.add(event.gathering[0]);
    for (const n of [now.place, ...steps.map((step) => step[4]), ...now.reports.map((report) => event.reports[report][3])]) if (n !== null) seen.places.add(n);
    const [documents, outlets, languages, originators] = now.counts;
    return [
      about(ref(event.id), [
        `a sem:Event, kg:${event.type}`, `kg:type kg:${event.type}`, `rdfs:label ${literal(eventLabel(event), `@${LANG}`)}`,
        now.status && `kg:status kg:${now.status}`,
        all("sem:hasActor", event.actors.map((n) => ref(ACTORS[n].id))), all("kg:participation", parts.map(([part]) => part)),
        now.place !== null && `sem:hasPlace ${ref(PLACES[now.place].id)}`, ...timeFacts(now.time), ...gatheringFacts(event),
        `kg:documentCount ${documents}`, `kg:outletCount ${outlets}`, `kg:languageCount ${languages}`, `kg:originatorCount ${originators}`,
        all("kg:history", steps.map((step) => ref(event.id, `#status=${step[5]}`))),
        all("kg:conflict", now.conflicts.map((conflict) => literal(conflictText(conflict)))),
        all("kg:claim", claims.map(([, , side]) => ref(event.id, `#${now.part}claim=${side[2]}`))),
        all("gaf:denotedBy", [...reports.values()]),
      ]),
      ...parts.map(([part, [actor, role, state]]) => {
        if (state !== null) seen.actors.add(state);
        return about(part, ["a kg:Participation", `kg:actor ${ref(ACTORS[actor].id)}`, `kg:role kg:${role}`, state !== null && `kg:represents ${ref(ACTORS[state].id)}`]);
      }),
      ...steps.map((step) => stepBlock(event, step, reports)),
      ...claims.map(([position, aspect, [claim, by, number]]) => about(ref(event.id, `#${now.part}claim=${number}`),
        ["a kg:Claim", `schema:position ${position}`, `kg:aspect ${literal(aspect)}`, `kg:claims ${literal(claim)}`, all("kg:reportedBy", by.map((n) => reports.get(n)))])),
      ...now.reports.map((n) => mentionBlock(event, n, mentions[n], seen)),
    ];
  }

  function gatheringFacts(event) {
    if (!event.gathering) return [];
    const gathering = ref(GATHERINGS[event.gathering[0]].id);
    return [`kg:gathering ${gathering}`, event.gathering[1] && `kg:subEventOf ${gathering}`];
  }

  function timeFacts(time) {
    if (time === null) return [];
    const [edtf, granularity, start, end] = TIMES[time];
    return [`kg:edtf ${literal(edtf, "^^edtf:EDTF")}`, `kg:granularity ${literal(granularity)}`,
      start && `sem:hasEarliestBeginTimeStamp ${date(start)}`, end && `sem:hasLatestEndTimeStamp ${date(end)}`];
  }

  /** What was believed from a day on, and the report that says so. */
  function stepBlock(event, [status, day, report, time, place, number], reports) {
    const before = event.history.find((step) => step[5] === number - 1);
    return about(ref(event.id, `#status=${number}`), [
      "a kg:StatusChange", `schema:position ${number + 1}`, `kg:status kg:${status}`, before && `kg:previousStatus kg:${before[0]}`,
      day && `kg:asOf ${date(day)}`, `kg:reportedBy ${reports.get(report)}`,
      time !== null && `kg:edtf ${literal(TIMES[time][0], "^^edtf:EDTF")}`, place !== null && `kg:place ${ref(PLACES[place].id)}`,
    ]);
  }

  /** A report: its words, where they stand, and who says so. */
  function mentionBlock(event, n, mention, seen) {
    const document = mention.id.slice(0, mention.id.indexOf("#"));
    seen.documents.set(mention.doc, document);
    for (const actor of [...mention.originators, ...mention.relayers]) seen.actors.add(actor);
    const place = event.reports[n][3];
    return about(ref(mention.id), [
      "a kg:EventMention", `kg:mentionOf ${ref(event.id)}`, `kg:type kg:${mention.type}`, mention.status && `kg:status kg:${mention.status}`,
      `nif:referenceContext ${ref(document)}`, `nif:anchorOf ${literal(mention.quote)}`,
      `nif:beginIndex ${mention.start}`, `nif:endIndex ${mention.start + [...mention.quote].length}`, mention.rule && `kg:rule ${literal(mention.rule)}`,
      ...timeFacts(mention.time), place !== null && `sem:hasPlace ${ref(PLACES[place].id)}`,
      all("kg:originator", mention.originators.map((actor) => ref(ACTORS[actor].id))), all("kg:relayer", mention.relayers.map((actor) => ref(ACTORS[actor].id))),
    ]);
  }

  function documentBlock(doc, id) {
    return about(ref(id), ["a schema:NewsArticle", `dcterms:identifier ${literal(doc.id)}`, `dcterms:language ${literal(doc.lang)}`,
      doc.title && `dcterms:title ${literal(doc.title)}`, doc.date && `dcterms:issued ${date(doc.date)}`, doc.outlet && `kg:outlet ${literal(doc.outlet)}`,
      doc.url && `schema:url ${literal(doc.url, "^^xsd:anyURI")}`]);
  }

  const thing = (found, kind) => about(ref(found.id), [`a ${kind}`, ...Object.entries(found.names).map(([lang, name]) => `rdfs:label ${literal(name, `@${lang}`)}`)]);

  return { write, conflictText };
})();
