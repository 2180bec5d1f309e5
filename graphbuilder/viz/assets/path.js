// How two entities are connected: a shortest way over the relations shown, with the sentences of each step.

const path = {
  about: "a shortest path over the relations shown, in either direction",

  /** A field to find the other end with, in the place of the button that asks for it. Replaced by the explorer. */
  ask(node, button) {
    const list = el("ul", { id: "hits-path", className: "hits", role: "listbox", ariaLabel: "Names found", hidden: true });
    const input = el("input", { type: "search", autocomplete: "off", placeholder: "Find the other end", role: "combobox", "aria-expanded": "false",
      "aria-controls": "hits-path", "aria-autocomplete": "list", ariaLabel: `Path from ${node.name} to` });
    new Finder(input, list, { find: (text) => this.others(node, text), pick: (other) => this.find(node.id, other.id) });
    button.replaceWith(el("div", { className: "search" }, input, list));
    input.focus();
  },

  /** What the search finds but the entity itself. */
  others(node, text) {
    const hits = search.find(text).hits.filter((hit) => hit.node !== node);
    return { hits, total: hits.length };
  },

  /** Select the way between two. Replaced by the explorer, which asks the server. */
  find(start, end) {
    state.set({ view: "graph", selected: this.selection(start, end, (edges) => this.way(start, end, edges)) });
    draw.fit(true, new Set(state.selected.entities));
  },

  /** Show everything, and look at the path. */
  unfilter() {
    state.set({ hidden: Object.fromEntries(Object.keys(state.hidden).map((facet) => [facet, new Set()])), from: "", to: "", sources: 1, around: 0, center: null });
    draw.fit(true, new Set(state.selected.entities));
  },

  /** A way as a selection that follows the filters: `way` gives its entities from the relations shown. */
  selection(start, end, way) {
    const pair = (edge, a, b) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a);
    return {
      kind: "path", id: `${start} ${end}`,
      follow(edges) {
        const found = way(edges);
        this.entities = found.length ? found : [start, end];
        this.relations = this.entities.slice(1).map((id, index) => edges.filter((edge) => pair(edge, this.entities[index], id)).map((edge) => edge.id));
      },
    };
  },

  /** The entities on a shortest way, both ends included; none where there is no way. */
  way(start, end, edges) {
    const links = new Map();
    const link = (from, to) => { if (links.has(from)) links.get(from).push(to); else links.set(from, [to]); };
    for (const { from, to } of edges) { link(from, to); link(to, from); }
    const before = new Map([[start, null]]);
    for (const id of before.keys()) {
      if (id === end) break;
      for (const next of links.get(id) || []) if (!before.has(next)) before.set(next, id);
    }
    const way = [];
    for (let at = before.has(end) ? end : null; at !== null; at = before.get(at)) way.unshift(at);
    return way;
  },

  /** The panel of a path. */
  panel() {
    const { entities, relations } = state.selected;
    const names = entities.map((id) => model.nodes.get(id).name);
    const step = (ids, index) => {
      if (!ids.length) return [];
      const edges = model.data.edges.filter((edge) => ids.includes(edge.id));
      const typed = edges.filter((edge) => !model.types.get(edge.type).fallback);
      return [el("h3", {}, `${index + 1}. ${names[index]} – ${names[index + 1]}`), ...(typed.length ? typed : edges).map((edge) => evidence.block(edge))];
    };
    const joined = relations.every((ids) => ids.length);
    const hidden = !joined && this.way(entities[0], entities.at(-1), model.data.edges).length > 0;
    return [
      el("div", { className: "top" }, el("h2", {}, "Path"), evidence.close()),
      el("p", { className: "name" }, `${names[0]} to ${names.at(-1)}`),
      el("p", { className: "quiet" }, joined ? `${plural(relations.length, "step")}: ${this.about}.` : `The relations shown do not connect them.${hidden ? " Hidden ones do." : ""}`),
      hidden && el("div", { className: "actions" }, el("button", { type: "button", onclick: () => this.unfilter() }, "Show all relations")),
      ...relations.flatMap(step),
    ];
  },
};

evidence.kinds.path = () => path.panel();
draw.lights.path = (selected, edge) => selected.relations.some((step) => step.includes(edge.id));
