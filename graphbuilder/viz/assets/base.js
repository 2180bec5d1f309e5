// Small helpers: elements, text, dates. Nothing here knows the graph.

/** An element with properties and children; strings become text, never markup. */
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "role") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const byId = (id) => document.getElementById(id);

/** Lower case without accents, so that "ozturk" finds "Öztürk". */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/ı/g, "i").replace(/ł/g, "l").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/œ/g, "oe");
}

/** 1234 as 1,234. */
const commas = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** 1 relation, 2 relations. */
function plural(count, one, many) {
  return `${commas(count)} ${count === 1 ? one : many || one + "s"}`;
}

/** A link that only goes to the web; anything else stays text. */
function webLink(url, text) {
  let parsed = null;
  try { parsed = new URL(url); } catch { return el("span", {}, text); }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return el("span", {}, text);
  return el("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** The sentence with spans marked. Spans count code points, as Python does; of spans that overlap the first stays. */
function marked(sentence, spans) {
  const points = Array.from(sentence);
  const parts = [];
  let at = 0;
  for (const { span, name, title } of spans.filter((s) => s.span).sort((a, b) => a.span[0] - b.span[0])) {
    const [start, end] = span;
    if (start < at) continue;
    parts.push(points.slice(at, start).join(""));
    parts.push(el("mark", { className: name, title }, points.slice(start, end).join("")));
    at = end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

/** Draw a part of the page anew; whoever has the focus in it gets it back. */
function keepingFocus(box, render) {
  const name = (element) => element.dataset.key || element.ariaLabel || element.textContent;
  const all = () => [...box.querySelectorAll("button, a, input, summary")];
  const active = box.contains(document.activeElement) && document.activeElement !== box ? document.activeElement : null;
  const same = active ? all().filter((element) => name(element) === name(active)) : [];
  render();
  if (!active || box.contains(document.activeElement)) return;
  const again = all().filter((element) => name(element) === name(active));
  (again[Math.max(0, same.indexOf(active))] || again[0] || box).focus({ preventScroll: true });
}

/** Put text on the clipboard; where a frame or a browser keeps that from pages, what is selected can still be copied. Whether it is there now. */
async function copy(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch {
    const before = document.activeElement;
    const field = el("textarea", { value: text, className: "unseen", ariaLabel: "To copy" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
}

/** A button that copies what `text` gives, and says whether that went well. */
function copier(name, about, text) {
  const button = el("button", {
    type: "button", className: "link", title: about, ariaLabel: about,
    onclick: async () => {
      const said = await copy(text()) ? "Copied" : "Could not copy";
      button.textContent = said.toLowerCase();
      byId("said").textContent = `${said}.`;
      setTimeout(() => { button.textContent = name; byId("said").textContent = ""; }, 1500);
    },
  }, name);
  return button;
}

function download(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
