// When the documents were published: a histogram with two handles.

const MOST_BARS = 40;

const period = {
  bars: [],

  start() {
    const dates = model.data.edges.flatMap((edge) => model.dates(edge)).sort();
    const set = byId("period");
    set.hidden = !dates.length || dates[0] === dates.at(-1);
    set.replaceChildren(set.querySelector("legend"));
    this.bars = [];
    if (set.hidden) return;
    this.bars = this.buckets(dates);
    const most = Math.max(...this.bars.map((bar) => bar.count));
    const chart = el("div", { className: "bars", ariaHidden: "true" }, this.bars.map((bar) => {
      bar.element = el("i", { title: `${bar.from}: ${plural(bar.count, "claim")}` });
      bar.element.style.height = `${Math.max(bar.count ? 6 : 0, (100 * bar.count) / most)}%`;
      return bar.element;
    }));
    const handle = (id, text) => el("input", { id, type: "range", min: 0, max: this.bars.length - 1, step: 1, ariaLabel: text, oninput: () => this.change(id) });
    set.append(chart, el("div", { className: "handles" }, handle("period-from", "From"), handle("period-to", "Until")), el("p", { id: "period-text", className: "quiet" }));
  },

  /** Days where they fit, else months, else years; empty ones between are kept. */
  buckets(dates) {
    const count = new Map();
    const make = (length, next) => {
      const bars = [];
      for (let at = dates[0].slice(0, length); at <= dates.at(-1).slice(0, length) && bars.length <= MOST_BARS; at = next(at)) bars.push({ from: at, count: 0 });
      return bars;
    };
    const iso = (date, length) => date.toISOString().slice(0, length);
    const shift = (length, days, months) => (at) => {
      const date = new Date(`${at}${"-01-01".slice(at.length - 4)}T00:00:00Z`);
      date.setUTCMonth(date.getUTCMonth() + months, date.getUTCDate() + days);
      return iso(date, length);
    };
    const full = dates.every((date) => date.length === 10);
    const monthly = dates.every((date) => date.length >= 7);
    let bars = full ? make(10, shift(10, 1, 0)) : [];
    if (!bars.length || bars.length > MOST_BARS) bars = monthly ? make(7, shift(7, 0, 1)) : [];
    if (!bars.length || bars.length > MOST_BARS) bars = [...new Set(dates.map((date) => date.slice(0, 4)))].map((year) => ({ from: year, count: 0 }));
    const { length } = bars[0].from;
    for (const date of dates) count.set(date.slice(0, length), (count.get(date.slice(0, length)) || 0) + 1);
    for (const bar of bars) bar.count = count.get(bar.from) || 0;
    return bars;
  },

  change(moved) {
    const [low, high] = ["period-from", "period-to"].map(byId);
    if (Number(low.value) > Number(high.value)) (moved === "period-from" ? high : low).value = byId(moved).value;
    const last = this.bars.length - 1;
    state.set({
      from: Number(low.value) === 0 && Number(high.value) === last ? "" : this.bars[low.value].from,
      to: Number(low.value) === 0 && Number(high.value) === last ? "" : this.bars[high.value].from,
    });
  },

  show() {
    if (!this.bars.length) return;
    const last = this.bars.length - 1;
    const before = this.bars.filter((bar) => state.from && bar.from < state.from.slice(0, bar.from.length)).length;
    const after = this.bars.filter((bar) => state.to && bar.from.slice(0, state.to.length) > state.to).length;
    const [low, high] = [Math.min(before, last), Math.max(last - after, 0)];
    byId("period-from").value = low;
    byId("period-to").value = high;
    this.bars.forEach((bar, i) => bar.element.classList.toggle("out", i < low || i > high));
    const all = low === 0 && high === last;
    byId("period-text").textContent = `${this.bars[low].from} to ${this.bars[high].from}${all ? "" : ", undated hidden"}`;
    for (const [id, at] of [["period-from", low], ["period-to", high]]) byId(id).setAttribute("aria-valuetext", this.bars[at].from);
  },
};
