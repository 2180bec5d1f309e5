// Workspaces that outlive the page: kept by name in this browser, one store's apart from another's, or as a file.

const WORKSPACE = "graphbuilder-workspace/1";

const saving = {
  key: `graphbuilder ${api.store}`,

  /** The saved workspaces of this store, by name. */
  all() {
    try { return JSON.parse(localStorage.getItem(this.key)) || {}; } catch { return {}; }
  },

  write(saved) { try { localStorage.setItem(this.key, JSON.stringify(saved)); } catch { throw new Error("this browser keeps nothing for the page; save the workspace as a file"); } },

  taken() { return { format: WORKSPACE, name: workspace.name, ...workspace.taken() }; },

  /** Remember the workspace of now, so that loading the page again brings it back. */
  keep() { try { sessionStorage.setItem(this.key, JSON.stringify(this.taken())); } catch { /* without storage it is gone with the page */ } },

  kept() { try { return this.checked(sessionStorage.getItem(this.key)); } catch { return null; } },

  async save() {
    const values = await dialogs.ask({ title: "Save the workspace", about: "It is kept in this browser, with places and pins.", ok: "Save", fields: [{ name: "name", label: "Name", value: workspace.name || "Workspace" }] });
    if (!values) return;
    workspace.name = values.name.trim() || "Workspace";
    this.write({ ...this.all(), [workspace.name]: this.taken() });
    this.keep();
    this.title();
    notice.say(`Saved as “${workspace.name}”; the start page lists it.`, { text: "Also as a file", act: () => this.file() });
  },

  title() {
    model.data.title = workspace.name || "Explorer";
    byId("title").textContent = workspace.name || "graphbuilder";
  },

  file() { download(exporter.name("workspace.json"), new Blob([JSON.stringify(this.taken(), null, 1)], { type: "application/json" })); },

  /** A saved workspace from text. Throws an error that says what is wrong with it. */
  checked(text) {
    let value = null;
    try { value = JSON.parse(text); } catch { /* said below */ }
    const texts = (list) => Array.isArray(list) && list.every((item) => typeof item === "string");
    if (value?.format !== WORKSPACE || !texts(value.ids)) throw new Error(`this is no saved workspace: it should be JSON with the format ${WORKSPACE}`);
    const places = Object.entries(value.places || {}).filter(([, at]) => Number.isFinite(at?.x) && Number.isFinite(at?.y));
    return { ids: value.ids.slice(0, MOST_ENTITIES), pinned: texts(value.pinned) ? value.pinned : [], places: Object.fromEntries(places), name: typeof value.name === "string" ? value.name : "" };
  },

  /** Put a saved workspace in the place of the present one; Undo brings that back. */
  async open(saved) {
    const { name, ...taken } = this.checked(JSON.stringify(saved));
    await workspace.queue(async () => {
      const before = workspace.taken();
      workspace.name = name;
      await workspace.show(taken);
      workspace.past.push(before);
      workspace.future = [];
    });
    this.title();
    workspace.buttons();
    this.keep();
    state.set({ view: "graph" });
    draw.fit();
  },

  async openFile(file) { await this.open(this.checked(await file.text()) && JSON.parse(await file.text())); },

  forget(name) {
    const { [name]: gone, ...rest } = this.all();
    this.write(rest);
    notice.say(`Deleted “${name}”.`, { text: "Undo", act: doing(async () => { this.write({ ...this.all(), [name]: gone }); await start.show(); }) });
  },

  /** The page of the snapshot command, of this workspace as it is drawn. */
  snapshot() {
    const places = Object.entries(draw.places()).map(([id, { x, y }]) => `${id} ${Math.round(x)} ${Math.round(y)}`);
    location.assign(api.address("/snapshot.html", { ids: workspace.ids, places, title: workspace.name }));
  },
};
