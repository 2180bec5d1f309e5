// Find an entity by name or alias.

const MOST_HITS = 12;

const search = {
  hits: [], at: -1, names: null,

  start() {
    this.names = null;
    const input = byId("search");
    if (input.dataset.ready) return;
    input.dataset.ready = "yes";
    input.addEventListener("input", () => this.find(input.value));
    input.addEventListener("focus", () => this.find(input.value));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.addEventListener("keydown", (event) => this.key(event));
  },

  /** Names that begin with the words come first, then names with a word that does, then the rest; each by mentions. */
  match(words) {
    this.names ||= [...model.nodes.values()].map((node) => ({ node, names: [node.name, ...(node.aliases || [])].map((name) => [name, fold(name)]) }));
    const hits = [];
    for (const { node, names } of this.names) {
      const ranked = names.map(([name, folded]) => [folded.startsWith(words) ? 0 : folded.includes(` ${words}`) ? 1 : folded.includes(words) ? 2 : 3, name]);
      const [rank, name] = ranked.reduce((a, b) => (a[0] <= b[0] ? a : b));
      if (rank < 3) hits.push({ node, rank, alias: name === node.name ? null : name });
    }
    return hits.sort((a, b) => a.rank - b.rank || (b.node.mentions || 0) - (a.node.mentions || 0) || (a.node.id < b.node.id ? -1 : 1));
  },

  find(text) {
    const words = fold(text.trim());
    if (!words) return this.close();
    this.list(this.match(words));
    return undefined;
  },

  list(found, total = found.length) {
    this.hits = found.slice(0, MOST_HITS);
    this.at = this.hits.length ? 0 : -1;
    const items = this.hits.map((hit, index) => el("li", { id: `hit-${index}`, role: "option", onmousedown: (event) => { event.preventDefault(); this.choose(index); } },
      shape(hit.node.type), el("span", {}, hit.node.name, hit.alias ? el("span", { className: "quiet" }, ` (${hit.alias})`) : null),
      el("span", { className: "quiet number" }, String(hit.node.mentions || 0))));
    if (!items.length) items.push(el("li", { role: "option", ariaDisabled: "true", className: "quiet" }, "No name found"));
    if (total > this.hits.length) items.push(el("li", { role: "option", ariaDisabled: "true", className: "quiet" }, `${commas(total - this.hits.length)} more: type on`));
    byId("hits").replaceChildren(...items);
    byId("hits").hidden = false;
    this.mark();
  },

  mark() {
    const input = byId("search");
    input.setAttribute("aria-expanded", String(!byId("hits").hidden));
    if (this.at >= 0) input.setAttribute("aria-activedescendant", `hit-${this.at}`); else input.removeAttribute("aria-activedescendant");
    [...byId("hits").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
  },

  close() {
    byId("hits").hidden = true;
    this.at = -1;
    this.hits = [];
    this.mark();
  },

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.hits.length) return;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : this.hits.length - 1)) % this.hits.length;
      this.mark();
    } else if (event.key === "Enter") { if (this.at >= 0) this.choose(this.at); } else if (event.key === "Escape") { byId("search").value = ""; this.close(); } else return;
    event.preventDefault();
    event.stopPropagation();
  },

  choose(index) {
    const { node } = this.hits[index];
    byId("search").value = "";
    this.close();
    this.pick(node);
  },

  /** Replaced by the explorer, which adds to the workspace. */
  pick(node) {
    state.set({ selected: { kind: "entity", id: node.id } });
    page.reveal(null, "entity", node.id);
  },
};
