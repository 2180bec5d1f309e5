// An entity of the workspace: its neighbours by relation type, the strongest first; remove, pin.

const SHOWN_TYPES = 6;

const expand = {
  known: new Map(),

  /** Decisions and new articles change what is known of entities. */
  forget() { this.known.clear(); },

  actions(node) {
    const pinned = workspace.pinned.has(node.id);
    return [
      el("button", { type: "button", className: "main", title: "Add the 12 strongest neighbours (double click, e)", onclick: doing(() => this.by(node)) }, "Expand"),
      el("button", { type: "button", "data-key": "pin", ariaPressed: String(pinned), title: "It keeps its place, and stays when the workspace is cleared (p)", onclick: () => workspace.pin([node.id]) }, pinned ? "Unpin" : "Pin"),
      el("button", { type: "button", title: "Take it off the workspace (Delete)", onclick: doing(() => workspace.remove([node.id])) }, "Remove"),
      el("button", { type: "button", title: "How it is connected with another entity", onclick: doing(() => path.ask(node)) }, "Path to…"),
    ];
  },

  /** The part of the panel that names the relation types. It holds its place until the server answers. */
  section(node) {
    const list = el("div", { className: "types" });
    const fill = ({ types }) => {
      const rows = types.map((type) => ({ ...type, here: this.here(node, type.name) })).sort((a, b) => (a.here === a.neighbours) - (b.here === b.neighbours));
      list.replaceChildren(...(rows.length ? evidence.paged(rows, SHOWN_TYPES, (type) => this.row(node, type), "more relation type") : [el("p", { className: "quiet" }, "No relations.")]));
    };
    if (this.known.has(node.id)) fill(this.known.get(node.id));
    else {
      list.append(el("p", { className: "quiet" }, "…"));
      doing(async () => {
        const answer = await api.get("/api/entity", { entity: node.id });
        this.known.set(node.id, answer);
        fill(answer);
      })();
    }
    return el("section", { className: "expand" }, el("h3", {}, "Expand by relation"), list);
  },

  /** How many neighbours by a relation type are here. */
  here(node, type) { return new Set(model.links.get(node.id)?.filter((edge) => edge.type === type && edge.from !== edge.to).map((edge) => model.other(edge, node.id).id)).size; },

  /** How many neighbours by a typed relation are here. */
  near(id) {
    const edges = model.links.get(id).filter((edge) => edge.from !== edge.to && !model.types.get(edge.type).fallback);
    return new Set(edges.map((edge) => model.other(edge, id).id)).size;
  },

  row(node, { name, reads, neighbours, here }) {
    const more = Math.min(FIRST, neighbours - here);
    return el("div", { className: "type" }, el("span", {}, reads), el("span", { className: "quiet number" }, `${commas(here)} of ${commas(neighbours)}`),
      el("button", { type: "button", "data-key": `expand ${name}`, disabled: more <= 0, ariaLabel: `Add ${more} more by ${reads}`, onclick: doing(() => this.by(node, name)) }, more > 0 ? `+${more}` : "all"));
  },

  /** Add the strongest neighbours that are not here yet, and say how many there are. */
  async by(node, relation = null) {
    let total = 0;
    const added = await workspace.step(async (now) => {
      const answer = await api.get("/api/neighbours", { entity: node.id, relation, without: now, limit: FIRST });
      ({ total } = answer);
      return [...now, ...answer.entities.map((entity) => entity.id)];
    });
    if (relation && state.hidden.type.has(relation)) state.toggle("type", relation, true);
    if (!added.length) {
      const all = total === 1 ? `The one neighbour of ${node.name} is here.` : `All ${commas(total)} neighbours of ${node.name} are here.`;
      notice.say(total ? all : `${node.name} has no neighbours by a typed relation.`);
      return;
    }
    const reads = relation && model.types.get(relation)?.reads;
    notice.say(`${added.length} of ${plural(total, "neighbour")} of ${node.name}${reads ? ` by “${reads}”` : ""} added${workspace.hidden(added)}.`, { text: "Undo", act: doing(() => workspace.undo()) });
  },
};
