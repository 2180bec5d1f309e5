// The same relations as text: for the keyboard, for screen readers and for print.

const ROWS = 100;
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
  box: null, rows: ROWS,

  start(box) {
    this.box = box;
    box.addEventListener("click", ({ target }) => {
      const { kind, id } = target.closest("td button")?.dataset || {};
      if (kind) state.set({ selected: { kind, id } });
    });
  },

  sorted() {
    const name = state.sort.replace(/^-/, "");
    const column = COLUMNS.find(([key]) => key === name) || COLUMNS[5];
    const sign = state.sort.startsWith("-") ? -1 : 1;
    const value = column[2];
    const compare = NUMBERS.has(column[0]) ? (a, b) => value(b) - value(a) : (a, b) => String(value(a)).localeCompare(String(value(b)), "en");
    return [...filter.edges].sort((a, b) => sign * compare(a, b));
  },

  show(rows = this.rows) {
    const edges = this.sorted();
    const head = el("tr", { role: "row" }, COLUMNS.map(([key, text]) => {
      const on = state.sort.replace(/^-/, "") === key;
      const down = on && state.sort.startsWith("-");
      const direction = on ? (NUMBERS.has(key) !== down ? "descending" : "ascending") : "none";
      return el("th", { role: "columnheader", scope: "col", "aria-sort": direction, className: NUMBERS.has(key) ? "numeric" : "" },
        el("button", { type: "button", "data-key": key, onclick: () => this.sort(key, on && !down) }, text, on ? el("span", { ariaHidden: "true" }, direction === "ascending" ? " ▲" : " ▼") : null));
    }));
    const body = edges.slice(0, rows).map((edge) => el("tr", { role: "row", className: state.selected?.id === edge.id ? "chosen" : "" }, COLUMNS.map(([key, text, value]) => this.cell(edge, key, text, value(edge)))));
    const more = edges.length - body.length;
    keepingFocus(this.box, () => this.box.replaceChildren(
      el("table", { role: "table" }, el("caption", {}, `${plural(edges.length, "relation")} shown`), el("thead", { role: "rowgroup" }, head), el("tbody", { role: "rowgroup" }, body)),
      more > 0 ? el("p", {}, el("button", { type: "button", onclick: () => { this.rows = 2 * rows; this.show(); } }, `Show ${commas(Math.min(more, rows))} more of ${commas(more)}`)) : ""));
  },

  /** A cell. Its role and its name stay when a narrow window shows a row as two lines, see style.css. */
  cell(edge, key, name, value) {
    const cell = (className, content, title) => el("td", { role: "cell", className, title, "data-name": name }, content);
    const choose = (kind, id) => cell("", el("button", { type: "button", className: "link", "data-kind": kind, "data-id": id }, value));
    if (key === "subject") return choose("entity", edge.from);
    if (key === "object") return choose("entity", edge.to);
    if (key === "relation") return choose("relation", edge.id);
    if (key === "theme" && value.length > LONG) return cell("", `${value.slice(0, LONG - 1)}…`, value);
    return cell(NUMBERS.has(key) ? "numeric" : "", String(value));
  },

  sort(key, turn) { state.set({ sort: turn ? `-${key}` : key }); },
};
