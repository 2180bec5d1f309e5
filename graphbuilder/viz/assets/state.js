// What the reader has chosen, what follows from it (which relations show), and its form in the address.

/** What changes how the page looks, and nothing of what it shows. */
const LOOKS = ["view", "sort", "theme"];

/** What can bring back what was hidden. */
const FILTERS = ["hidden", "from", "to", "sources", "isolated"];

const state = {
  hidden: { entity: new Set(), type: new Set(), modality: new Set(), polarity: new Set() },
  from: "", to: "", sources: 1, isolated: false,
  selected: null, around: 0, center: null, view: "graph", sort: "sources", theme: "",
  whole: false, listeners: [], address: [],

  defaults() {
    const fallback = [...model.types.values()].filter((type) => type.fallback).map((type) => type.name);
    return {
      hidden: { entity: new Set(), type: new Set(fallback), modality: new Set(), polarity: new Set() },
      from: "", to: "", sources: 1, isolated: this.whole || model.edges.size === 0, selected: null, around: 0, center: null,
    };
  },

  /** Change something and tell everyone what changed. */
  set(changes) {
    const turned = changes.view !== undefined && changes.view !== this.view;
    Object.assign(this, changes);
    if (Object.keys(changes).some((name) => !LOOKS.includes(name))) filter.run();
    this.write(turned);
    for (const listener of this.listeners) listener(Object.keys(changes));
  },

  toggle(facet, name, on) {
    const hidden = new Set(this.hidden[facet]);
    if (on) hidden.delete(name); else hidden.add(name);
    this.set({ hidden: { ...this.hidden, [facet]: hidden } });
  },

  /** Put the choices into the address; another view is a step that the browser's Back takes back. `address` lets others add theirs. */
  write(step = false) {
    const p = new URLSearchParams();
    for (const [facet, names] of Object.entries(this.hidden)) if (names.size || facet === "type") p.set(`no-${facet}`, [...names].sort().join("."));
    if (this.from) p.set("from", this.from);
    if (this.to) p.set("to", this.to);
    if (this.sources > 1) p.set("sources", this.sources);
    if (this.isolated !== this.whole) p.set("isolated", Number(this.isolated));
    if (["entity", "relation"].includes(this.selected?.kind)) p.set(this.selected.kind, this.selected.id);
    if (this.around && this.center) { p.set("around", this.around); p.set("center", this.center); }
    if (this.view !== "graph") p.set("view", this.view);
    if (this.sort !== "sources") p.set("sort", this.sort);
    if (this.theme) p.set("theme", this.theme);
    for (const part of this.address) part.write(p);
    const hash = `#${p}`;
    if (hash === location.hash) return;
    try { history[step ? "pushState" : "replaceState"](null, "", hash); } catch { /* a sandboxed frame has no address of its own */ }
  },

  read() {
    Object.assign(this, this.defaults());
    const p = new URLSearchParams(location.hash.slice(1));
    const known = { entity: LABELS, type: [...model.types.keys()], modality: MODALITIES, polarity: POLARITIES };
    for (const facet of Object.keys(this.hidden)) {
      if (p.has(`no-${facet}`)) this.hidden[facet] = new Set(p.get(`no-${facet}`).split(".").filter((name) => known[facet].includes(name)));
    }
    const date = (name) => (/^\d{4}(-\d\d){0,2}$/.test(p.get(name) || "") ? p.get(name) : "");
    this.from = date("from");
    this.to = date("to");
    this.sources = Math.max(1, Number.parseInt(p.get("sources"), 10) || 1);
    if (p.has("isolated")) this.isolated = p.get("isolated") === "1";
    for (const [kind, known] of [["entity", model.nodes], ["relation", model.edges]]) {
      if (known.has(p.get(kind))) this.selected = { kind, id: p.get(kind) };
    }
    this.center = model.nodes.has(p.get("center")) ? p.get("center") : null;
    this.around = this.center && [1, 2].includes(Number(p.get("around"))) ? Number(p.get("around")) : 0;
    this.view = Object.hasOwn(views, p.get("view")) ? p.get("view") : "graph";
    this.sort = (p.get("sort") || "").replace(/[^a-z-]/g, "") || "sources";
    this.theme = ["dark", "light"].includes(p.get("theme")) ? p.get("theme") : "";
    for (const part of this.address) part.read(p);
    filter.run();
  },
};

// Each filter that a relation fails is a bit, so that a count beside a choice can say how many it would show.
const FAILS = { entity: 1, type: 2, modality: 4, polarity: 8, period: 16, sources: 32, around: 64 };

const filter = {
  edges: [], nodes: new Set(), fails: [], counts: {},

  inPeriod(date) {
    if (!state.from && !state.to) return true;
    if (!date) return false;
    return (!state.from || date >= state.from.slice(0, date.length)) && (!state.to || date.slice(0, state.to.length) <= state.to);
  },

  fail(edge) {
    const { hidden } = state;
    return (hidden.entity.has(model.nodes.get(edge.from).type) || hidden.entity.has(model.nodes.get(edge.to).type) ? FAILS.entity : 0)
      | (hidden.type.has(edge.type) ? FAILS.type : 0)
      | (hidden.modality.has(edge.modality) ? FAILS.modality : 0)
      | (hidden.polarity.has(edge.polarity) ? FAILS.polarity : 0)
      | (edge.sources < state.sources ? FAILS.sources : 0)
      | ((state.from || state.to) && !model.dates(edge).some((date) => this.inPeriod(date)) ? FAILS.period : 0);
  },

  run() {
    const all = model.data.edges;
    this.fails = all.map((edge) => this.fail(edge));
    this.edges = all.filter((_, index) => this.fails[index] === 0);
    const center = state.around ? state.center : null;
    if (center) {
      const near = model.around(center, state.around, this.edges);
      all.forEach((edge, index) => { if (!near.has(edge.from) || !near.has(edge.to)) this.fails[index] |= FAILS.around; });
      this.edges = all.filter((_, index) => this.fails[index] === 0);
    }
    state.selected?.follow?.(this.edges);
    this.nodes = new Set();
    for (const edge of this.edges) this.nodes.add(edge.from).add(edge.to);
    if (center) this.nodes.add(center);
    for (const id of model.selected(state.selected)) this.nodes.add(id);
    if (state.isolated && !center) {
      for (const node of model.data.nodes) if (!state.hidden.entity.has(node.type)) this.nodes.add(node.id);
    }
    this.count();
  },

  count() {
    const counts = { entity: new Map(), type: new Map(), modality: new Map(), polarity: new Map() };
    const seen = new Set();
    const add = (facet, name) => counts[facet].set(name, (counts[facet].get(name) || 0) + 1);
    const end = (id, other) => {
      if (seen.has(id)) return;
      const { type } = model.nodes.get(id);
      if (other !== type && state.hidden.entity.has(other)) return;
      seen.add(id);
      add("entity", type);
    };
    model.data.edges.forEach((edge, index) => {
      const fails = this.fails[index];
      for (const facet of ["type", "modality", "polarity"]) if (!(fails & ~FAILS[facet])) add(facet, edge[facet]);
      if (fails & ~FAILS.entity) return;
      end(edge.from, model.nodes.get(edge.to).type);
      end(edge.to, model.nodes.get(edge.from).type);
    });
    for (const id of this.nodes) if (!seen.has(id)) add("entity", model.nodes.get(id).type);
    this.counts = counts;
  },
};
