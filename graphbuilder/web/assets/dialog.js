// Ask for something in a window of its own: texts, and entities found by name.

const dialogs = {
  /** Resolves with the values by name when confirmed, with null otherwise. Fields: {name, label, kind: "text" | "entity", value}. */
  ask({ title, about, fields, ok }) {
    return new Promise((resolve) => {
      const values = Object.fromEntries(fields.map(({ name, value }) => [name, value || ""]));
      const confirm = el("button", { type: "button", className: "main", onclick: () => finish(values) }, ok);
      const needed = () => { confirm.disabled = fields.some(({ name, kind }) => kind === "entity" && !values[name]); };
      const inputs = fields.map((field) => this.field(field, values, needed));
      const box = el("dialog", { ariaLabel: title, oncancel: () => finish(null) },
        el("h2", {}, title), about && el("p", { className: "quiet" }, about), inputs,
        el("div", { className: "actions" }, confirm, el("button", { type: "button", onclick: () => finish(null) }, "Cancel")));
      const finish = (result) => { box.remove(); resolve(result); };
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("input") && !confirm.disabled) { event.preventDefault(); finish(values); }
      });
      needed();
      document.body.append(box);
      box.showModal();
      box.querySelector("input")?.focus();
    });
  },

  field(field, values, changed) { return field.kind === "entity" ? this.entity(field, values, changed) : this.text(field, values); },

  text({ name, label, value }, values) {
    return el("label", { className: "field" }, el("span", {}, label),
      el("input", { type: "text", name, value: value || "", maxLength: 200, autocomplete: "off", oninput: (event) => { values[name] = event.target.value; } }));
  },

  entity({ name, label }, values, changed) {
    const chosen = el("span", { className: "chosen-name" });
    const list = el("ul", { id: `hits-${name}`, className: "hits", role: "listbox", ariaLabel: "Names found", hidden: true });
    const input = el("input", { type: "search", name, autocomplete: "off", placeholder: "Find a name or alias", role: "combobox", "aria-expanded": "false",
      "aria-controls": `hits-${name}`, "aria-autocomplete": "list", ariaLabel: label });
    const pick = (node) => {
      values[name] = node.id;
      chosen.replaceChildren(shape(node.type), node.name);
      changed();
      input.closest("dialog").querySelector("input[type=text], button.main").focus();
    };
    new Finder(input, list, { find: (text) => found(text), pick });
    return el("div", { className: "field" }, el("span", {}, label, " ", chosen), el("div", { className: "search" }, input, list));
  },
};

/** What the server finds by a name, as the search shows it. */
async function found(text) {
  const words = fold(text);
  const { entities, total } = await api.get("/api/search", { q: text, limit: MOST_HITS });
  const alias = (entity) => (fold(entity.name).includes(words) ? null : entity.aliases.find((name) => fold(name).includes(words)));
  return { total, hits: entities.map((node) => ({ node, alias: alias(node), note: workspace.has(node.id) ? "here" : null })) };
}
