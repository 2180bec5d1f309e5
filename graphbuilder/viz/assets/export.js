// Take the filtered graph away: a picture of all of it, or its data.

const PICTURE = 2400;

const exporter = {
  name(ending) { return `${fold(model.data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph"}.${ending}`; },

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

  /** What the page shows, with the claims and documents behind it. */
  data() {
    const plain = (record, drop) => Object.fromEntries(Object.entries(record).filter(([key]) => !drop.includes(key)));
    const claims = filter.edges.flatMap((edge) => model.claims.get(edge.id).map((claim) => ({
      ...plain(claim, ["quote", "source"]), edge: edge.id, sentence: claim.quote.text, start: claim.quote.start, document: claim.source.id,
    })));
    const documents = new Set(claims.map((claim) => claim.document));
    return {
      format: "graphbuilder-shown/1", title: model.data.title, made_by: model.data.made_by, total: model.data.total,
      entities: model.data.nodes.filter((node) => filter.nodes.has(node.id)).map((node) => plain(node, ["x", "y"])),
      relations: filter.edges,
      claims, documents: model.data.documents.filter((document) => documents.has(document.id)),
    };
  },

  saveData() { download(this.name("json"), new Blob([JSON.stringify(this.data(), null, 1)], { type: "application/json" })); },
};
