// The same relations as text: for the keyboard, for screen readers and for print.

const ROWS = 200;
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

  start(box) { this.box = box; },

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
    const head = el("tr", {}, COLUMNS.map(([key, text]) => {
      const on = state.sort.replace(/^-/, "") === key;
      const down = on && state.sort.startsWith("-");
      const direction = on ? (NUMBERS.has(key) !== down ? "descending" : "ascending") : "none";
      return el("th", { scope: "col", "aria-sort": direction, className: NUMBERS.has(key) ? "numeric" : "" },
        el("button", { type: "button", "data-key": key, onclick: () => this.sort(key, on && !down) }, text, on ? el("span", { ariaHidden: "true" }, direction === "ascending" ? " ▲" : " ▼") : null));
    }));
    const body = edges.slice(0, rows).map((edge) => el("tr", { className: state.selected?.id === edge.id ? "chosen" : "" }, COLUMNS.map(([key, , value]) => this.cell(edge, key, value(edge)))));
    const more = edges.length - body.length;
    keepingFocus(this.box, () => this.box.replaceChildren(
      el("table", {}, el("caption", {}, `${plural(edges.length, "relation")} shown`), el("thead", {}, head), el("tbody", {}, body)),
      more > 0 ? el("p", {}, el("button", { type: "button", onclick: () => this.show(rows + ROWS) }, `Show ${commas(Math.min(more, ROWS))} more of ${commas(more)}`)) : ""));
  },

  cell(edge, key, value) {
    const choose = (kind, id) => el("button", { type: "button", className: "link", onclick: () => state.set({ selected: { kind, id } }) }, String(value));
    if (key === "subject") return el("td", {}, choose("entity", edge.from));
    if (key === "object") return el("td", {}, choose("entity", edge.to));
    if (key === "relation") return el("td", {}, choose("relation", edge.id));
    if (key === "theme" && value.length > LONG) return el("td", { title: value }, `${value.slice(0, LONG - 1)}…`);
    return el("td", { className: NUMBERS.has(key) ? "numeric" : "" }, String(value));
  },

  sort(key, turn) {
    state.set({ sort: turn ? `-${key}` : key });
  },
};
