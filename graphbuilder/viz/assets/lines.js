// The lines of the graph, below the shapes: those of one look are drawn in one go, which takes a tenth of the time of vis-network's own.

const DASHES = { planned: [7, 5], possible: [2, 5], hypothetical: [1, 7] };
const DENIED = [4, 4];
const LANE = 48;
const MOST_BENT = 0.6;
const REACH = 7;
const PIECES = 12;

/** How far a point is from a piece of line. */
function away({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
}

const lines = {
  all: new Map(), looks: [],

  /** Lines between the same two entities are bent apart, each to its own side; a line alone is straight. `places` are the shapes by id. */
  load(places) {
    this.all = new Map();
    const between = new Map();
    for (const edge of model.data.edges) {
      const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
      const others = between.get(pair);
      if (others) others.push(edge); else between.set(pair, [edge]);
    }
    for (const parallel of between.values()) this.lanes(parallel).forEach((lane, index) => this.all.set(parallel[index], this.line(parallel[index], lane, places)));
  },

  line(edge, lane, places) {
    return {
      edge, from: places[edge.from], to: places[edge.to], type: model.nodes.get(edge.to).type,
      bend: LANE * (edge.from < edge.to ? lane : -lane), arrow: !model.symmetric(edge), thin: Math.min(4.5, 1.2 + 0.7 * Math.log2(edge.sources || 1)),
    };
  },

  /** How far to each side of the straight line; relations that are hidden at first lie outermost. */
  lanes(parallel) {
    if (parallel.length === 1) return [0];
    const rest = (edge) => Boolean(model.types.get(edge.type)?.fallback);
    const half = (parallel.filter((edge) => !rest(edge)).length - 1) / 2;
    let [main, outer] = [0, 0];
    return parallel.map((edge) => (rest(edge) ? (half + 1 + (outer >> 1)) * (outer++ % 2 ? -1 : 1) : main++ - half));
  },

  /** Sort the lines shown by their look: what is dim lies below, what is lit above. */
  paint(lit, anythingLit) {
    const looks = new Map();
    filter.edges.forEach((edge) => {
      const line = this.all.get(edge);
      const on = lit.has(edge);
      const key = `${on ? 2 : anythingLit ? 0 : 1} ${edge.polarity === "negative" ? "denied" : edge.modality} ${line.thin}`;
      const look = looks.get(key);
      if (look) look.lines.push(line); else looks.set(key, { ...this.look(line, on, anythingLit), key, lines: [line] });
    });
    this.looks = [...looks.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  },

  look({ edge, thin }, on, anythingLit) {
    const denied = edge.polarity === "negative";
    return {
      color: denied ? "denied" : on ? "accent" : "edge", alpha: anythingLit && !on ? 0.25 : 1,
      dash: denied ? DENIED : DASHES[edge.modality] || [], width: thin + (on ? 0.6 : 0),
    };
  },

  /** Draw what is in the window, given as {left, right, top, bottom}; `grow` is how much thicker than their nature lines are, `dash` how much longer. */
  draw(context, window, grow, dash) {
    for (const look of this.looks) {
      const width = look.width * grow;
      const tips = [];
      context.beginPath();
      for (const line of look.lines) {
        const { from, to } = line;
        const via = line.bend ? this.via(line) : from;
        if (Math.max(from.x, to.x, via.x) < window.left || Math.min(from.x, to.x, via.x) > window.right
          || Math.max(from.y, to.y, via.y) < window.top || Math.min(from.y, to.y, via.y) > window.bottom) continue;
        const end = line.arrow ? this.tip(line, via, 9 * grow + 3 * width, tips) : to;
        context.moveTo(from.x, from.y);
        if (line.bend) context.quadraticCurveTo(via.x, via.y, end.x, end.y); else context.lineTo(end.x, end.y);
      }
      Object.assign(context, { strokeStyle: draw.colors[look.color], fillStyle: draw.colors[look.color], lineWidth: width, globalAlpha: look.alpha });
      context.setLineDash(look.dash.map((length) => length * dash));
      context.stroke();
      context.beginPath();
      for (const [x, y, alongX, alongY] of tips) {
        context.moveTo(x, y);
        context.lineTo(x - alongX - 0.3 * alongY, y - alongY + 0.3 * alongX);
        context.lineTo(x - alongX + 0.3 * alongY, y - alongY - 0.3 * alongX);
      }
      context.fill();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  },

  /** The point towards which a line is bent. */
  via({ from, to, bend }) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const off = Math.max(-MOST_BENT, Math.min(MOST_BENT, bend / length));
    return { x: (from.x + to.x) / 2 - dy * off, y: (from.y + to.y) / 2 + dx * off };
  },

  /** Note where the arrow of a line stands, at the border of its shape, and return where the line ends behind it. */
  tip({ to, type }, via, length, tips) {
    const [dx, dy] = [to.x - via.x, to.y - via.y];
    const far = Math.hypot(dx, dy) || 1;
    const [x, y] = [dx / far, dy / far];
    const radius = border(type, -x, -y) * to.size;
    tips.push([to.x - x * radius, to.y - y * radius, x * length, y * length]);
    return { x: to.x - x * (radius + 0.8 * length), y: to.y - y * (radius + 0.8 * length) };
  },

  /** The place at a part of a line's way, from 0 to 1. */
  point(edge, t) {
    const line = this.all.get(edge);
    const via = this.via(line);
    const mix = (name) => (1 - t) ** 2 * line.from[name] + 2 * t * (1 - t) * via[name] + t ** 2 * line.to[name];
    return { x: mix("x"), y: mix("y") };
  },

  /** The id of the line nearest to a place, if it is within reach. */
  at(place, scale) {
    let [best, least] = [null, REACH / scale];
    for (const { lines: shown } of this.looks) {
      for (const { edge, from, to, bend } of shown) {
        const room = least + Math.abs(bend);
        if (place.x < Math.min(from.x, to.x) - room || place.x > Math.max(from.x, to.x) + room
          || place.y < Math.min(from.y, to.y) - room || place.y > Math.max(from.y, to.y) + room) continue;
        const pieces = bend ? PIECES : 1;
        for (let piece = 0; piece < pieces; piece += 1) {
          const distance = away(place, this.point(edge, piece / pieces), this.point(edge, (piece + 1) / pieces));
          if (distance < least) [best, least] = [edge.id, distance];
        }
      }
    }
    return best;
  },
};
