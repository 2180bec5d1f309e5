// Cypher of one's own: it only reads, within limits; first a table, then, if wanted, the workspace.

const EXAMPLES = [
  ["Who supplies whom", "MATCH (a:Entity)-[r:SUPPLIES]->(b:Entity)\nRETURN a, r.themes AS what, b, r.sources AS sources\nORDER BY sources DESC LIMIT 50"],
  ["What is only planned, possible or denied", "MATCH (a:Entity)-[r:CLAIMED]->(b:Entity)\nRETURN a, r.relation AS relation, b, r.polarity AS polarity, r.modality AS modality\nORDER BY relation LIMIT 50"],
  ["What two or more sources say", "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.sources > 1\nRETURN a, type(r) AS relation, b, r.sources AS sources, r.denials AS denials\nORDER BY sources DESC LIMIT 50"],
  ["Sentences of a relation, with who says so", "MATCH (a:Entity)<-[:SUBJECT]-(c:Claim {relation: 'SUPPLIES'})-[:OBJECT]->(b:Entity)\nMATCH (c)-[:STATED_IN]->(s:Sentence)\nOPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(who:Entity)\nRETURN a.name AS subject, c.theme AS what, b.name AS object, who.name AS says, s.text AS sentence LIMIT 50"],
  ["Who is linked with most others", "MATCH (e:Entity)-[r]-(o:Entity)\nRETURN e, count(DISTINCT o) AS others ORDER BY others DESC LIMIT 25"],
  ["Persons and where they work", "MATCH (p:Person)-[r:WORKS_FOR|LEADS]->(o:Organization)\nRETURN p, r.roles AS roles, o, r.last_seen AS seen ORDER BY seen DESC LIMIT 50"],
  ["Articles with most claims", "MATCH (c:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document)\nRETURN d.headline AS headline, d.source AS source, d.published AS published, count(c) AS claims\nORDER BY claims DESC LIMIT 25"],
];
const STATEMENTS = 20;

const cypher = {
  statements: [],

  start() {
    const field = byId("statement");
    const examples = byId("examples");
    examples.append(...EXAMPLES.map(([name], index) => el("option", { value: String(index) }, name)));
    examples.addEventListener("change", () => {
      if (examples.value) field.value = EXAMPLES[Number(examples.value)][1];
      examples.value = "";
      field.focus();
    });
    [[, field.value]] = EXAMPLES;
    byId("run").addEventListener("click", doing(() => this.run()));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); doing(() => this.run())(); }
      if ((event.key === "ArrowUp" || event.key === "ArrowDown") && event.altKey) { event.preventDefault(); this.recall(event.key === "ArrowUp" ? -1 : 1); }
    });
  },

  /** Statements that were run before, by Alt and arrow keys. */
  recall(step) {
    const field = byId("statement");
    const at = this.statements.indexOf(field.value);
    const next = this.statements.at(at < 0 ? -1 : Math.max(0, at + step));
    if (next !== undefined && (at < 0 || at + step < this.statements.length)) field.value = next;
  },

  async run() {
    const statement = byId("statement").value;
    const box = byId("answer");
    const began = performance.now();
    byId("run").disabled = true;
    try {
      const answer = await api.post("/api/cypher", { statement });
      this.statements = [...this.statements.filter((other) => other !== statement), statement].slice(-STATEMENTS);
      box.replaceChildren(...this.answer(answer, performance.now() - began));
    } catch (error) {
      box.replaceChildren(el("p", { className: "error", role: "alert" }, error.message));
    } finally {
      byId("run").disabled = false;
    }
  },

  answer({ columns, rows, truncated, warnings, entities, entities_total: all }, took) {
    const said = `${plural(rows.length, "row")}${truncated ? ", the first of more: narrow the statement or give it a LIMIT" : ""} · ${Math.max(1, Math.round(took))} ms`;
    const show = el("button", { type: "button", id: "show-found", className: "main", onclick: doing(() => workspace.bring(entities)) },
      `Show ${all > entities.length ? `${commas(entities.length)} of ` : ""}${plural(all, "entity", "entities")} in the workspace`);
    return [
      el("p", { className: "actions", role: "status" }, el("span", { className: "quiet" }, said), entities.length > 0 && show),
      ...warnings.map((warning) => el("p", { className: "hint quiet" }, warning)),
      rows.length > 0 && el("div", { className: "rows" }, el("table", {},
        el("thead", {}, el("tr", {}, columns.map((name, at) => el("th", { scope: "col", className: typeof rows[0][at] === "number" ? "numeric" : "" }, name)))),
        el("tbody", {}, rows.map((row) => el("tr", {}, row.map((value) => el("td", { className: typeof value === "number" ? "numeric" : "" }, this.cell(value)))))))),
    ].filter(Boolean);
  },

  /** Entities can be put into the workspace one by one; everything else is text. */
  cell(value) {
    if (value === null) return el("span", { className: "quiet" }, "–");
    if (Array.isArray(value) && value.every((item) => item === null || typeof item !== "object")) return value.join(", ");
    if (typeof value !== "object") return String(value);
    const { labels = [], properties, type } = value;
    const label = LABELS.find((name) => labels.includes(name));
    if (label && labels.includes("Entity")) return el("span", { className: "facts" }, shape(label), el("button", { type: "button", className: "link", onclick: doing(() => workspace.addOne(properties.id)) }, properties.name));
    if (properties) return `${labels.join(", ") || type}: ${JSON.stringify(properties)}`;
    return JSON.stringify(value);
  },
};
