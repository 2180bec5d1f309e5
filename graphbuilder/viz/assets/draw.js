// The graph on the canvas, at the positions that come with the data: vis-network moves the view and the shapes; no physics.

const LABEL_SPACE = 26;
const MOST_GROWTH = 1.4;
const LEAST_SIZE = 0.25;
const LEAST_DASH = 0.6;
const MOST_STRETCH = 2;
const LEAST_REACH = 300;

/** A part of one colour in another, both as #rrggbb. */
function mixed(color, ground, part) {
  const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [above, below] = [channels(color), channels(ground)];
  return `#${above.map((value, index) => Math.round(value * part + below[index] * (1 - part)).toString(16).padStart(2, "0")).join("")}`;
}

const draw = {
  nothing: "There is nothing in this graph.",
  network: null, box: null, colors: {}, pale: {}, hovered: null, hoveredEdge: null, fitted: true, drawnScale: 0, sized: "", buttons: null, lit: new Set(), litEdges: new Set(),

  start(container) {
    this.box = container;
    const options = {
      autoResize: false,
      physics: { enabled: false },
      interaction: { hover: false, multiselect: false, keyboard: false, zoomSpeed: 0.7 },
    };
    this.network = new vis.Network(container, { nodes: [], edges: [] }, options);
    this.load();
    this.network.on("beforeDrawing", (context) => this.drawLines(context));
    this.network.on("afterDrawing", (context) => labels.draw(context));
    this.network.on("click", (event) => this.click(event));
    this.network.on("doubleClick", ({ nodes, event }) => { if (nodes.length && event.pointerType !== "mouse") this.open(nodes[0]); });
    for (const moved of ["zoom", "dragStart"]) this.network.on(moved, () => { this.fitted = false; });
    this.measure();
    this.listen();
    this.fit(false);
    this.show();
  },

  /** Draw entities farther apart from top to bottom or from side to side, as the window has room for what is shown of them. */
  stretch(nodes, shown = nodes) {
    const { clientWidth, clientHeight } = byId("canvas");
    if (shown.length < 3 || !clientWidth || !clientHeight) return;
    const reach = (name) => { const along = shown.map((node) => node[name]); return Math.max(LEAST_REACH, Math.max(...along) - Math.min(...along)); };
    const more = (clientHeight / clientWidth) / (reach("y") / reach("x"));
    const [x, y] = [Math.min(MOST_STRETCH, Math.max(1, 1 / more)), Math.min(MOST_STRETCH, Math.max(1, more))];
    for (const node of nodes) { node.x *= x; node.y *= y; }
  },

  /** Draw the graph that the model holds now, at the places of its data. */
  reload() {
    this.network.selectionHandler.setSelection({ nodes: [] });
    this.load();
    this.show();
  },

  load() {
    const { body } = this.network;
    body.nodes = shapes.make(this.network, model.data.nodes, body.nodes);
    lines.load(body.nodes);
    this.drawnScale = 0;
  },

  /** Where each entity is drawn now, by its id. */
  places() {
    return Object.fromEntries([...model.nodes.keys()].map((id) => [id, this.network.body.nodes[id]]).filter(([, at]) => at).map(([id, { x, y }]) => [id, { x, y }]));
  },

  drawLines(context) {
    const { scale, translation } = this.network.body.view;
    this.keepVisible(scale);
    const window = { left: -translation.x / scale, top: -translation.y / scale };
    window.right = window.left + this.box.clientWidth / scale;
    window.bottom = window.top + this.box.clientHeight / scale;
    const grow = this.grow();
    lines.draw(context, window, grow, Math.max(grow, LEAST_DASH / scale));
  },

  /** From afar shapes shrink less than the distances between them. */
  keepVisible(scale) {
    if (scale === this.drawnScale) return;
    this.drawnScale = scale;
    const grow = this.grow();
    for (const shape of Object.values(this.network.body.nodes)) shape.size = shape.full * grow;
  },

  /** No shape grows beyond the room that the layout leaves it, but the smallest stays visible. */
  grow() {
    const { scale } = this.network.body.view;
    return Math.max(Math.min(scale ** -0.5, MOST_GROWTH), LEAST_SIZE / scale);
  },

  readColors() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["page", "ink", "soft", "edge", "accent", "denied", ...LABELS]) {
      this.colors[name] = style.getPropertyValue(`--${name.toLowerCase()}`).trim();
    }
    for (const label of LABELS) this.pale[label] = mixed(this.colors[label], this.colors.page, 0.3);
  },

  /** Show what passes the filters, light what is selected, dim the rest. */
  show() {
    const { body } = this.network;
    body.nodeIndices = model.data.nodes.map((node) => node.id).filter((id) => filter.nodes.has(id)).reverse();
    this.light();
    for (const id of body.nodeIndices) this.paintNode(body.nodes[id], model.nodes.get(id));
    lines.paint(this.litEdges, this.lit.size > 0);
    byId("empty").hidden = filter.nodes.size > 0;
    byId("empty").textContent = model.nodes.size ? "No relation passes the filters." : this.nothing;
    this.redraw();
  },

  /** Draw again with the next frame. */
  redraw() { this.network.body.emitter.emit("_requestRedraw"); },

  /** Which lines a selection lights; the explorer adds kinds. */
  lights: {
    entity: ({ id }, edge) => edge.from === id || edge.to === id,
    relation: ({ id }, edge) => edge.id === id,
  },

  light() {
    const { selected } = state;
    this.litEdges = new Set(selected ? filter.edges.filter((edge) => this.lights[selected.kind](selected, edge)) : []);
    this.lit = new Set([...this.litEdges].flatMap((edge) => [edge.from, edge.to]));
    for (const id of model.selected(selected)) this.lit.add(id);
  },

  /** What is not lit is pale, but covers the lines behind it. */
  paintNode(shape, node) {
    const color = this.lit.size && !this.lit.has(node.id) ? this.pale[node.type] : this.colors[node.type];
    shape.fill = node.group ? this.colors.page : color;
    shape.outline = node.group ? color : "";
  },

  /** Bring everything shown, or these entities, into the window. */
  fit(animate = true, ids = filter.nodes) {
    this.fitted = true;
    if (!this.box.clientWidth || !this.box.clientHeight) return;
    const view = this.bounds(ids);
    const margin = { x: Math.min(60, this.box.clientWidth / 8), y: Math.min(45, this.box.clientHeight / 8) };
    const scale = Math.min(1.5, (this.box.clientWidth - 2 * margin.x) / view.width, (this.box.clientHeight - 2 * margin.y) / view.height);
    const position = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    const calm = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.network.moveTo({ position, scale, animation: calm ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  },

  bounds(ids = filter.nodes) {
    const places = [...ids].map((id) => this.network.body.nodes[id]).filter(Boolean);
    if (!places.length) return { x: -200, y: -150, width: 400, height: 300 };
    const xs = places.map((place) => place.x);
    const ys = places.map((place) => place.y);
    const [left, right, top, bottom] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b)),
      ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
    return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top + LABEL_SPACE) };
  },

  /** Whether something shown lies outside the window. */
  outside() {
    const { clientWidth, clientHeight } = this.box;
    return [...filter.nodes].some((id) => {
      const { x, y } = this.network.canvasToDOM(this.network.body.nodes[id]);
      return x < 20 || y < 20 || x > clientWidth - 20 || y > clientHeight - 30;
    });
  },

  /** Move the window so that an entity is in it. */
  reveal(id) {
    const place = this.network.body.nodes[id];
    if (!place) return;
    const at = this.network.canvasToDOM({ x: place.x, y: place.y });
    const inside = at.x > 40 && at.y > 40 && at.x < this.box.clientWidth - 40 && at.y < this.box.clientHeight - 60;
    if (!inside) this.network.moveTo({ position: { x: place.x, y: place.y }, animation: false });
  },

  click({ nodes, pointer, event }) {
    const [node] = nodes;
    const edge = node ? null : this.edgeAt(pointer.DOM);
    if (node && event.srcEvent.shiftKey) this.also(node);
    else if (node) state.set({ selected: { kind: "entity", id: node } });
    else if (edge) state.set({ selected: { kind: "relation", id: edge } });
    else if (state.selected) state.set({ selected: null });
  },

  /** What a click with Shift does. Replaced by the explorer, where one can select several. */
  also(id) { state.set({ selected: { kind: "entity", id } }); },

  edgeAt(point) { return labels.edgeAt(point) || lines.at(this.network.DOMtoCanvas(point), this.network.getScale()); },

  /** What a double click does: only the neighbours, or everything again. Replaced by the explorer, where it adds neighbours. */
  open(id) { evidence.toggle(id); },

  listen() {
    let waiting = false;
    this.box.addEventListener("mousemove", (event) => {
      if (waiting || event.buttons) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; this.hover({ x: event.offsetX, y: event.offsetY }); });
    });
    // vis counts the time between its own answers to two clicks, so a slow machine never sees a double one; the browser knows.
    this.box.addEventListener("dblclick", ({ offsetX, offsetY }) => {
      const node = this.network.getNodeAt({ x: offsetX, y: offsetY });
      if (node) this.open(node);
    });
    this.box.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resize()).observe(this.box);
  },

  hover(point) {
    const node = this.network.getNodeAt(point) || null;
    const edge = node ? null : this.edgeAt(point);
    this.box.classList.toggle("pointing", Boolean(node || edge));
    if (node === this.hovered && edge === this.hoveredEdge) return;
    Object.assign(this, { hovered: node, hoveredEdge: edge });
    this.redraw();
  },

  /** How large the canvas is, and where buttons lie on it. */
  measure() {
    this.sized = `${this.box.clientWidth} ${this.box.clientHeight}`;
    const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = this.box.parentElement.querySelector(".zoom");
    this.buttons = { x, y, width, height };
  },

  resize() {
    const size = `${this.box.clientWidth} ${this.box.clientHeight}`;
    if (!this.box.clientWidth || !this.box.clientHeight || size === this.sized) return;
    this.measure();
    this.network.setSize("100%", "100%");
    const low = this.box.clientHeight < innerHeight / 2;
    // Where the evidence leaves little room, it is for what is selected.
    if (this.fitted) this.fit(false, low && this.lit.size ? this.lit : filter.nodes); else this.redraw();
    if (state.selected?.kind === "entity") this.reveal(state.selected.id);
  },

  key(event) {
    const turns = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (turns[event.key]) this.step(...turns[event.key]);
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "Enter" && state.selected?.kind === "entity") this.open(state.selected.id);
    else return;
    event.preventDefault();
  },

  /** Let the keys go to the graph, unless someone has begun to write elsewhere. */
  focus() { if (!document.activeElement.value) this.box.focus({ preventScroll: true }); },

  zoom(factor) { this.network.moveTo({ scale: this.network.getScale() * factor, animation: false }); },

  /** Go to the nearest entity in a direction; from nowhere, to the most mentioned one. */
  step(dx, dy) {
    const shown = [...filter.nodes].map((id) => this.network.body.nodes[id]);
    if (!shown.length) return;
    const here = state.selected?.kind === "entity" ? this.network.body.nodes[state.selected.id] : null;
    let next = this.network.body.nodes[this.network.body.nodeIndices.at(-1)];
    if (here) {
      const ahead = shown.map((node) => ({ node, along: (node.x - here.x) * dx + (node.y - here.y) * dy, off: Math.abs((node.x - here.x) * dy) + Math.abs((node.y - here.y) * dx) }))
        .filter(({ along, off }) => along > 0 && off <= along * 2);
      if (!ahead.length) return;
      next = ahead.reduce((a, b) => (a.along + 2 * a.off <= b.along + 2 * b.off ? a : b)).node;
    }
    state.set({ selected: { kind: "entity", id: next.id } });
    this.reveal(next.id);
    const node = model.nodes.get(next.id);
    byId("said").textContent = `${node.name}, ${LABEL_NAMES[node.type]}, ${plural(this.litEdges.size, "relation")}`;
  },
};
