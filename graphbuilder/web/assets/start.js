// Where one begins: search, the most mentioned, communities, saved workspaces. Never the whole graph.

const start = {
  label: null,

  async show() {
    const [{ counts }, top, { communities, of_entities: among }] = await Promise.all([
      api.get("/api/status"), api.get("/api/top", { label: this.label, limit: 24 }), api.get("/api/communities", { limit: 8 })]);
    const saved = Object.entries(saving.all()).sort(([a], [b]) => (a < b ? -1 : 1));
    byId("start").replaceChildren(el("div", { className: "sheet" },
      el("h2", {}, `${plural(counts.documents, "article")}, ${plural(counts.entities, "entity", "entities")}, ${plural(counts.relations, "relation")}`, el("span", { className: "quiet" }, ` in ${api.store.includes("://") ? api.store : api.store.split("/").at(-1)}`)),
      el("p", { className: "quiet" }, "Search for a name above, or begin with one of these. Every line of the graph shows the sentences it came from."),
      saved.length > 0 && this.saved(saved),
      el("h3", {}, "Most mentioned"), this.labels(), el("ul", { id: "top", className: "names" }, top.entities.map((entity) => this.name(entity))),
      el("h3", {}, "Communities"),
      el("p", { className: "quiet" }, communities.length ? `Entities that have more to do with each other than with the rest, among the ${commas(among)} most mentioned.` : "None was found: too few relations so far."),
      el("div", { className: "cards" }, communities.map((community) => this.card(community))),
      !saved.length && this.saved(saved)));
  },

  labels() {
    const choices = [[null, "All"], ...LABELS.map((label) => [label, LABEL_NAMES[label]])];
    return el("div", { className: "views labels", role: "group", ariaLabel: "Entity type" }, choices.map(([label, text]) => el("button", {
      type: "button", ariaPressed: String(label === this.label), onclick: doing(async () => {
        this.label = label;
        const { entities } = await api.get("/api/top", { label, limit: 24 });
        byId("top").replaceChildren(...entities.map((entity) => this.name(entity)));
        for (const button of byId("start").querySelectorAll(".labels button")) button.setAttribute("aria-pressed", String(button.textContent === text));
      }) }, text)));
  },

  name(entity) {
    return el("li", {}, el("button", { type: "button", onclick: doing(() => workspace.addOne(entity.id)) }, shape(entity.type), el("span", { title: entity.name }, entity.name), el("span", { className: "quiet number" }, commas(entity.mentions))));
  },

  card({ size, entities }) {
    const names = entities.slice(0, 5).map(({ name }) => name).join(", ");
    return el("article", { className: "card" },
      el("h4", {}, entities[0].name), el("p", {}, names, size > 5 ? el("span", { className: "quiet" }, ` and ${commas(size - 5)} more`) : ""),
      el("button", { type: "button", ariaLabel: `Show the community of ${entities[0].name}`, onclick: doing(() => workspace.bring(entities.map(({ id }) => id))) }, size > entities.length ? `Show ${entities.length} of ${commas(size)}` : `Show all ${size}`));
  },

  saved(names) {
    const file = el("input", { type: "file", id: "workspace-file", accept: ".json", className: "unseen", tabIndex: -1, ariaLabel: "Workspace file",
      onchange: doing(async (event) => { const [chosen] = event.target.files; event.target.value = ""; if (chosen) await saving.openFile(chosen); }) });
    return el("div", {},
      el("h3", {}, "Saved workspaces"),
      el("ul", { id: "saved", className: "names" }, names.map(([name, value]) => el("li", {},
        el("button", { type: "button", onclick: doing(() => saving.open(value)) }, el("span", {}, name), el("span", { className: "quiet number" }, plural(value.ids.length, "entity", "entities"))),
        el("button", { type: "button", className: "close", ariaLabel: `Delete ${name}`, onclick: doing(async () => { saving.forget(name); await this.show(); }) }, "×")))),
      el("p", { className: "actions" }, !names.length && el("span", { className: "quiet" }, "None in this browser."), file, el("button", { type: "button", onclick: () => file.click() }, "Open a file…")));
  },
};
