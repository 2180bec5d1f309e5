// Names on the canvas, so that none covers another: the selected first, then the most mentioned; what has no room waits for a closer view.

const FONT = "system-ui, sans-serif";
const ALL_NAMES = 40;
const ALL_RELATIONS = 30;
const LIT_RELATIONS = 60;
const ROOM_OF_NAME = 7000;
const ROOM_OF_RELATION = 15000;
const FORCED_NAMES = 12;
const FORCED_RELATIONS = 4;
const LEVEL_RELATIONS = 8;
const LINE = 22;
const ROOM = 0.6;
const HIGH = 14;
const PART = 11;
const COVERED = 0.4;
const STOPS = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];
const FROM_HUB = [0.6, 0.68, 0.52, 0.76, 0.44, 0.84, 0.36];

/** The area that two rectangles share. */
function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  if (width <= 0) return 0;
  return width * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
}

/** Rectangles in a grid of cells, to ask quickly what a rectangle would cover. What lies aslant is a row of small ones, its `parts`. */
class Boxes {
  constructor(cell = 48) { this.cell = cell; this.cells = new Map(); }

  /** The rectangles that something takes. */
  static parts(item) { return item.parts || [item]; }

  /** Call `visit` for each cell that a rectangle touches, until one call returns true. */
  some(box, visit) {
    const [right, bottom] = [Math.floor((box.x + box.width) / this.cell), Math.floor((box.y + box.height) / this.cell)];
    for (let x = Math.floor(box.x / this.cell); x <= right; x += 1) {
      for (let y = Math.floor(box.y / this.cell); y <= bottom; y += 1) if (visit(x * 65536 + y)) return true;
    }
    return false;
  }

  add(item) {
    for (const box of Boxes.parts(item)) {
      this.some(box, (key) => {
        const cell = this.cells.get(key);
        if (cell) cell.push(box); else this.cells.set(key, [box]);
      });
    }
  }

  free(item) {
    return !Boxes.parts(item).some((box) => this.some(box, (key) => this.cells.get(key)?.some((other) => overlap(box, other) > 0)));
  }

  /** The area that something would cover. */
  covered(item) {
    let area = 0;
    for (const box of Boxes.parts(item)) {
      const others = new Set();
      this.some(box, (key) => { for (const other of this.cells.get(key) || []) others.add(other); });
      for (const other of others) area += overlap(box, other);
    }
    return area;
  }
}

const labels = {
  widths: {}, nameBoxes: [], relationBoxes: [],

  draw(context) {
    const { network, colors } = draw;
    const { translation, scale } = network.body.view;
    const ratio = network.canvas.pixelRatio || 1;
    const at = ({ x, y }) => ({ x: x * scale + translation.x, y: y * scale + translation.y });
    const width = context.canvas.width / ratio;
    const height = context.canvas.height / ratio;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round" });
    const shown = this.near(at, scale, { width, height });
    const boxes = new Boxes();
    boxes.add(draw.buttons);
    this.reserve(boxes, shown.filter(({ id }) => !draw.lit.size || draw.lit.has(id)));
    this.crosses(context, at, boxes);
    this.ring(context, shown, colors);
    this.marks(context, shown, boxes);
    this.names(context, shown, boxes, colors, { width, height });
    this.relations(context, at, boxes, colors, { width, height });
    context.restore();
  },

  /** The entities in the window or beside it: the selected one, that below the pointer, what is lit, then the rest, each by mentions. */
  near(at, scale, { width, height }) {
    const { nodeIndices, nodes } = draw.network.body;
    const ranks = [[], [], [], []];
    for (let index = nodeIndices.length - 1; index >= 0; index -= 1) {
      const id = nodeIndices[index];
      const { x, y } = at(nodes[id]);
      const radius = nodes[id].size * scale;
      if (x < -radius - 80 || y < -radius - 30 || x > width + radius + 80 || y > height + radius + 30) continue;
      const rank = state.selected?.id === id ? 0 : id === draw.hovered ? 1 : draw.lit.has(id) ? 2 : 3;
      ranks[rank].push({ id, node: model.nodes.get(id), x, y, radius, rank });
    }
    return ranks.flat();
  },

  /** Replaced by the explorer, which marks what is pinned. */
  marks() {},

  /** A denial is crossed out in its middle. */
  crosses(context, at, boxes) {
    const arm = Math.max(3, Math.min(5, 8 * draw.network.body.view.scale));
    Object.assign(context, { strokeStyle: draw.colors.denied, lineWidth: arm * 0.4, globalAlpha: 1 });
    for (const edge of filter.edges) {
      if (edge.polarity !== "negative") continue;
      const { x, y } = at(lines.point(edge, 0.5));
      context.globalAlpha = draw.lit.size && !draw.litEdges.has(edge) ? 0.25 : 1;
      boxes.add({ x: x - arm - 1, y: y - arm - 1, width: 2 * arm + 2, height: 2 * arm + 2 });
      context.beginPath();
      context.moveTo(x - arm, y - arm); context.lineTo(x + arm, y + arm);
      context.moveTo(x + arm, y - arm); context.lineTo(x - arm, y + arm);
      context.stroke();
    }
    context.globalAlpha = 1;
  },

  ring(context, shown, colors) {
    const chosen = model.selected(state.selected);
    Object.assign(context, { strokeStyle: colors.ink, lineWidth: 2.5 });
    for (const { x, y, radius } of shown.filter(({ id }) => chosen.includes(id))) {
      context.beginPath();
      context.arc(x, y, radius * 1.25 + 4, 0, 2 * Math.PI);
      context.stroke();
    }
  },

  names(context, shown, boxes, colors, window) {
    const always = shown.length <= Math.min(ALL_NAMES, (window.width * window.height) / ROOM_OF_NAME);
    const names = new Boxes();
    names.add(draw.buttons);
    this.nameBoxes = [];
    let dimmed = false;
    for (const [place, item] of shown.entries()) {
      if (draw.lit.size && item.rank === 3 && !dimmed) {
        dimmed = true;
        this.reserve(boxes, shown.slice(place));
      }
      const size = Math.round(Math.min(15, 11 + shapes.size(item.node) / 8));
      const font = `${item.rank === 0 ? "bold " : ""}${size}px ${FONT}`;
      const lines = this.lines(item.node.name);
      const width = Math.max(...lines.map((line) => this.measure(context, font, line))) + 6;
      const height = lines.length * (size + 2);
      const sides = this.sides(item, width, height).map((side) => this.inside(side, item, window));
      const important = !draw.lit.size && place < FORCED_NAMES ? sides.filter((side) => names.free(side)) : [];
      const box = this.place(boxes, important.length ? important : sides, always || item.rank < 2 || important.length > 0, item.rank > 1);
      if (!box) continue;
      boxes.add(box);
      names.add(box);
      this.nameBoxes.push(box);
      const dim = draw.lit.size > 0 && item.rank === 3;
      this.text(context, { lines, box, size, font, color: dim ? colors.soft : colors.ink, alpha: dim ? 0.55 : 1, halo: colors.page });
    }
  },

  /** Names keep clear of these shapes. */
  reserve(boxes, items) { for (const { x, y, radius } of items) boxes.add({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }); },

  sides({ id, x, y, radius }, width, height) {
    const gap = model.selected(state.selected).includes(id) ? radius * 1.25 + 7 : radius + 3;
    return [[x - width / 2, y + gap], [x - width / 2, y - gap - height], [x + gap, y - height / 2], [x - gap - width, y - height / 2],
      [x + gap * 0.7, y + gap * 0.7], [x - gap * 0.7 - width, y + gap * 0.7], [x + gap * 0.7, y - gap * 0.7 - height], [x - gap * 0.7 - width, y - gap * 0.7 - height]]
      .map(([left, top]) => ({ x: left, y: top, width, height }));
  },

  /** A name beside something in the window stays in the window. */
  inside(box, { x, y }, window) {
    if (x < 0 || y < 0 || x > window.width || y > window.height) return box;
    return { ...box, x: Math.max(2, Math.min(box.x, window.width - box.width - 2)), y: Math.max(2, Math.min(box.y, window.height - box.height - 2)) };
  },

  /** The first free box, else the least covering one where it must be shown; `legible` is that it may not cover much even so. */
  place(boxes, candidates, always, legible) {
    const free = candidates.find((box) => boxes.free(box));
    if (free || !always) return free;
    const { box, area } = candidates.map((one) => ({ box: one, area: boxes.covered(one) })).reduce((a, b) => (a.area <= b.area ? a : b));
    return legible && area > COVERED * box.width * box.height ? undefined : box;
  },

  /** What relations say: all of them where there are few, else those of the selection; and the one below the pointer. */
  relations(context, at, boxes, colors, { width, height }) {
    const few = filter.edges.length <= ALL_RELATIONS;
    const lit = draw.litEdges.size > 0 && draw.litEdges.size <= LIT_RELATIONS;
    const roomy = filter.edges.length <= (width * height) / ROOM_OF_RELATION;
    const always = lit ? draw.litEdges.size <= FORCED_RELATIONS : few && roomy;
    const font = `11px ${FONT}`;
    this.relationBoxes = [];
    const hovered = filter.edges.filter((edge) => edge.id === draw.hoveredEdge);
    for (const edge of new Set([...hovered, ...(lit ? draw.litEdges : few ? filter.edges : [])])) {
      const forced = edge.id === draw.hoveredEdge || always;
      for (const { line, must, level } of this.wordings(edge, lit, forced)) {
        const wide = this.measure(context, font, line) + 6;
        const candidates = this.along(edge, at, wide, level).filter((box) => box.x > -wide && box.y > -HIGH && box.x < width && box.y < height);
        const box = candidates.length > 0 && this.place(boxes, candidates, must && (edge.id === draw.hoveredEdge || this.length(edge, at) > wide * ROOM), edge.id !== draw.hoveredEdge);
        if (!box) continue;
        boxes.add(box);
        this.relationBoxes.push({ ...box, id: edge.id });
        const color = edge.polarity === "negative" ? colors.denied : lit ? colors.accent : colors.soft;
        this.text(context, { lines: [line], box, size: 11, font, color, alpha: 1, ground: colors.page });
        break;
      }
    }
  },

  /** What may stand at a line, the longest first, whether it must, and whether it may be level: with the theme only where there is room along
   * the line; level only where it is clear what line is meant.
   */
  wordings(edge, lit, forced) {
    const status = model.status(edge) ? ` (${model.status(edge)})` : "";
    const short = (line) => (line.length > 40 ? `${line.slice(0, 39)}…` : line);
    const plain = { line: short(model.reads(edge) + status), must: forced, level: forced || !lit || draw.litEdges.size <= LEVEL_RELATIONS };
    const theme = lit && model.theme(edge);
    return theme ? [{ line: short(`${model.reads(edge)}: ${theme}${status}`), must: false, level: false }, plain] : [plain];
  },

  /** Places for words so wide: along the line, from its middle outwards, towards the far end where it begins at what is selected; then
   * `level`, on the line and beside it, which does not say so clearly what line is meant.
   */
  along(edge, at, wide, level) {
    const hub = state.selected?.id;
    const stops = edge.from === hub ? FROM_HUB : edge.to === hub ? FROM_HUB.map((t) => 1 - t) : STOPS;
    const beside = ({ x, y }) => [-7, -21, 7].map((shift) => ({ x: x - wide / 2, y: y + shift, width: wide, height: HIGH }));
    return [...stops.map((t) => this.aslant(edge, t, at, wide)), ...(level ? stops.flatMap((t) => beside(at(lines.point(edge, t)))) : [])];
  },

  /** The place of words along a line; they never stand on their head. */
  aslant(edge, t, at, wide) {
    const [a, middle, b] = [t - 0.05, t, t + 0.05].map((there) => at(lines.point(edge, there)));
    const turned = Math.atan2(b.y - a.y, b.x - a.x);
    const angle = Math.abs(turned) > Math.PI / 2 ? turned - Math.sign(turned) * Math.PI : turned;
    const count = Math.max(2, Math.ceil(wide / PART));
    const parts = Array.from({ length: count }, (_, index) => {
      const along = (index / (count - 1) - 0.5) * (wide - PART);
      return { x: middle.x + along * Math.cos(angle) - PART / 2, y: middle.y + along * Math.sin(angle) - PART / 2, width: PART, height: PART };
    });
    return { x: middle.x - wide / 2, y: middle.y - HIGH / 2, width: wide, height: HIGH, angle, parts };
  },

  length(edge, at) {
    const [a, b] = [at(lines.point(edge, 0)), at(lines.point(edge, 1))];
    return Math.hypot(a.x - b.x, a.y - b.y);
  },

  edgeAt({ x, y }) {
    const holds = (box) => x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
    return this.relationBoxes.find((item) => Boxes.parts(item).some(holds))?.id;
  },

  /** Words in a box, with a border in the colour `halo`, or on a ground, which parts the line that they stand on. */
  text(context, { lines, box, size, font, color, alpha, halo, ground }) {
    Object.assign(context, { font, strokeStyle: halo, lineWidth: 3.5, globalAlpha: alpha });
    context.save();
    context.translate(box.x + box.width / 2, box.y + box.height / 2);
    if (box.angle) context.rotate(box.angle);
    if (ground) {
      context.fillStyle = ground;
      context.fillRect(1 - box.width / 2, -size / 2, box.width - 2, size);
    }
    context.fillStyle = color;
    lines.forEach((line, index) => {
      const y = (index + 0.5) * (size + 2) + 1 - box.height / 2;
      if (halo) context.strokeText(line, 0, y);
      context.fillText(line, 0, y);
    });
    context.restore();
    context.globalAlpha = 1;
  },

  /** A name in at most two lines. */
  lines(name) {
    if (name.length <= LINE) return [name];
    const cut = name.lastIndexOf(" ", Math.max(LINE, Math.min(LINE + 4, Math.ceil(name.length / 2))));
    if (cut < 1) return [`${name.slice(0, LINE)}…`];
    const rest = name.slice(cut + 1);
    return [name.slice(0, cut), rest.length > LINE + 4 ? `${rest.slice(0, LINE + 2)}…` : rest];
  },

  /** How wide a text is, by its characters: there are few of them, so thousands of names need few measurements. */
  measure(context, font, text) {
    const widths = this.widths[font] ||= new Map();
    let sum = 0;
    for (const character of text) {
      let width = widths.get(character);
      if (width === undefined) {
        context.font = font;
        width = context.measureText(character).width;
        widths.set(character, width);
      }
      sum += width;
    }
    return sum;
  },
};
