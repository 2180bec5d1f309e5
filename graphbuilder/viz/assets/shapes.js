// The shapes of the entities. vis-network moves them, asks what lies where and has each draw itself. They stand in for its own nodes, each of
// which keeps labels, colours and physics for itself and takes many times as long to make and to draw.

/** The corners of a shape of size 1 around the origin, clockwise; a dot has none. */
const CORNERS = {
  Organization: [[-1, -1], [1, -1], [1, 1], [-1, 1]], Country: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  Place: [[1, 0], [0.5, 0.866], [-0.5, 0.866], [-1, 0], [-0.5, -0.866], [0.5, -0.866]], Event: [[0, -1.012], [1.15, 0.98], [-1.15, 0.98]],
};

/** The sides of a shape of size 1: the direction that each looks to and how far away it is. */
const SIDES = Object.fromEntries(Object.entries(CORNERS).map(([type, corners]) => [type, corners.map(([x, y], index) => {
  const [nextX, nextY] = corners[(index + 1) % corners.length];
  const [dx, dy] = [nextX - x, nextY - y];
  const length = Math.hypot(dx, dy);
  return [dy / length, -dx / length, (x * dy - y * dx) / length];
})]));
const NOTHING_MORE = {};

/** How far from its middle a shape of size 1 ends in the direction (x, y), which has length 1. */
function border(type, x, y) {
  let least = type in SIDES ? 2 : 1;
  for (const [towardsX, towardsY, away] of SIDES[type] || []) {
    const along = towardsX * x + towardsY * y;
    if (along * least > away) least = away / along;
  }
  return least;
}

/** What vis-network asks of a node. */
const shapeMethods = {
  draw(context) {
    const { x, y, size } = this;
    const corners = CORNERS[this.type];
    context.beginPath();
    if (corners) {
      for (const [right, down] of corners) context.lineTo(x + right * size, y + down * size);
      context.closePath();
    } else context.arc(x, y, size, 0, 2 * Math.PI);
    context.fillStyle = this.fill;
    context.fill();
    if (this.outline) Object.assign(context, { strokeStyle: this.outline, lineWidth: 2.5 }).stroke();
    return NOTHING_MORE;
  },

  isOverlappingWith({ left, right, top, bottom }) {
    const { x, y, size } = this;
    return x + size > left && x - size < right && y + size > top && y - size < bottom;
  },

  isBoundingBoxOverlappingWith(window) { return this.isOverlappingWith(window); },

  updateBoundingBox() {},

  getItemsOnPoint() { return []; },

  select() { this.selected = true; },

  unselect() { this.selected = false; },
};

const shapes = {
  prototype: null,

  /** A shape for each of the nodes, by its id; those of `known` are taken again. */
  make(network, nodes, known = {}) {
    this.prototype ||= Object.assign(Object.create(Object.getPrototypeOf(network.nodesHandler.create({ id: "" }))), shapeMethods);
    return Object.fromEntries(nodes.map((node) => [node.id, Object.assign(known[node.id] || this.one(node.id), { type: node.type, x: node.x, y: node.y, full: this.size(node) })]));
  },

  one(id) { return Object.assign(Object.create(this.prototype), { id, size: 0, fill: "", outline: "", selected: false, hover: false, edges: [], options: { fixed: { x: false, y: false } } }); },

  /** As large as an entity is mentioned; the layout leaves room for it (`_size` in layout.py). */
  size(node) { return (node.type === "Organization" ? 0.88 : 1) * Math.min(24, 7 + 2.6 * Math.log2(1 + (node.mentions || 1))); },
};
