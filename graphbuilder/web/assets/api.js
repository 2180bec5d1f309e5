// Ask the server, and say what came of it.

const api = {
  token: document.querySelector("meta[name=graphbuilder-token]").content,
  store: document.querySelector("meta[name=graphbuilder-store]").content,
  readOnly: document.querySelector("meta[name=graphbuilder-read-only]").content === "yes",
  waiting: 0,

  get(path, values = {}) { return this.ask(this.address(path, values)); },

  post(path, values) {
    const headers = { "Content-Type": "application/json", "X-Graphbuilder-Token": this.token };
    return this.ask(path, { method: "POST", headers, body: JSON.stringify(values) });
  },

  address(path, values) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) if (one !== null && one !== undefined) query.append(name, one);
    return `${path}?${query}`;
  },

  /** The answer as a value. Throws an error with the server's line where it refuses. */
  async ask(address, options) {
    this.wait(1);
    try {
      const response = await fetch(address, options);
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.error);
      return answer;
    } catch (error) {
      if (error instanceof TypeError) throw new Error("the server does not answer; see whether `graphbuilder serve` still runs");
      throw error;
    } finally {
      this.wait(-1);
    }
  },

  wait(change) {
    this.waiting += change;
    document.body.classList.toggle("waiting", this.waiting > 0);
  },
};

const notice = {
  timer: 0,

  /** Say something for a while, with a button to go on from there. */
  say(text, action = null, kind = "") {
    const box = byId("notice");
    const button = action && el("button", { type: "button", onclick: () => { this.close(); action.act(); } }, action.text);
    const close = el("button", { type: "button", className: "close", ariaLabel: "Close the message", onclick: () => this.close() }, "×");
    box.className = kind;
    box.replaceChildren(el("span", { role: kind ? "alert" : "status" }, text), button || "", close);
    box.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), kind ? 30000 : 12000);
  },

  trouble(error) { this.say(error.message, null, "trouble"); },

  close() { byId("notice").hidden = true; },
};

/** What a button does when it has to wait for the server: whatever goes wrong is said. */
function doing(act) {
  return async (...values) => {
    try { return await act(...values); } catch (error) { notice.trouble(error); return undefined; }
  };
}
