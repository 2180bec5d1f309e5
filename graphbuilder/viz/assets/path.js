// How two entities are connected: a shortest way over the relations shown, with the sentences of each step.

const path = {
  about: "a shortest path over the relations shown, in either direction",

  /** A field to find the other end with, in the place of the button that asks for it. Replaced by the explorer. */
  ask(node, button) {
    const list = el("ul", { id: "hits-path", className: "hits", role: "listbox", ariaLabel: "Names found", hidden: true });
    const input = el("input", { type: "search", autocomplete: "off", spellcheck: false, placeholder: "Find the other end", role: "combobox", "aria-expanded": "false",
      "aria-controls": "hits-path", "aria-autocomplete": "list", ariaLabel: `Path from ${node.name} to` });
    new Finder(input, list, { find: (text) => search.find(text), pick: (other) => this.find(node.id, other.id) });
    button.replaceWith(el("div", { className: "search" }, input, list));
    input.focus();
  },

  /** Select the way between two. Replaced by the explorer, which asks the server. */
  find(start, end) {
    const entities = this.way(start, end, filter.edges);
    const pair = (edge, a, b) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a);
    const relations = entities.slice(1).map((id, index) => filter.edges.filter((edge) => pair(edge, entities[index], id)).map((edge) => edge.id));
    const ends = entities.length ? entities : [start, end];
    state.set({ view: "graph", selected: { kind: "path", id: `${start} ${end}`, entities: ends, relations } });
    draw.fit(true, new Set(ends));
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
      const edges = model.data.edges.filter((edge) => ids.includes(edge.id));
      const typed = edges.filter((edge) => !model.types.get(edge.type).fallback);
      return [el("h3", {}, `${index + 1}. ${names[index]} – ${names[index + 1]}`), ...(typed.length ? typed : edges).map((edge) => evidence.block(edge))];
    };
    return [
      el("div", { className: "top" }, el("h2", {}, "Path"), evidence.close()),
      el("p", { className: "name" }, `${names[0]} to ${names.at(-1)}`),
      el("p", { className: "quiet" }, relations.length ? `${plural(relations.length, "step")}: ${this.about}.` : "The relations shown do not connect them."),
      ...relations.flatMap(step),
    ];
  },
};

evidence.kinds.path = () => path.panel();
draw.lights.path = (selected, edge) => selected.relations.some((step) => step.includes(edge.id));
