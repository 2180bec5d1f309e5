// Where new entities go: near those they are linked with, where there is room. What has a place keeps it.

const ROOM_X = 150;
const ROOM_Y = 95;
const RING = 200;

const placing = {
  /** Give every node of the data a place. Those of `places` keep theirs. */
  place(data, places) {
    const links = new Map(data.nodes.map((node) => [node.id, []]));
    for (const { from, to } of data.edges) if (from !== to) { links.get(from).push(to); links.get(to).push(from); }
    const held = new Map(data.nodes.filter(({ id }) => places[id]).map(({ id }) => [id, places[id]]));
    const anchors = (id) => [...new Set(links.get(id))].filter((other) => held.has(other));
    const rest = new Set(data.nodes.map(({ id }) => id).filter((id) => !held.has(id)));
    while (rest.size) {
      const next = [...rest].reduce((a, b) => (anchors(b).length > anchors(a).length ? b : a));
      held.set(next, this.spot(anchors(next), links, held));
      rest.delete(next);
    }
    return Object.fromEntries(held);
  },

  spot(anchors, links, held) {
    if (!held.size) return { x: 0, y: 0 };
    if (!anchors.length) return this.free(this.below(held), Math.PI / 2, held);
    const at = this.middle(anchors.map((id) => held.get(id)));
    const around = anchors.flatMap((id) => links.get(id)).filter((id) => held.has(id)).map((id) => held.get(id));
    const from = this.middle(around.length ? around : [...held.values()]);
    const away = at.x === from.x && at.y === from.y ? -Math.PI / 2 : Math.atan2(at.y - from.y, at.x - from.x);
    return this.free(at, away, held);
  },

  middle(places) {
    const sum = places.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
    return { x: sum.x / places.length, y: sum.y / places.length };
  },

  below(held) {
    const places = [...held.values()];
    return { x: Math.min(...places.map(({ x }) => x)), y: Math.max(...places.map(({ y }) => y)) };
  },

  /** The first free spot on rings around a point, beginning in a direction and turning to both sides. */
  free(at, direction, held) {
    const isFree = ({ x, y }) => ![...held.values()].some((other) => Math.abs(other.x - x) < ROOM_X && Math.abs(other.y - y) < ROOM_Y);
    for (let ring = 1; ; ring += 1) {
      const radius = RING * (0.5 + ring / 2);
      const spots = Math.ceil((2 * Math.PI * radius) / ROOM_X);
      for (let turn = 0; turn <= spots; turn += 1) {
        const angle = direction + (Math.ceil(turn / 2) * (turn % 2 ? 1 : -1) * 2 * Math.PI) / spots;
        const spot = { x: Math.round(at.x + radius * Math.cos(angle)), y: Math.round(at.y + radius * Math.sin(angle)) };
        if (isFree(spot)) return spot;
      }
    }
  },
};
