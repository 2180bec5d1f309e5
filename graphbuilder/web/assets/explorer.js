// Put the explorer together: the page of the snapshot, fed by the server.

const MOST_CLAIMS = 1000;

Object.assign(views, { start: "start", article: "article", cypher: "console", decisions: "decisions" });

const explorer = {
  async start() {
    state.whole = true;
    state.address.push({ write: (p) => { if (state.view === "article" && article.id) p.set("article", article.id); }, read: (p) => { article.id = p.get("article"); } });
    const wanted = new URLSearchParams(location.hash.slice(1));
    this.join();
    const kept = saving.kept();
    workspace.name = kept?.name || "";
    const { page: data, ...rest } = await this.first(kept);
    Object.assign(workspace, rest);
    page.start(data);
    if (!wanted.has("view") && !workspace.ids.length) state.set({ view: "start" });
    saving.title();
    cypher.start();
    this.buttons();
    this.keys();
    state.listeners.push((changed) => this.show(changed));
    this.show(["view"]);
  },

  /** The workspace of before the page was loaded again, else an empty one. */
  async first(kept) {
    const ids = kept?.ids || [];
    const { page: data, now, neighbours } = await api.get("/api/graph", { ids });
    data.title = workspace.name || "Explorer";
    const today = (list) => [...new Set(list.map((id) => now[id]).filter(Boolean))];
    const places = placing.place(data, Object.fromEntries(Object.entries(kept?.places || {}).filter(([id]) => now[id]).map(([id, place]) => [now[id], place])));
    for (const node of data.nodes) Object.assign(node, places[node.id]);
    return { page: data, ids: today(ids), pinned: new Set(today(kept?.pinned || [])), neighbours };
  },

  /** What the page does otherwise here. */
  join() {
    Object.assign(search, { find: (text) => found(text), pick: doing((node) => workspace.addOne(node.id)) });
    draw.open = doing((id) => expand.by(model.nodes.get(id)));
    Object.assign(evidence, {
      actions: (node) => [...expand.actions(node), !api.readOnly && el("button", { type: "button", title: "It is the same as another entity", onclick: doing(() => deciding.merge(node)) }, "Merge…")],
      more: (node) => [expand.section(node), article.section(node), deciding.section(node)],
      steps: () => null,
      origin: (claim) => article.origin(claim),
      rest: (edge, shown) => el("button", { type: "button", className: "link", onclick: doing(() => this.rest(edge)) }, `${plural(edge.claims - shown, "more claim")}`),
      overview: ((overview) => () => (state.view === "article" && article.shown ? article.panel() : overview.call(evidence)))(evidence.overview),
    });
    for (const name of ["saveTable", "saveData"]) {
      const save = exporter[name];
      exporter[name] = doing(async () => { await this.complete(); save.call(exporter); });
    }
    evidence.wanted = () => state.view === "article" && article.sentence !== null;
    page.empty = "The workspace is empty";
    draw.nothing = "Nothing is here yet: search for a name ( / ), or begin at Start.";
    draw.also = (id) => several.toggle(id);
    labels.marks = (context, shown, boxes) => { this.pins(context, shown); this.more(context, shown, boxes); };
  },

  /** All claims of a relation. */
  async rest(edge) {
    const { page: data } = await api.get("/api/graph", { ids: [edge.from, edge.to], claims: MOST_CLAIMS });
    model.take(data, [edge.id]);
    state.set({ selected: { kind: "relation", id: edge.id } });
  },

  /** All claims of what is shown: the page holds a few of each relation. */
  async complete() {
    const lacking = filter.edges.filter((edge) => model.claims.get(edge.id).length < edge.claims);
    if (!lacking.length) return;
    const { page: data } = await api.get("/api/graph", { ids: [...new Set(lacking.flatMap(({ from, to }) => [from, to]))], claims: MOST_CLAIMS });
    model.take(data, lacking.map((edge) => edge.id));
  },

  /** A pinned entity carries a small pin. */
  pins(context, shown) {
    context.fillStyle = draw.colors.ink;
    for (const { id, x, y, radius } of shown.filter((item) => workspace.pinned.has(item.id))) {
      context.beginPath();
      context.arc(x + radius * 0.8, y - radius * 0.8, 3.5, 0, 2 * Math.PI);
      context.fill();
    }
  },

  /** How many neighbours of an entity are not here, at its side. */
  more(context, shown, boxes) {
    const font = `10px ${FONT}`;
    for (const { id, x, y, radius } of shown) {
      const hidden = (workspace.neighbours[id] || 0) - expand.near(id);
      if (hidden <= 0 || radius < 5) continue;
      const line = `+${hidden}`;
      const clear = model.selected(state.selected).includes(id) ? radius * 1.25 + 5 : radius + 1;
      const box = { x: x + clear, y: y - radius - 6, width: labels.measure(context, font, line) + 4, height: 12 };
      boxes.add(box);
      labels.text(context, { lines: [line], box, size: 10, font, color: draw.colors.soft, alpha: draw.lit.size && !draw.lit.has(id) ? 0.4 : 1, halo: draw.colors.page });
    }
  },

  show(changed) {
    if (changed.includes("view") || changed.includes("selected")) this.view();
    timeline.show();
  },

  view: doing(async () => {
    if (state.view === "start" && !byId("start").childElementCount) await start.show();
    else if (state.view === "start" && start.was !== "start") await start.show();
    if (state.view === "decisions" && start.was !== "decisions") await deciding.list();
    if (state.view === "article" && article.id && article.shown?.document.id !== article.id) await article.open(article.id);
    start.was = state.view;
  }),

  buttons() {
    const on = (id, act) => byId(id).addEventListener("click", doing(act));
    on("undo", () => workspace.undo());
    on("redo", () => workspace.redo());
    on("arrange", () => workspace.arrange());
    on("clear", () => workspace.clear());
    on("save-workspace", () => saving.save());
    on("save-snapshot", () => saving.snapshot());
    draw.network.on("dragEnd", () => saving.keep());
    workspace.buttons();
  },

  keys() {
    addEventListener("keydown", (event) => {
      if (event.target.matches("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select") || document.querySelector("dialog[open]")) return;
      const node = state.view === "graph" && state.selected?.kind === "entity" ? model.nodes.get(state.selected.id) : null;
      const control = event.ctrlKey || event.metaKey;
      const act = control ? { z: () => (event.shiftKey ? workspace.redo() : workspace.undo()), y: () => workspace.redo() }[event.key.toLowerCase()]
        : event.altKey ? null : { Delete: node && (() => workspace.remove([node.id])), e: node && (() => expand.by(node)), p: node && (() => workspace.pin([node.id])) }[event.key];
      if (!act) return;
      event.preventDefault();
      doing(act)();
    });
  },
};

doing(() => explorer.start())();
