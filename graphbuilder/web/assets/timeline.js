// How many claims were published when: about what is selected, else about the workspace.

const MOST_MONTHS = 60;
const WIDEST_BAR = 90;

const timeline = {
  asked: "", bars: [],

  /** Ask again when it is about something else. */
  show() {
    const { selected } = state;
    const node = selected?.kind === "entity" ? model.nodes.get(selected.id) : null;
    const ids = node ? [node.id] : workspace.ids;
    const asked = ids.join(" ");
    byId("timeline").hidden = !workspace.ids.length;
    if (asked === this.asked) return this.mark();
    this.asked = asked;
    if (ids.length) doing(async () => {
      const answer = await api.get("/api/timeline", { ids });
      if (asked === this.asked) this.draw(answer, node ? node.name : "this workspace");
    })();
    return undefined;
  },

  draw({ months, undated, total }, about) {
    this.bars = this.buckets(months);
    const most = Math.max(1, ...this.bars.map((bar) => bar.claims));
    const chart = el("div", { className: "months", role: "img", ariaLabel: this.words(about, total) }, this.bars.map((bar) => {
      bar.fill = el("i", {});
      bar.fill.style.height = `${bar.claims ? Math.max(5, (100 * bar.claims) / most) : 0}%`;
      bar.element = el("span", { title: `${bar.from}: ${plural(bar.claims, "claim")}. A click shows this time only, with Shift up to it.`, onclick: (event) => this.choose(bar, event.shiftKey) }, bar.fill);
      return bar.element;
    }));
    const ends = el("p", { className: "quiet ends", ariaHidden: "true" }, el("span", {}, this.bars[0]?.from), el("span", {}, this.bars.length > 1 && this.bars.at(-1).from));
    for (const part of [chart, ends]) part.style.maxWidth = `${this.bars.length * WIDEST_BAR}px`;
    byId("timeline").replaceChildren(
      el("p", { className: "quiet" }, `${plural(total, "claim")} about ${about}${undated ? `, ${commas(undated)} undated` : ""}${this.bars.length ? "" : ", none dated"}`),
      ...(this.bars.length ? [chart, ends] : []));
    this.mark();
  },

  words(about, total) {
    const strongest = this.bars.reduce((a, b) => (b.claims > a.claims ? b : a), this.bars[0]);
    return strongest ? `${plural(total, "claim")} about ${about} from ${this.bars[0].from} to ${this.bars.at(-1).from}, most in ${strongest.from}. The period filter does the same with the keyboard.` : "";
  },

  /** Every month from the first to the last, or every year where these are too many. */
  buckets(months) {
    if (!months.length) return [];
    const claims = new Map(months.map(({ month, claims: count }) => [month, count]));
    const [first, last] = [months[0].month, months.at(-1).month];
    const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
    const all = Array.from({ length: number(last) - number(first) + 1 }, (_, index) => number(first) + index)
      .map((at) => `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`)
      .map((from) => ({ from, claims: claims.get(from) || 0 }));
    if (all.length <= MOST_MONTHS) return all;
    const years = new Map();
    for (const { from, claims: count } of all) years.set(from.slice(0, 4), (years.get(from.slice(0, 4)) || 0) + count);
    return [...years].map(([from, count]) => ({ from, claims: count }));
  },

  choose(bar, further) {
    if (further && state.from) state.set({ from: state.from < bar.from ? state.from : bar.from, to: state.from < bar.from ? bar.from : state.to });
    else if (state.from === bar.from && state.to === bar.from) state.set({ from: "", to: "" });
    else state.set({ from: bar.from, to: bar.from });
  },

  mark() {
    for (const bar of this.bars) bar.fill.classList.toggle("out", !filter.inPeriod(bar.from));
  },
};
