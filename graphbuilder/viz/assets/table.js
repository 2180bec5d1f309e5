// The same relations as text: for the keyboard, for screen readers and for print.

const ROWS = 50;
const MORE = 100;
const NEAR = "0px 0px 300px";
const PRINTED = 5000;
const LONG = 70;

const COLUMNS = [
  ["subject", "Subject", (edge) => model.nodes.get(edge.from).name],
  ["relation", "Relation", (edge) => model.reads(edge)],
  ["object", "Object", (edge) => model.nodes.get(edge.to).name],
  ["stated", "Stated as", (edge) => model.status(edge) || "asserted"],
  ["theme", "Theme", (edge) => model.theme(edge)],
  ["sources", "Sources", (edge) => edge.sources],
  ["claims", "Claims", (edge) => edge.claims],
  ["denials", "Denials", (edge) => edge.denials || 0],
  ["first", "First", (edge) => edge.first || ""],
  ["last", "Last", (edge) => edge.last || ""],
];
const NUMBERS = new Set(["sources", "claims", "denials"]);

const table = {
  box: null, edges: [], sorting: "", drawn: 0, parts: {}, watch: null,

  start(box) {
    this.box = box;
    box.addEventListener("click", ({ target }) => {
      const { kind, id } = target.closest("td button")?.dataset || {};
      if (kind) state.set({ selected: { kind, id } });
    });
    this.watch = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) this.extend(); }, { root: box, rootMargin: NEAR });
  },

  /** The relations shown, sorted as chosen. */
  sorted() {
    const name = state.sort.replace(/^-/, "");
    const column = COLUMNS.find(([key]) => key === name) || COLUMNS[5];
    const sign = state.sort.startsWith("-") ? -1 : 1;
    const value = column[2];
    const compare = NUMBERS.has(column[0]) ? (a, b) => value(b) - value(a) : (a, b) => String(value(a)).localeCompare(String(value(b)), "en");
    return [...filter.edges].sort((a, b) => sign * compare(a, b));
  },

  /** Show at least so many rows; they are made anew, the first of them, only where others are shown, or in another order. */
  show(least = 0) {
    const edges = this.sorted();
    if (state.sort !== this.sorting || edges.length !== this.edges.length || edges.some((edge, index) => edge !== this.edges[index])) this.build(edges);
    this.draw(least);
  },

  build(edges) {
    Object.assign(this, { edges, sorting: state.sort, drawn: 0 });
    const caption = el("caption");
    const body = el("tbody", { role: "rowgroup" });
    const more = el("button", { type: "button", onclick: () => this.extend() });
    const rest = el("p", {}, more);
    this.parts = { caption, body, more, rest };
    keepingFocus(this.box, () => {
      this.box.replaceChildren(el("table", { role: "table", "aria-rowcount": edges.length + 1 }, caption, el("thead", { role: "rowgroup" }, this.head()), body), rest);
      this.draw(ROWS);
    });
    this.box.scrollTop = 0;
    this.watch.disconnect();
    this.watch.observe(rest);
  },

  head() {
    return el("tr", { role: "row", "aria-rowindex": 1 }, COLUMNS.map(([key, text]) => {
      const on = state.sort.replace(/^-/, "") === key;
      const down = on && state.sort.startsWith("-");
      const direction = on ? (NUMBERS.has(key) !== down ? "descending" : "ascending") : "none";
      return el("th", { role: "columnheader", scope: "col", "aria-sort": direction, className: NUMBERS.has(key) ? "numeric" : "" },
        el("button", { type: "button", "data-key": key, onclick: () => this.sort(key, on && !down) }, text, on ? el("span", { ariaHidden: "true" }, direction === "ascending" ? " ▲" : " ▼") : null));
    }));
  },

  /** Draw rows until there are so many, and say how many are left. */
  draw(rows) {
    const { edges } = this;
    const { caption, body, more, rest } = this.parts;
    const added = edges.slice(this.drawn, rows).map((edge, index) => el("tr", { role: "row", "aria-rowindex": this.drawn + index + 2, "data-id": edge.id }, COLUMNS.map(([key, text, value]) => this.cell(edge, key, text, value(edge)))));
    const focused = document.activeElement === more;
    body.append(...added);
    this.drawn += added.length;
    for (const row of body.children) row.classList.toggle("chosen", state.selected?.id === row.dataset.id);
    const left = edges.length - this.drawn;
    caption.textContent = `${plural(edges.length, "relation")} shown${left ? `, the first ${commas(this.drawn)} here` : ""}`;
    more.textContent = `Show ${commas(Math.min(left, MORE))} more of ${commas(left)}`;
    rest.hidden = left === 0;
    if (focused && !left) added[0]?.querySelector("button").focus({ preventScroll: true });
  },

  /** More rows, because someone asks for them or comes near the end of those that are here. */
  extend() { this.draw(this.drawn + MORE); },

  /** A cell. Its role and its name stay when a narrow window shows a row as two lines, see style.css. */
  cell(edge, key, name, value) {
    const cell = (className, content, title) => el("td", { role: "cell", className, title, "data-name": name }, content);
    const choose = (kind, id) => cell("", el("button", { type: "button", className: "link", "data-kind": kind, "data-id": id }, value));
    if (key === "subject") return choose("entity", edge.from);
    if (key === "object") return choose("entity", edge.to);
    if (key === "relation") return choose("relation", edge.id);
    if (key === "theme" && value.length > LONG) return cell("", `${value.slice(0, LONG - 1)}…`, value);
    return cell(NUMBERS.has(key) ? "numeric" : "", key === "denials" && value === 0 ? "" : String(value));
  },

  sort(key, turn) { state.set({ sort: turn ? `-${key}` : key }); },
};
