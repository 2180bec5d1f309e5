// Where new entities go: near those they are linked with, where there is room; those linked with nothing in rows below. What has a place keeps it.

const ROOM_X = 150;
const ROOM_Y = 95;
const RING = 200;
const ROW = 6 * ROOM_X;
const CLEAR = 45;
const FARTHER = 1;

const placing = {
  /** Give every node of the data a place. Those of `places` keep theirs. */
  place(data, places) {
    const links = new Map(data.nodes.map((node) => [node.id, []]));
    for (const { from, to } of data.edges) if (from !== to) { links.get(from).push(to); links.get(to).push(from); }
    const held = new Map(data.nodes.filter(({ id }) => places[id]).map(({ id }) => [id, places[id]]));
    const anchors = (id) => [...new Set(links.get(id))].filter((other) => held.has(other));
    const drawn = data.edges.filter(({ from, to }) => held.has(from) && held.has(to)).map(({ from, to }) => [held.get(from), held.get(to)]);
    const rest = new Set(data.nodes.map(({ id }) => id).filter((id) => !held.has(id)));
    while (rest.size) {
      const next = [...rest].reduce((a, b) => (anchors(b).length > anchors(a).length ? b : a));
      const near = anchors(next);
      held.set(next, near.length ? this.spot(near, links, held, drawn) : this.row(links, held));
      for (const other of near) drawn.push([held.get(next), held.get(other)]);
      rest.delete(next);
    }
    return Object.fromEntries(held);
  },

  /** A place near what an entity is linked with, on the side that looks away from the others. */
  spot(anchors, links, held, drawn) {
    const ends = anchors.map((id) => held.get(id));
    const at = this.middle(ends);
    const around = anchors.flatMap((id) => links.get(id)).filter((id) => held.has(id)).map((id) => held.get(id));
    const from = this.middle(around.length ? around : [...held.values()]);
    const outwards = at.x === from.x && at.y === from.y ? -Math.PI / 2 : Math.atan2(at.y - from.y, at.x - from.x);
    return this.free(at, outwards, ends, [...held.values()], drawn);
  },

  /** The first free place in rows below everything that is linked, as wide as that. */
  row(links, held) {
    const taken = [...held.values()];
    const linked = [...held].filter(([id]) => links.get(id).length).map(([, at]) => at);
    const [left, right] = linked.length ? [Math.min(...linked.map(({ x }) => x)), Math.max(...linked.map(({ x }) => x))] : [0, 0];
    const columns = Math.max(1, Math.round(Math.max(ROW, right - left) / ROOM_X));
    for (let y = linked.length ? Math.max(...linked.map((at) => at.y)) + RING : 0; ; y += ROOM_Y) {
      for (let column = 0; column < columns; column += 1) {
        const spot = { x: left + column * ROOM_X, y };
        if (this.isFree(spot, taken)) return spot;
      }
    }
  },

  middle(places) {
    const sum = places.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
    return { x: sum.x / places.length, y: sum.y / places.length };
  },

  isFree({ x, y }, taken) { return !taken.some((other) => Math.abs(other.x - x) < ROOM_X && Math.abs(other.y - y) < ROOM_Y); },

  /** Whether a line passes a place too near by. */
  passes(a, b, at) {
    return at.x > Math.min(a.x, b.x) - CLEAR && at.x < Math.max(a.x, b.x) + CLEAR && at.y > Math.min(a.y, b.y) - CLEAR && at.y < Math.max(a.y, b.y) + CLEAR
      && away(at, a, b) < CLEAR;
  },

  /** The first free spot on rings around a point, beginning in a direction and turning to both sides; if there is one not much farther
   * out, one where no line passes through a shape. `ends` is what the new lines lead to, `taken` where shapes are, `drawn` the lines
   * between them.
   */
  free(at, direction, ends, taken, drawn) {
    const isClear = (spot) => !drawn.some(([a, b]) => this.passes(a, b, spot)) && !ends.some((end) => taken.some((other) => other !== end && this.passes(end, spot, other)));
    let first = null;
    for (let ring = 1, last = Infinity; ring <= last; ring += 1) {
      const radius = RING * (0.5 + ring / 2);
      const spots = Math.ceil((2 * Math.PI * radius) / ROOM_X);
      for (let turn = 0; turn <= spots; turn += 1) {
        const angle = direction + (Math.ceil(turn / 2) * (turn % 2 ? 1 : -1) * 2 * Math.PI) / spots;
        const spot = { x: Math.round(at.x + radius * Math.cos(angle)), y: Math.round(at.y + radius * Math.sin(angle)) };
        if (!this.isFree(spot, taken)) continue;
        if (isClear(spot)) return spot;
        if (!first) [first, last] = [spot, ring + FARTHER];
      }
    }
    return first;
  },
};
