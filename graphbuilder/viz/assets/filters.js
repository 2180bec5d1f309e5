// The left side: which types, relations and ways of stating are shown, with the number that each choice would show.

/** The mark of an entity type, as on the canvas. */
function shape(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `shape ${type.toLowerCase()}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", {
    Person: "M8 2a6 6 0 1 0 .01 0z", Organization: "M2.5 2.5h11v11h-11z", Country: "M8 1l6 7-6 7-6-7z",
    Place: "M4.5 2.5h7L15 8l-3.500 5.500h-7L1 8z", Event: "M8 2l7 12H1z",
  }[type]);
  svg.append(path);
  return svg;
}

/** A piece of line, drawn as on the canvas. */
function sample(name) { return el("span", { className: `line ${name}`, ariaHidden: "true" }); }

const filters = {
  counts: new Map(),

  start() {
    const { nodes, edges } = model.data;
    const present = (facet, names) => { const known = model.tally(edges, facet); return names.filter((name) => known.has(name)); };
    const known = model.tally(nodes, "type");
    const labels = LABELS.filter((label) => known.has(label));
    this.counts = new Map();
    this.facet("entity", labels.map((label) => [label, LABEL_NAMES[label], shape(label)]), true);
    byId("facet-entity").append(el("label", { className: "choice" },
      el("input", { type: "checkbox", id: "isolated", onchange: (event) => state.set({ isolated: event.target.checked }) }),
      el("span", {}, "also without relations"), el("span", { id: "isolated-number", className: "quiet number" })));
    const frequency = model.tally(edges, "type");
    const types = [...model.types.values()].sort((a, b) => Boolean(a.fallback) - Boolean(b.fallback) || frequency.get(b.name) - frequency.get(a.name) || (a.reads < b.reads ? -1 : 1));
    this.facet("type", types.map((type) => [type.name, type.reads]), true);
    this.facet("modality", present("modality", MODALITIES).map((name) => [name, name, sample(name)]));
    const words = { positive: "affirmed", negative: "denied" };
    this.facet("polarity", present("polarity", POLARITIES).map((name) => [name, words[name], sample(name)]));
    this.sources();
    this.steps();
  },

  /** How many entities no relation shown touches. */
  isolated() {
    const linked = new Set();
    for (const edge of filter.edges) linked.add(edge.from).add(edge.to);
    return model.data.nodes.filter((node) => !linked.has(node.id) && !state.hidden.entity.has(node.type)).length;
  },

  facet(facet, choices, switches = false) {
    const set = byId(`facet-${facet}`);
    set.hidden = choices.length <= (switches ? 0 : 1);
    set.replaceChildren(set.querySelector("legend"));
    const list = el("div", { className: "choices" });
    for (const [name, text, mark] of choices) {
      const box = el("input", { type: "checkbox", onchange: (event) => state.toggle(facet, name, event.target.checked) });
      const number = el("span", { className: "number quiet" });
      this.counts.set(`${facet} ${name}`, { facet, name, box, number });
      list.append(el("label", { className: "choice" }, box, mark, el("span", {}, text), number));
    }
    set.append(list);
    if (switches && choices.length > 1) {
      const hide = (names) => state.set({ hidden: { ...state.hidden, [facet]: new Set(names) } });
      const what = set.querySelector("legend").textContent.toLowerCase();
      set.append(el("p", { className: "switches" },
        el("button", { type: "button", className: "link", ariaLabel: `all ${what}`, onclick: () => hide([]) }, "all"),
        el("button", { type: "button", className: "link", ariaLabel: `no ${what}`, onclick: () => hide(choices.map(([name]) => name)) }, "none")));
    }
  },

  sources() {
    const most = Math.max(1, ...model.tally(model.data.edges, "sources").keys());
    const set = byId("facet-sources");
    set.hidden = most === 1;
    const slider = el("input", {
      id: "sources", type: "range", min: 1, max: most, step: 1, ariaLabel: "Least number of sources",
      oninput: (event) => state.set({ sources: Number(event.target.value) }),
    });
    set.replaceChildren(set.querySelector("legend"), el("p", { id: "sources-text", className: "quiet" }), slider);
  },

  steps() {
    const set = byId("around");
    const choices = [[0, "all"], [1, "1 step"], [2, "2 steps"]].map(([steps, text]) => el("label", { className: "pill" },
      el("input", { type: "radio", name: "around", value: steps, onchange: () => this.around(steps) }), el("span", {}, text)));
    set.replaceChildren(set.querySelector("legend"), el("div", { className: "pills" }, choices));
  },

  around(steps) {
    state.set({ around: steps, center: steps ? state.center || state.selected.id : null });
    page.fit();
  },

  show() {
    for (const { facet, name, box, number } of this.counts.values()) {
      box.checked = !state.hidden[facet].has(name);
      number.textContent = commas(filter.counts[facet].get(name) || 0);
    }
    byId("isolated").checked = state.isolated;
    byId("isolated-number").textContent = commas(this.isolated());
    const slider = byId("sources");
    slider.value = state.sources;
    byId("sources-text").textContent = `At least ${plural(state.sources, "source")}`;
    for (const radio of byId("around").querySelectorAll("input")) {
      radio.checked = Number(radio.value) === state.around;
      radio.disabled = !state.center && state.selected?.kind !== "entity" && radio.value !== "0";
    }
  },
};
