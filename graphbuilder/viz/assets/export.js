// Take the filtered graph away: a picture of all of it, its data, or its claims as a table.

const PICTURE = 2400;
const CLAIM_COLUMNS = ["subject", "relation", "object", "stated as", "theme", "role", "according to", "place", "time", "sentence", "article", "source", "published", "link", "confidence"];

const exporter = {
  name(ending, part = "") { return `${fold(model.data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph"}${part}.${ending}`; },

  /** The name of a file of claims; it says so where the page holds only some of them. */
  claimsName(ending) {
    const held = filter.edges.reduce((sum, edge) => sum + model.claims.get(edge.id).length, 0);
    const all = filter.edges.reduce((sum, edge) => sum + edge.claims, 0);
    return this.name(ending, held < all ? `-${held}-of-${all}-claims` : "");
  },

  /** Draw everything shown on a larger canvas, whatever the window shows. */
  picture() {
    const { network, box } = draw;
    const { fitted } = draw;
    const view = { position: network.getViewPosition(), scale: network.getScale() };
    const bounds = draw.bounds();
    const wide = Math.max(900, Math.min(PICTURE, Math.round(bounds.width + 200)));
    const high = Math.max(600, Math.min(PICTURE, Math.round((wide * (bounds.height + 100)) / (bounds.width + 200))));
    Object.assign(box.style, { position: "fixed", width: `${wide}px`, height: `${high}px` });
    network.setSize("100%", "100%");
    draw.fit(false);
    network.redraw();
    const canvas = this.onBackground(network.canvas.frame.canvas);
    Object.assign(box.style, { position: "", width: "", height: "" });
    network.setSize("100%", "100%");
    network.moveTo({ ...view, animation: false });
    draw.fitted = fitted;
    network.redraw();
    return canvas;
  },

  onBackground(source) {
    const canvas = el("canvas", { width: source.width, height: source.height });
    const context = canvas.getContext("2d");
    context.fillStyle = draw.colors.page;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0);
    return canvas;
  },

  savePicture() { this.picture().toBlob((blob) => download(this.name("png"), blob), "image/png"); },

  /** The claims of the relations shown that the period holds. */
  claims() { return filter.edges.flatMap((edge) => model.claims.get(edge.id).filter((claim) => filter.inPeriod(claim.source.published)).map((claim) => ({ edge, claim }))); },

  /** What the page shows, with the claims and documents behind it. */
  data() {
    const plain = (record, drop) => Object.fromEntries(Object.entries(record).filter(([key]) => !drop.includes(key)));
    const shown = this.claims();
    const claims = shown.map(({ edge, claim }) => ({
      ...plain(claim, ["quote", "source"]), edge: edge.id, sentence: claim.quote.text, start: claim.quote.start, document: claim.source.id,
    }));
    const documents = new Map(shown.filter(({ claim }) => claim.source.id).map(({ claim }) => [claim.source.id, claim.source]));
    return {
      format: "graphbuilder-shown/1", title: model.data.title, made_by: model.data.made_by, total: model.data.total,
      entities: model.data.nodes.filter((node) => filter.nodes.has(node.id)).map((node) => plain(node, ["x", "y"])),
      relations: filter.edges,
      claims, documents: [...documents.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  },

  /** One line for each claim shown, for a spreadsheet. What a spreadsheet would take for a formula gets an apostrophe before it, also
   * within a text, where one that parts cells at another character than the comma would begin a cell. */
  table() {
    const cell = (value) => `"${String(value ?? "").replace(/(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠\t\r])/g, "$1'").replace(/"/g, '""')}"`;
    const rows = this.claims().map(({ edge, claim }) => [
      model.nodes.get(edge.from).name, model.reads(edge), model.nodes.get(edge.to).name, model.status(edge) || "asserted", claim.theme, claim.role, claim.speaker, claim.place,
      claim.time, claim.quote.text, claim.source.title, claim.source.source, claim.source.published, claim.source.url, claim.confidence]);
    return [CLAIM_COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  },

  /** With a mark at its beginning by which spreadsheets know UTF-8. */
  saveTable() { download(this.claimsName("csv"), new Blob(["\ufeff", this.table(), "\r\n"], { type: "text/csv" })); },

  saveData() { download(this.claimsName("json"), new Blob([JSON.stringify(this.data(), null, 1)], { type: "application/json" })); },
};
