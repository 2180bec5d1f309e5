// How two entities are connected in the store, also by way of entities that are not in the workspace.

Object.assign(path, {
  about: "a shortest path, in either direction",

  async ask(node) {
    const values = await dialogs.ask({
      title: `Path from ${node.name}`, about: "A shortest one, over at most 6 relations in either direction.", ok: "Find a path",
      fields: [{ name: "end", label: "To", kind: "entity" }],
    });
    if (values) await this.find(node.id, values.end);
  },

  async find(start, end) {
    const { entities, relations, total } = await api.get("/api/path", { start, end });
    if (!total) {
      notice.say(start === end ? "That is the same entity." : "There is no path of at most 6 relations between them.");
      return;
    }
    await workspace.add(entities.map((entity) => entity.id));
    this.unhide(relations);
    const way = entities.map((entity) => entity.id);
    state.set({ view: "graph", selected: this.selection(start, end, () => way) });
    draw.fit();
  },

  /** A path that has to go over relations of no known type shows them. */
  unhide(relations) {
    const hidden = new Set(state.hidden.type);
    for (const step of relations) {
      const types = step.map((id) => model.edges.get(id)?.type).filter(Boolean);
      if (types.every((type) => hidden.has(type))) for (const type of types) hidden.delete(type);
    }
    state.hidden = { ...state.hidden, type: hidden };
  },
});
