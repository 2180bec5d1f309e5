// What is on the canvas: entities that someone put there, one step after the other, each of which can be taken back.

const MOST_ENTITIES = 500;
const FIRST = 12;
const STEPS = 100;

const workspace = {
  ids: [], pinned: new Set(), neighbours: {}, name: "", past: [], future: [], working: Promise.resolve(),

  has(id) { return model.nodes.has(id); },

  /** Everything that a step changes. */
  taken() { return { ids: [...this.ids], pinned: [...this.pinned], places: draw.places() }; },

  /** Do things one after the other, also where someone clicks faster than the server answers. */
  queue(act) {
    const result = this.working.then(act);
    this.working = result.catch(() => {});
    return result;
  },

  /** Make a step: `make` gives the ids from those of now. Resolves with the ids that are new; where nothing changes, there is no step. */
  step(make, { arrange = false } = {}) {
    return this.queue(async () => {
      notice.close();
      const before = this.taken();
      const ids = [...new Set(await make(before.ids))];
      const added = ids.filter((id) => !before.ids.includes(id));
      if (!arrange && !added.length && ids.length === before.ids.length) return added;
      if (ids.length > MOST_ENTITIES) throw new Error(`a workspace holds ${MOST_ENTITIES} entities, this would make it ${ids.length}; remove some first`);
      await this.show({ ...before, ids }, arrange || before.ids.length === 0);
      this.past = [...this.past, before].slice(-STEPS);
      this.future = [];
      this.buttons();
      saving.keep();
      return added;
    });
  },

  /** What the filters hide of these entities, as the end of a sentence that says they were added. */
  hidden(ids) {
    const unseen = ids.filter((id) => this.has(id) && !filter.nodes.has(id)).length;
    if (unseen) return unseen === ids.length ? ", hidden by the filters" : `, ${commas(unseen)} of them hidden by the filters`;
    const linked = new Set(filter.edges.flatMap(({ from, to }) => [from, to]));
    return ids.some((id) => this.has(id) && model.links.get(id).length && !linked.has(id)) ? ", with relations that the filters hide" : "";
  },

  add(ids) { return this.step((now) => [...now, ...ids]); },

  /** Add several, and look at them. */
  async bring(ids) {
    const added = await this.add(ids);
    state.set({ view: "graph" });
    draw.fit();
    const hidden = this.hidden(added);
    if (hidden) notice.say(`Added ${plural(added.length, "entity", "entities")}${hidden}.`);
  },

  /** Add one entity; the first of a workspace brings its strongest neighbours. */
  async addOne(id) {
    const first = this.ids.length === 0;
    if (!this.has(id)) {
      await this.step(async (now) => {
        const near = first ? (await api.get("/api/neighbours", { entity: id, limit: FIRST })).entities.map((entity) => entity.id) : [];
        return [...now, id, ...near];
      });
    }
    this.select(id);
  },

  select(id) {
    state.set({ view: "graph", selected: this.has(id) ? { kind: "entity", id } : null });
    if (this.has(id)) draw.reveal(id);
    draw.focus();
  },

  async remove(ids) {
    const gone = new Set(ids);
    const names = ids.length === 1 ? model.nodes.get(ids[0]).name : plural(ids.length, "entity", "entities");
    await this.step((now) => now.filter((id) => !gone.has(id)));
    notice.say(`Removed ${names}.`, { text: "Undo", act: doing(() => this.undo()) });
  },

  /** Take all away but what is pinned. */
  async clear() {
    await this.step((now) => now.filter((id) => this.pinned.has(id)));
    if (!this.ids.length) state.set({ view: "start" });
  },

  arrange() { return this.step((now) => now, { arrange: true }).then(() => draw.fit()); },

  undo() { return this.queue(() => this.turn(this.past, this.future)); },

  redo() { return this.queue(() => this.turn(this.future, this.past)); },

  async turn(from, to) {
    if (!from.length) return;
    notice.close();
    const now = this.taken();
    await this.show(from.at(-1));
    to.push(now);
    from.pop();
    this.buttons();
    saving.keep();
  },

  pin(ids, on = !this.pinned.has(ids[0])) {
    for (const id of ids) if (on) this.pinned.add(id); else this.pinned.delete(id);
    saving.keep();
    evidence.show();
    draw.redraw();
  },

  /** Fetch again what is shown, and some more, after a decision. Ids may have changed. */
  refresh(also = []) {
    const taken = this.taken();
    return this.queue(() => this.show({ ...taken, ids: [...taken.ids, ...also] })).then(() => saving.keep());
  },

  /** Fetch and draw. Ids of before a merge are read as those of today; what is gone is left out. */
  async show({ ids, pinned, places }, arrange = false) {
    const { page: data, now, missing, neighbours } = await api.get("/api/graph", { ids, arrange });
    const today = (list) => [...new Set(list.map((id) => now[id]).filter(Boolean))];
    const known = Object.fromEntries(Object.entries(places).filter(([id]) => now[id]).map(([id, place]) => [now[id], place]));
    const fixed = today(pinned);
    if (arrange && !fixed.length) draw.stretch(data.nodes);
    const held = arrange ? Object.fromEntries([...data.nodes.map(({ id, x, y }) => [id, { x, y }]), ...fixed.filter((id) => known[id]).map((id) => [id, known[id]])]) : known;
    Object.assign(this, { ids: today(ids), pinned: new Set(fixed), neighbours });
    data.title = this.name || "Explorer";
    const selected = state.selected?.kind === "entity" && now[state.selected.id];
    if (selected) state.selected = { kind: "entity", id: selected };
    page.update(data, placing.place(data, held));
    state.write();
    if (missing.length) notice.say(`${plural(missing.length, "entity is", "entities are")} no longer in the store.`);
    this.into();
  },

  /** Move the window only if something lies outside. */
  into() { if (draw.fitted || draw.outside()) draw.fit(); },

  buttons() {
    byId("undo").disabled = !this.past.length;
    byId("redo").disabled = !this.future.length;
    for (const id of ["clear", "arrange", "save-workspace", "save-snapshot"]) byId(id).disabled = !this.ids.length;
  },
};
