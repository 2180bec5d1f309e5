// Several entities at once: Shift and a click on each; then remove, pin, connect or merge them together.

const several = {
  /** Put an entity among the selected ones, or take it out. */
  toggle(id) {
    const { selected } = state;
    const now = selected?.kind === "several" ? selected.entities : selected?.kind === "entity" ? [selected.id] : [];
    const ids = now.includes(id) ? now.filter((other) => other !== id) : [...now, id];
    state.set({ selected: ids.length > 1 ? { kind: "several", id: ids.join(" "), entities: ids } : ids.length ? { kind: "entity", id: ids[0] } : null });
  },

  panel() {
    const { entities } = state.selected;
    const nodes = entities.map((id) => model.nodes.get(id));
    const between = filter.edges.filter((edge) => entities.includes(edge.from) && entities.includes(edge.to));
    const pinned = entities.every((id) => workspace.pinned.has(id));
    const two = nodes.length === 2;
    return [
      el("div", { className: "top" }, el("h2", {}, plural(nodes.length, "entity", "entities")), evidence.close()),
      el("ul", { className: "plain" }, nodes.map((node) => el("li", { className: "facts" }, shape(node.type),
        el("button", { type: "button", className: "link", onclick: () => state.set({ selected: { kind: "entity", id: node.id } }) }, node.name)))),
      el("div", { className: "actions" },
        el("button", { type: "button", "data-key": "pin", ariaPressed: String(pinned), onclick: () => workspace.pin(entities, !pinned) }, pinned ? "Unpin" : "Pin"),
        el("button", { type: "button", onclick: doing(() => workspace.remove(entities)) }, "Remove"),
        el("button", { type: "button", title: "Take all others away", onclick: doing(() => workspace.step(() => entities)) }, "Keep only these"),
        two && el("button", { type: "button", onclick: doing(() => path.find(...entities)) }, "Path"),
        two && !api.readOnly && el("button", { type: "button", onclick: doing(() => deciding.merge(...nodes)) }, "Merge…")),
      el("h3", {}, `Relations between them (${commas(between.length)})`),
      ...evidence.paged(between, SHOWN_RELATIONS, (edge) => evidence.block(edge), "more relation"),
    ];
  },
};

evidence.kinds.several = () => several.panel();
draw.lights.several = ({ entities }, edge) => entities.includes(edge.from) && entities.includes(edge.to);
