// Put the parts together.

/** The sections that take the middle of the page, by the name of the view. */
const views = { graph: "graph", table: "table" };

const page = {
  /** Replaced by the explorer: what to say in place of a count of nothing. */
  empty: "",

  /** Show the data. Where nobody has chosen its places, they are adapted to the window. */
  start(data) {
    model.load(data);
    state.read();
    evidence.start(byId("evidence"));
    table.start(byId("table"));
    state.listeners.push((changed) => this.show(changed));
    filters.start();
    period.start();
    search.start();
    this.foot();
    this.buttons();
    this.keys();
    this.show(["selected", "view", "theme"]);
    if (!data.placed) draw.stretch(data.nodes, data.nodes.filter(({ id }) => filter.nodes.has(id)));
    draw.start(byId("canvas"));
    addEventListener("hashchange", () => { state.read(); this.show(["selected", "view", "theme"]); });
    addEventListener("beforeprint", () => { byId("table").hidden = false; table.show(PRINTED); });
    addEventListener("afterprint", () => { this.view(); table.build(table.edges); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.show(["theme"]));
    document.documentElement.dataset.ready = "yes";
  },

  /** Show other data in place of the present, with the same filters: what the explorer does when its workspace changes. What is drawn
   * already stays where it is, unless other places are given. */
  update(data, places = draw.places()) {
    const known = new Set(model.types.keys());
    for (const node of data.nodes) Object.assign(node, places[node.id]);
    model.load(data);
    for (const type of model.types.values()) if (type.fallback && !known.has(type.name)) state.hidden.type.add(type.name);
    if (state.center && !model.nodes.has(state.center)) Object.assign(state, { center: null, around: 0 });
    if (state.selected && !model.holds(state.selected)) state.selected = null;
    filter.run();
    filters.start();
    period.start();
    search.reset();
    this.foot();
    draw.reload();
    this.show(["selected"]);
  },

  show(changed) {
    if (changed.includes("theme")) this.theme();
    if (changed.includes("view") || (changed.includes("selected") && state.selected)) this.drawer(false);
    if (changed.some((name) => !LOOKS.includes(name))) {
      filters.show();
      period.show();
      this.count();
    }
    if (changed.some((name) => name !== "sort" && name !== "theme")) evidence.show();
    if (changed.includes("view")) this.view();
    if (state.view === "table") table.show();
    if (draw.network && state.view === "graph") {
      draw.show();
      if (draw.fitted && changed.some((name) => FILTERS.includes(name)) && draw.outside()) draw.fit();
    }
  },

  count() {
    const { total } = model.data;
    const left = total.entities - model.nodes.size;
    const leftRelations = total.relations - model.edges.size;
    const some = (shown, held, one, many) => (shown === held ? plural(held, one, many) : `${commas(shown)} of ${plural(held, one, many)}`);
    const shown = `${some(filter.nodes.size, model.nodes.size, "entity", "entities")}, ${some(filter.edges.length, model.edges.size, "relation")}`;
    const out = [left > 0 && plural(left, "entity", "entities"), leftRelations > 0 && plural(leftRelations, "relation")].filter(Boolean).join(" and ");
    byId("count").textContent = !model.nodes.size && this.empty ? this.empty : out ? `${shown}; ${out} left out of this page` : shown;
  },

  view() {
    document.querySelector("main").dataset.view = state.view;
    for (const [name, id] of Object.entries(views)) byId(id).hidden = name !== state.view;
    for (const button of document.querySelectorAll("button[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
    byId("save-png").disabled = state.view !== "graph";
  },

  theme() {
    const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").textContent = dark ? "Light" : "Dark";
    draw.readColors();
  },

  foot() {
    const { data } = model;
    const sources = [...new Set(data.documents.map((document) => document.source).filter(Boolean))];
    const dates = data.documents.map((document) => document.published).filter(Boolean).sort();
    const from = sources.length && sources.length <= 3 ? sources.join(", ") : sources.length ? plural(sources.length, "source") : "";
    const when = dates.length ? (dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`) : "";
    const detail = [from, when].filter(Boolean).join(", ");
    const claims = data.documents.length ? ` from the claims of ${plural(data.documents.length, "article")}${detail ? ` (${detail})` : ""}` : "";
    byId("foot").textContent = `Made by ${data.made_by}${claims}. Claims found in text, not verified.`;
  },

  buttons() {
    const on = (id, act) => byId(id).addEventListener("click", act);
    for (const button of document.querySelectorAll("button[data-view]")) button.addEventListener("click", () => state.set({ view: button.dataset.view }));
    on("fit", () => draw.fit());
    on("zoom-in", () => draw.zoom(1.4));
    on("zoom-out", () => draw.zoom(1 / 1.4));
    on("save-png", () => exporter.savePicture());
    on("save-csv", () => exporter.saveTable());
    on("save-json", () => exporter.saveData());
    on("theme", () => state.set({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }));
    on("reset", () => this.reset());
    on("show-filters", () => this.drawer(!byId("filters").classList.contains("open")));
    this.menu(byId("save"));
    on("skip", (event) => { event.preventDefault(); state.set({ view: "table" }); byId("table").focus(); });
  },

  /** Where the window is narrow, the filters are a drawer over what they filter. */
  drawer(open) {
    byId("filters").classList.toggle("open", open);
    byId("show-filters").setAttribute("aria-expanded", String(open));
  },

  /** A menu closes when something is chosen, with Escape, or when one goes elsewhere. */
  menu(details) {
    const close = () => { details.open = false; };
    details.addEventListener("click", (event) => { if (event.target.closest("button")) close(); });
    details.addEventListener("focusout", (event) => { if (!details.contains(event.relatedTarget)) close(); });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      close();
      details.querySelector("summary").focus();
      event.stopPropagation();
    });
  },

  turn() { state.set({ view: state.view === "table" ? "graph" : "table" }); },

  reset() {
    state.set({ ...state.defaults(), view: "graph", sort: "sources" });
    draw.fit();
  },

  /** What Escape does: close the drawer, else the evidence, else show more than the neighbours of one. */
  leave() {
    if (byId("filters").classList.contains("open")) this.drawer(false);
    else if (state.selected) state.set({ selected: null });
    else if (state.around) filters.around(0);
  },

  fit() { if (state.view === "graph") draw.fit(); },

  reveal(edge, kind, id) {
    if (state.view !== "graph") return;
    if (kind === "entity") draw.reveal(id); else if (edge) { draw.reveal(edge.from); draw.reveal(edge.to); }
  },

  keys() {
    addEventListener("pointerdown", ({ target }) => { if (!target.closest?.("#filters, #show-filters")) this.drawer(false); });
    addEventListener("keydown", (event) => {
      const typing = event.target.matches("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select");
      if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
      if (event.key === "/") byId("search").focus(); else if (event.key === "t") this.turn(); else if (event.key === "f") this.fit();
      else if (event.key === "Escape") this.leave(); else return;
      event.preventDefault();
    });
  },
};

if (byId("data")) page.start(JSON.parse(byId("data").textContent));
