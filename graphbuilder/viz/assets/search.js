// Find an entity by name or alias.

const MOST_HITS = 12;

/** A field with a list of the names that match what is typed. `find` gives {hits: [{node, alias, note}], total}, or a promise of it. */
class Finder {
  constructor(input, list, { find, pick }) {
    Object.assign(this, { input, list, find, pick, hits: [], at: -1, asked: 0, answered: 0, entered: false });
    input.addEventListener("input", () => this.ask());
    input.addEventListener("focus", () => this.ask());
    input.addEventListener("blur", () => setTimeout(() => document.activeElement === input || this.close(), 150));
    input.addEventListener("keydown", (event) => this.key(event));
  }

  /** Answers may come in another order than the questions: only the latest counts, and Enter waits for it. */
  async ask() {
    const text = this.input.value.trim();
    this.asked += 1;
    this.entered = false;
    const asked = this.asked;
    if (!fold(text)) return this.close();
    const found = this.find(text);
    const { hits, total } = found instanceof Promise ? await found : found;
    if (asked !== this.asked) return undefined;
    this.answered = asked;
    this.show(hits, total);
    if (this.entered && this.at >= 0) this.choose(this.at);
    return undefined;
  }

  show(hits, total = hits.length) {
    this.hits = hits.slice(0, MOST_HITS);
    this.at = this.hits.length ? 0 : -1;
    const quiet = (text) => el("li", { role: "option", ariaDisabled: "true", className: "quiet" }, text);
    const items = this.hits.map(({ node, alias, note }, index) => el("li",
      { id: `${this.list.id}-${index}`, role: "option", onmousedown: (event) => { event.preventDefault(); this.choose(index); } },
      shape(node.type), el("span", {}, node.name, alias ? el("span", { className: "quiet" }, ` (${alias})`) : null),
      el("span", { className: "quiet number" }, note || commas(node.mentions || 0))));
    if (!items.length) items.push(quiet("No name found"));
    if (total > this.hits.length) items.push(quiet(`${commas(total - this.hits.length)} more: type on`));
    this.list.replaceChildren(...items);
    this.list.hidden = false;
    this.mark();
  }

  mark() {
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`); else this.input.removeAttribute("aria-activedescendant");
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
  }

  close() {
    this.asked += 1;
    this.answered = this.asked;
    this.list.hidden = true;
    this.at = -1;
    this.hits = [];
    this.mark();
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.hits.length) return;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : this.hits.length - 1)) % this.hits.length;
      this.mark();
    } else if (event.key === "Enter" && this.answered !== this.asked && this.input.value) this.entered = true;
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape" && this.input.value) { this.input.value = ""; this.close(); } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(index) {
    const { node } = this.hits[index];
    this.input.value = "";
    this.close();
    this.pick(node);
  }
}

const search = {
  names: null,

  start() { new Finder(byId("search"), byId("hits"), { find: (text) => this.find(text), pick: (node) => this.pick(node) }); },

  /** Forget the names of the data before. */
  reset() { this.names = null; },

  /** Whole names come first, then names that begin with the words, then names with a word that does, then the rest; each by mentions. */
  find(text) {
    const words = fold(text);
    this.names ||= model.data.nodes.map((node) => ({ node, names: [node.name, ...(node.aliases || [])].map((name) => [name, fold(name)]) }));
    const hits = [];
    for (const { node, names } of this.names) {
      const ranked = names.map(([name, folded]) => [folded === words ? 0 : folded.startsWith(words) ? 1 : folded.includes(` ${words}`) ? 2 : folded.includes(words) ? 3 : 4, name]);
      const [rank, name] = ranked.reduce((a, b) => (a[0] <= b[0] ? a : b));
      if (rank < 4) hits.push({ node, rank, alias: name === node.name ? null : name });
    }
    hits.sort((a, b) => a.rank - b.rank);
    return { hits, total: hits.length };
  },

  pick(node) {
    state.set({ selected: { kind: "entity", id: node.id } });
    page.reveal(null, "entity", node.id);
    draw.focus();
  },
};
