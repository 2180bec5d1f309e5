// The right side: an entity or a relation with the sentences behind it.

const SHOWN_RELATIONS = 20;
const SHOWN_CLAIMS = 3;
const STRONGEST = 15;

const evidence = {
  box: null, shown: null,
  /** What is shown of each kind of selection; the explorer adds kinds. */
  kinds: { entity: (id) => evidence.entity(model.nodes.get(id)), relation: (id) => evidence.relation(model.edges.get(id)) },

  start(box) { this.box = box; },

  show() {
    const { selected } = state;
    const parts = selected ? this.kinds[selected.kind](selected.id) : this.overview();
    const key = selected && `${selected.kind} ${selected.id}`;
    this.box.classList.toggle("open", Boolean(selected) || this.wanted());
    keepingFocus(this.box, () => this.box.replaceChildren(...parts.filter(Boolean)));
    if (key !== this.shown) this.box.scrollTop = 0;
    this.shown = key;
  },

  /** Replaced by the explorer: buttons beside the others of an entity, and parts between them and its relations. */
  actions: (node) => [el("button", { type: "button", title: "How it is connected with another entity", onclick: (event) => path.ask(node, event.currentTarget) }, "Path to…")],
  more: () => [],

  /** Replaced by the explorer: whether there is something to read though nothing is selected. */
  wanted: () => false,

  close() {
    return el("button", { type: "button", className: "close", ariaLabel: "Close", title: "Close (Escape)", onclick: () => state.set({ selected: null }) }, "×");
  },

  overview() {
    const strongest = filter.edges.slice(0, STRONGEST);
    const parts = [el("h2", {}, "Evidence"), el("p", {}, "Choose an entity or a line to read the sentences behind it.")];
    if (strongest.length) parts.push(el("h3", {}, "Strongest relations"), el("ul", { className: "plain" }, strongest.map((edge) => el("li", {}, this.head(edge)))));
    if (model.data.note) parts.push(el("p", { className: "quiet" }, model.data.note));
    return parts;
  },

  entity(node) {
    const shown = new Set(filter.edges);
    const all = model.links.get(node.id);
    const edges = all.filter((edge) => shown.has(edge));
    const hidden = all.length - edges.length;
    return [
      el("div", { className: "top" }, el("h2", {}, "Entity"), this.close()),
      el("p", { className: "name" }, node.name),
      el("p", { className: "facts" }, shape(node.type), node.group ? `Group (${LABEL_NAMES[node.type].toLowerCase()})` : LABEL_NAMES[node.type],
        el("span", { className: "quiet" }, this.counts(node))),
      node.aliases && el("p", { className: "quiet" }, `Also: ${node.aliases.join(", ")}`),
      this.about(node),
      el("div", { className: "actions" }, this.actions(node), this.steps(node)),
      ...this.more(node),
      this.said(node),
      el("h3", {}, `Relations (${commas(edges.length)})`),
      ...this.paged(edges, SHOWN_RELATIONS, (edge) => this.block(edge), "more relation"),
      hidden > 0 && el("p", { className: "quiet" }, `${plural(hidden, "relation")} hidden by the filters.`),
    ];
  },

  /** What someone says, of whomever, as a part that opens. */
  said(node) {
    const said = filter.edges.flatMap((edge) => model.claims.get(edge.id).filter((claim) => claim.by === node.id).map((claim) => ({ edge, claim })));
    if (!said.length) return null;
    const list = el("div");
    const one = ({ edge, claim }) => el("article", { className: "block" }, this.head(edge), this.claim(edge, claim));
    return this.folding("Says", said.length, list, () => list.append(...this.paged(said, SHOWN_RELATIONS, one, "more sentence")));
  },

  /** A part of the panel that opens, and is filled when it does for the first time. */
  folding(title, count, list, fill) {
    const details = el("details", {}, el("summary", {}, title, " ", el("span", { className: "quiet" }, commas(count))), list);
    details.addEventListener("toggle", () => { if (details.open && !list.childElementCount) fill(); });
    return details;
  },

  counts(node) {
    return `${plural(node.mentions || 0, "mention")} in ${plural(node.documents || 0, "article")}`;
  },

  about(node) {
    const parts = [];
    if (node.time) parts.push(node.time);
    if (node.iso3 || node.country) parts.push(node.iso3 || node.country);
    const wikidata = /^Q\d+$/.test(node.wikidata || "") && webLink(`https://www.wikidata.org/wiki/${node.wikidata}`, node.wikidata);
    if (!parts.length && !wikidata) return null;
    return el("p", { className: "quiet" }, parts.join(" · "), parts.length && wikidata ? " · " : "", wikidata);
  },

  steps(node) {
    const on = this.isCenter(node.id);
    return el("button", { type: "button", "data-key": "steps", ariaPressed: String(on), onclick: () => this.toggle(node.id) }, on ? "Show all again" : "Only its neighbours");
  },

  isCenter(id) { return state.around > 0 && state.center === id; },

  /** Show only what is near an entity, or everything again. */
  toggle(id) {
    state.set({ selected: { kind: "entity", id }, ...(this.isCenter(id) ? { around: 0, center: null } : { around: 1, center: id }) });
    page.fit();
  },

  relation(edge) {
    const siblings = model.siblings(edge);
    return [
      el("div", { className: "top" }, el("h2", {}, "Relation"), this.close()),
      this.block(edge, Infinity),
      this.summary(edge),
      ...(siblings.length ? [el("h3", {}, "Also stated"), ...siblings.map((other) => this.block(other, Infinity))] : []),
    ];
  },

  summary(edge) {
    const rows = [
      ["Sources", edge.sources], ["Articles", edge.documents], ["Claims", edge.claims], ["Denials", edge.denials],
      ["First and last", [edge.first, edge.last].filter((date, index, dates) => date && dates.indexOf(date) === index).join(" to ")],
      ["Roles", (edge.roles || []).join(", ")], ["Themes", model.theme(edge)], ["Confidence", edge.confidence?.toFixed(2)],
    ].filter(([, value]) => value);
    return el("dl", {}, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]));
  },

  /** Subject, relation, object, as buttons that select. */
  head(edge) {
    const select = (kind, id) => () => { state.set({ selected: { kind, id } }); page.reveal(edge, kind, id); };
    const name = (id) => el("button", { type: "button", className: "link", onclick: select("entity", id) }, model.nodes.get(id).name);
    const status = model.status(edge);
    return el("div", { className: "head" }, name(edge.from), " ",
      el("button", { type: "button", className: `verb ${edge.polarity} ${edge.modality}`, onclick: select("relation", edge.id), title: "All claims of this relation" },
        model.reads(edge), status && el("em", {}, ` ${status}`)), " ", name(edge.to), " ",
      el("span", { className: "quiet" }, plural(edge.sources, "source")), edge.denials > 0 && el("span", { className: "denial" }, `, ${this.denials(edge)}`));
  },

  /** How often a relation is denied, and by whom. */
  denials(edge) {
    const names = model.deniers(edge);
    const some = names.length > 2 ? [...names.slice(0, 2), "others"] : names;
    return `${plural(edge.denials, "denial")}${names.length ? `, by ${some.join(some.length > 2 ? ", " : " and ")}` : ""}`;
  },

  block(edge, most = SHOWN_CLAIMS) {
    const claims = model.claims.get(edge.id);
    const within = claims.filter((claim) => filter.inPeriod(claim.source.published));
    return el("article", { className: "block" }, this.head(edge),
      ...this.paged(within, most, (claim) => this.claim(edge, claim), "more sentence"),
      within.length < claims.length && el("p", { className: "quiet" }, `${plural(claims.length - within.length, "sentence")} outside the period.`),
      edge.claims > claims.length && this.rest(edge, claims.length));
  },

  /** Replaced by the explorer, which can fetch the rest. */
  rest(edge, shown) { return el("p", { className: "quiet" }, `${commas(shown)} of ${plural(edge.claims, "claim")} here.`); },

  claim(edge, claim) {
    const { source } = claim;
    const title = source.title && source.title !== source.source ? source.title : null;
    const name = source.source || title || source.id || "unknown source";
    const details = [
      claim.speaker && `${edge.polarity === "negative" ? "denied by" : "says"} ${claim.speaker}`, claim.theme && `of ${claim.theme}`, claim.role && `as ${claim.role}`, claim.place && `in ${claim.place}`, claim.time && `time ${claim.time}`,
      claim.confidence !== undefined && `confidence ${claim.confidence.toFixed(2)}`,
    ].filter(Boolean).map((detail) => ` · ${detail}`).join("");
    return el("figure", {},
      el("blockquote", {}, marked(claim.quote.text, [
        { span: claim.subject, name: "subject", title: "subject" }, { span: claim.object, name: "object", title: "object" },
        { span: claim.predicate, name: "predicate", title: "what links them" }])),
      el("figcaption", { title }, source.published && `${source.published} · `, source.url ? webLink(source.url, name) : name, details, this.origin(claim),
        " · ", copier("copy", "Copy the sentence with its source", () => this.quoted(edge, claim))));
  },

  /** A claim as one quotes it: the sentence, where it stands, and what was read in it. */
  quoted(edge, claim) {
    const { title, source, published, url, id } = claim.source;
    const where = [title, source !== title && source, published].filter(Boolean).join(", ");
    const status = model.status(edge);
    const reading = [model.nodes.get(edge.from).name, model.reads(edge), model.nodes.get(edge.to).name, status && `(${status})`].filter(Boolean).join(" ");
    return [`“${claim.quote.text}”`, [where || id, url].filter(Boolean).join(", "), `Read as: ${reading}${claim.speaker ? `, according to ${claim.speaker}` : ""}`].join("\n");
  },

  /** Replaced by the explorer, which can open the document. */
  origin() { return null; },

  /** The first few, and a button for the next. */
  paged(items, most, render, more) {
    const shown = items.slice(0, most).map(render);
    if (items.length <= most) return shown;
    const rest = items.slice(most);
    const button = el("button", {
      type: "button", className: "link",
      onclick: () => {
        const next = this.paged(rest, Math.max(most, 20), render, more);
        button.replaceWith(...next);
        const first = next[0];
        first.tabIndex = -1;
        first.focus({ preventScroll: true });
      },
    }, plural(rest.length, more));
    return [...shown, button];
  },
};
