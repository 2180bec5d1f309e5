// An article with everything that was found in it: mentions and claims, marked in the text.

const article = {
  id: null, shown: null, sentence: null, before: null,

  /** The articles of an entity, as a part of its panel that opens. */
  section(node) {
    const list = el("ul", { className: "plain" });
    return evidence.folding("Articles", node.documents, list, doing(async () => {
      const { documents, total } = await api.get("/api/documents", { entity: node.id, limit: 100 });
      const item = ({ id, title, source, published }) => el("li", {}, el("button", { type: "button", className: "link", onclick: doing(() => this.open(id)) }, title || id),
        el("span", { className: "quiet" }, ` ${[published?.slice(0, 10), source].filter(Boolean).join(" · ")}`));
      list.replaceChildren(...documents.map(item), total > documents.length ? el("li", { className: "quiet" }, `${commas(total - documents.length)} more`) : "");
    }));
  },

  async open(id, start = null) {
    if (this.shown?.document.id !== id) this.shown = await api.get("/api/document", { document: id });
    if (state.view !== "article") this.before = state.selected;
    this.id = id;
    this.sentence = null;
    this.draw();
    state.set({ view: "article", selected: null });
    if (start !== null) this.go(start); else byId("article").scrollTop = 0;
  },

  /** Back to what was selected before. */
  leave() { state.set({ view: "graph", selected: this.before && model.holds(this.before) ? this.before : null }); },

  draw() {
    const { document: about, text, characters, mentions, claims } = this.shown;
    const by = [about.author, about.source, about.published?.slice(0, 10), about.dateline].filter(Boolean).join(" · ");
    const points = Array.from(text);
    byId("article").replaceChildren(el("div", { className: "page" },
      el("p", { className: "actions" }, el("button", { type: "button", onclick: () => this.leave() }, "← Back to the graph"),
        about.url && webLink(about.url, "the article on the web")),
      el("p", { className: "quiet" }, by || about.id, ` · ${plural(mentions.length, "mention")}, ${plural(claims.length, "claim")}`),
      el("div", { className: "text" }, this.paragraphs(points)),
      characters > points.length && el("p", { className: "quiet" }, `The first ${commas(points.length)} of ${commas(characters)} characters.`)));
  },

  paragraphs(points) {
    const result = [];
    let start = 0;
    for (let at = 0; at <= points.length; at += 1) {
      if (at < points.length && points[at] !== "\n") continue;
      if (at > start) result.push(el("p", { className: points.slice(start, at).join("") === this.shown.document.title ? "headline" : "" }, this.sentences(points, start, at)));
      start = at + 1;
    }
    return result;
  },

  /** Text between two places, its sentences with claims wrapped, its mentions marked. */
  sentences(points, start, end) {
    const parts = [];
    let at = start;
    const claimed = new Map(this.shown.claims.filter((claim) => claim.start >= start && claim.end <= end).map((claim) => [claim.start, claim]));
    for (const [from, claim] of [...claimed].sort((a, b) => a[0] - b[0])) {
      if (from < at) continue;
      parts.push(...this.mentions(points, at, from));
      parts.push(el("span", { className: "claimed", "data-start": String(from), onclick: (event) => { if (!event.target.closest("a")) this.choose(from); } }, this.mentions(points, from, claim.end)));
      at = claim.end;
    }
    return [...parts, ...this.mentions(points, at, end)];
  },

  mentions(points, start, end) {
    const parts = [];
    let at = start;
    for (const mention of this.shown.mentions) {
      if (mention.start < at || mention.end > end) continue;
      parts.push(points.slice(at, mention.start).join(""), this.mention(mention, points.slice(mention.start, mention.end).join("")));
      at = mention.end;
    }
    parts.push(points.slice(at, end).join(""));
    return parts.filter((part) => part !== "");
  },

  mention({ entity, name, type, kind }, words) {
    const about = `${name} (${LABEL_NAMES[type]}${kind === "name" ? "" : `, ${kind}`})`;
    if (!entity) return el("span", { className: `mention ${type.toLowerCase()}`, title: about }, words);
    return el("a", { className: `mention ${type.toLowerCase()}${workspace.has(entity) ? " here" : ""}`, href: "#", title: about,
      onclick: (event) => { event.preventDefault(); doing(() => this.pick(entity, name))(); } }, words);
  },

  /** Show an entity of the text; one that is not in the workspace is put there. */
  async pick(entity, name) {
    if (!workspace.has(entity)) {
      await workspace.add([entity]);
      notice.say(`Added ${name} to the workspace.`, { text: "Undo", act: doing(() => workspace.undo()) });
      this.draw();
    }
    state.set({ selected: { kind: "entity", id: entity } });
  },

  choose(start) {
    this.sentence = start;
    state.set({ selected: null });
    evidence.box.querySelector(".block.on")?.scrollIntoView({ block: "nearest" });
  },

  /** Bring a sentence into the window and mark it. */
  go(start) {
    this.choose(start);
    byId("article").querySelector(`[data-start="${start}"]`)?.scrollIntoView({ block: "center" });
  },

  /** The panel beside the text: its claims in the order of the text. */
  panel() {
    const { claims, text } = this.shown;
    const points = Array.from(text);
    for (const span of byId("article").querySelectorAll(".claimed")) span.classList.toggle("on", Number(span.dataset.start) === this.sentence);
    return [el("h2", {}, "Claims of the article"), claims.length ? null : el("p", { className: "quiet" }, "No claim was found in it."), ...claims.map((claim) => this.claim(claim, points))];
  },

  claim(claim, points) {
    const status = [claim.polarity === "negative" && "denied", claim.modality !== "asserted" && claim.modality].filter(Boolean).join(", ");
    const inside = (span) => (span[0] >= claim.start && span[1] <= claim.end ? [span[0] - claim.start, span[1] - claim.start] : null);
    const name = ({ entity, name: text }) => (entity ? el("button", { type: "button", className: "link", onclick: doing(() => this.pick(entity, text)) }, text) : text);
    const details = [claim.speaker && `says ${claim.speaker}`, claim.theme && `of ${claim.theme}`, claim.time && `time ${claim.time}`, `confidence ${claim.confidence.toFixed(2)}`].filter(Boolean).join(" · ");
    return el("article", { className: `block${claim.start === this.sentence ? " on" : ""}` },
      el("div", { className: "head" }, name(claim.subject), " ", el("span", { className: `verb ${claim.polarity} ${claim.modality}` }, claim.reads, status && el("em", {}, ` ${status}`)), " ", name(claim.object)),
      el("figure", {}, el("blockquote", {}, marked(points.slice(claim.start, claim.end).join(""), [
        { span: inside(claim.subject.span), name: "subject", title: "subject" }, { span: inside(claim.object.span), name: "object", title: "object" },
        { span: inside(claim.predicate), name: "predicate", title: "what links them" }])),
      el("figcaption", {}, details, " · ", el("button", { type: "button", className: "link", ariaLabel: `In the text: ${claim.subject.name} ${claim.reads} ${claim.object.name}`, onclick: () => this.go(claim.start) }, "in the text"))));
  },

  /** Beside a sentence of the evidence: the way to its article. */
  origin(claim) {
    const { source, quote } = claim;
    if (!source.id) return null;
    return [" · ", el("button", { type: "button", className: "link", ariaLabel: `Open the article ${source.title || source.id}`, onclick: doing(() => this.open(source.id, quote.start)) }, "open article")];
  },
};
