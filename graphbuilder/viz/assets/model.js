// The graph in memory: entities, relations and claims with their indexes. Filled once by a snapshot, many times by the explorer.

const LABELS = ["Person", "Organization", "Country", "Place", "Event"];
const LABEL_NAMES = { Person: "Person", Organization: "Organisation", Country: "Country", Place: "Place", Event: "Event" };
const MODALITIES = ["asserted", "planned", "possible", "hypothetical"];
const POLARITIES = ["positive", "negative"];

const model = {
  data: null, nodes: new Map(), edges: new Map(), types: new Map(), claims: new Map(), links: new Map(),

  /** Take the data of the page (see payload.py): the most mentioned entities and the strongest relations come first, here and in all that follows. */
  load(data) {
    this.data = data;
    this.types = new Map(data.types.map((type) => [type.name, type]));
    this.nodes = new Map(data.nodes.map((node) => [node.id, node]));
    this.edges = new Map(data.edges.map((edge) => [edge.id, edge]));
    this.claims = new Map(data.edges.map((edge) => [edge.id, []]));
    this.links = new Map(data.nodes.map((node) => [node.id, []]));
    for (const edge of data.edges) {
      this.links.get(edge.from).push(edge);
      if (edge.to !== edge.from) this.links.get(edge.to).push(edge);
    }
    for (const claim of data.claims) this.claims.get(data.edges[claim.edge].id).push(this.bound(data, claim));
  },

  /** A claim with its sentence and document. */
  bound(data, claim) {
    claim.quote = data.sentences[claim.sentence];
    claim.source = data.documents[claim.quote.document] || {};
    return claim;
  },

  /** Take all claims of relations from other data, as far as it has the relations. */
  take(data, ids) {
    const taken = new Map(ids.map((id) => [id, []]));
    for (const claim of data.claims) taken.get(data.edges[claim.edge].id)?.push(this.bound(data, claim));
    for (const [id, claims] of taken) if (claims.length) this.claims.set(id, claims);
  },

  /** When the claims of a relation were published; where the data holds only some of them, it says when all were. */
  dates(edge) {
    if (edge.dates) return Object.entries(edge.dates).flatMap(([date, claims]) => Array(claims).fill(date));
    const dates = this.claims.get(edge.id).map((claim) => claim.source.published).filter(Boolean);
    return dates.length ? dates : [edge.first, edge.last].filter(Boolean);
  },

  /** How many records there are of each value of a field. */
  tally(records, field) {
    const counts = new Map();
    for (const record of records) counts.set(record[field], (counts.get(record[field]) || 0) + 1);
    return counts;
  },

  /** What the relation says, in words; the fallback relation says it with the verb of its text. */
  reads(edge) {
    const type = this.types.get(edge.type);
    return (type.fallback && this.claims.get(edge.id)[0]?.wording) || type.reads;
  },

  theme(edge) { return (edge.themes || []).join(", "); },

  /** How far from plain fact the relation is stated: "planned", "denied", "denied, possible", or nothing. */
  status(edge) {
    const words = [];
    if (edge.polarity === "negative") words.push("denied");
    if (edge.modality !== "asserted") words.push(edge.modality);
    return words.join(", ");
  },

  symmetric(edge) { return Boolean(this.types.get(edge.type)?.symmetric); },

  other(edge, id) { return this.nodes.get(edge.from === id ? edge.to : edge.from); },

  /** Whether something selected is here. */
  holds({ kind, id, entities }) { return entities ? entities.every((one) => this.nodes.has(one)) : (kind === "entity" ? this.nodes : this.edges).has(id); },

  /** The entities that a selection is about. */
  selected(selected) { return selected?.entities || (selected?.kind === "entity" ? [selected.id] : []); },

  /** The same subject, type and object, stated in other ways. */
  siblings(edge) {
    return this.links.get(edge.from).filter((e) => e !== edge && e.type === edge.type && e.from === edge.from && e.to === edge.to);
  },

  /** Who denies a relation, by name, as far as the texts say it. */
  deniers(edge) {
    const denials = this.siblings(edge).filter((other) => other.polarity === "negative").flatMap((other) => this.claims.get(other.id));
    return [...new Set(denials.map((claim) => claim.speaker).filter(Boolean))];
  },

  /** The ids within so many steps of one, over the given edges. */
  around(id, steps, edges) {
    let reached = new Set([id]);
    for (let step = 0; step < steps; step += 1) {
      const next = new Set(reached);
      for (const edge of edges) {
        if (reached.has(edge.from)) next.add(edge.to);
        if (reached.has(edge.to)) next.add(edge.from);
      }
      reached = next;
    }
    return reached;
  },
};
