// What a person decides about entities: these two are one, this part is something else; and taking it back.

const deciding = {
  async merge(node, other = null) {
    const values = await dialogs.ask({
      title: `${node.name} is the same as ${other ? other.name : "…"}`, about: "The decision is kept with its reason, outranks every rule and can be taken back.", ok: "Merge",
      fields: [...(other ? [] : [{ name: "b", label: "The other entity", kind: "entity" }]), { name: "reason", label: "Reason" }],
    });
    if (!values) return;
    await api.post("/api/merge", { a: node.id, b: other?.id, ...values });
    await this.after("Merged.");
  },

  /** Afterwards both stand in the workspace: each is called by a part that stays in it. */
  async split(node, part, stays) {
    const values = await dialogs.ask({
      title: `“${part.name}” in ${part.headline || part.document} is not ${node.name}`, ok: "Split off",
      about: "This mention becomes an entity of its own. The decision is kept with its reason and can be taken back.", fields: [{ name: "reason", label: "Reason" }],
    });
    if (!values) return;
    await api.post("/api/split", { a: node.id, b: part.local, ...values });
    await this.after(`Split off “${part.name}”.`, true, [part.local, stays.local]);
  },

  async undo(decision = null) {
    await api.post("/api/undo", { decision });
    await this.after("Taken back.", false);
  },

  /** The graph is another one now. */
  async after(said, canUndo = true, also = []) {
    expand.forget();
    article.shown = null;
    await workspace.refresh(also);
    if (state.view === "decisions") await this.list();
    notice.say(said, canUndo ? { text: "Take back", act: doing(() => this.undo()) } : null);
  },

  /** What an entity was put together from, as a part of its panel that opens. */
  section(node) {
    const list = el("ul", { className: "plain" });
    return evidence.folding("Put together from", node.documents, list, doing(async () => {
      const { parts, total } = await api.get("/api/parts", { entity: node.id });
      const item = (part) => el("li", {}, el("strong", {}, part.name), " in ",
        el("button", { type: "button", className: "link", onclick: doing(() => article.open(part.document)) }, part.headline || part.document),
        el("span", { className: "quiet" }, ` ${[part.published?.slice(0, 10), `${part.reason} (${part.score.toFixed(2)})`].filter(Boolean).join(" · ")} `),
        !api.readOnly && total > 1 && el("button", { type: "button", className: "link", ariaLabel: `${part.name} in ${part.headline || part.document} is something else`, onclick: doing(() => this.split(node, part, parts.find((other) => other.local !== part.local))) }, "not this one…"));
      list.replaceChildren(...parts.map(item), total > parts.length ? el("li", { className: "quiet" }, `${commas(total - parts.length)} more`) : "");
    }));
  },

  /** The view of all decisions. */
  async list() {
    const { decisions, total } = await api.get("/api/decisions");
    const judged = { same: "is the same as", different: "is not", unsure: "is perhaps", withdrawn: "and" };
    const point = ({ text, entity }) => (entity ? el("button", { type: "button", className: "link", onclick: doing(() => workspace.addOne(entity)) }, text) : text || "(not stored now)");
    const row = (decision) => el("tr", {}, el("td", {}, decision.at.slice(0, 16).replace("T", " ")), el("td", {}, decision.by),
      el("td", {}, decision.judgement === "withdrawn" && "taken back: ", point(decision.a), ` ${judged[decision.judgement]} `, point(decision.b)), el("td", {}, decision.reason), el("td", {}, decision.state),
      el("td", {}, decision.state === "stands" && !api.readOnly ? el("button", { type: "button", ariaLabel: `Take back: ${decision.a.text} ${judged[decision.judgement]} ${decision.b.text}`, onclick: doing(() => this.undo(decision.id)) }, "Take back") : ""));
    byId("decisions").replaceChildren(el("div", { className: "sheet" },
      el("h2", {}, "Decisions"),
      el("p", { className: "quiet" }, "What persons decided about who is who. Merge and split are in the panel of an entity."),
      decisions.length ? el("table", {}, el("caption", {}, plural(total, "decision")),
        el("thead", {}, el("tr", {}, ["When", "Who", "What", "Reason", "State", ""].map((name) => el(name ? "th" : "td", name ? { scope: "col" } : {}, name)))),
        el("tbody", {}, decisions.map(row))) : el("p", {}, "Nobody has decided anything yet.")));
  },
};
