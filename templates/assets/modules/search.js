/* The open search: asks Pagefind, shows what it found as links, narrows it by kind. The words stand in the page. */
import {createInstance} from "../search/pagefind.js";

const STEP = 20; // results shown at a time
const PAUSE = 120; // milliseconds without a key, after which the words are looked for
const ROOT = new URL("../../", import.meta.url);

const language = document.documentElement.lang;
const dialog = document.getElementById("search");
const part = (selector) => dialog.querySelector(selector);
const input = part("[type=search]");
const status = part(".search-status");
const list = part(".search-results");
const more = part(".search-more");
const group = part(".search-kinds");
const chips = [...group.children];

/* Who looks for a name wants first the entry that bears it. */
const metaWeights = {names: 20, title: 5, about: 0.5, kind: 0};
const pagefind = createInstance({excerptLength: 26, ranking: {metaWeights}});
const kindOf = fetch(new URL("../search/kinds.json", import.meta.url), {cache: "no-cache"})
  .then((answer) => answer.json())
  .then((lists) => new Map(Object.entries(lists).flatMap(([kind, all]) => all.split(" ").map((id) => [id, kind]))));

let found = []; // {kind, data}, the best first
let shown = 0;
let turn = 0; // counts what was asked, so that no late answer covers a newer one

/** The address of a result: on this page, where it stands here too. */
const address = (path) => {
  const url = new URL(path, ROOT);
  const page = ({pathname}) => pathname.replace(/index\.html$/, "");
  const isHere = page(url) === page(location) || /^#(event|claim|source)-/.test(url.hash);
  const element = isHere && document.getElementById(url.hash.slice(1));
  return element && element.getClientRects().length ? url.hash : url.href;
};

/** An excerpt as text and marks: Pagefind gives it as HTML, of which nothing but its marks and two signs is read. */
const marked = (excerpt) =>
  excerpt.split(/<\/?mark>/).map((piece, index) => {
    const textContent = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return index % 2 ? Object.assign(document.createElement("mark"), {textContent}) : textContent;
  });

const item = ({raw_url, meta, excerpt}) => {
  const entry = part("template").content.firstElementChild.cloneNode(true);
  entry.querySelector("a").href = address(raw_url);
  entry.querySelector("strong").textContent = meta.title;
  entry.querySelector("small").textContent = meta.about;
  entry.querySelector("p").append(...marked(excerpt));
  return entry;
};

const isChosen = (chip) => chip.ariaPressed === "true";

const wanted = () => {
  const kinds = chips.filter(isChosen).map((chip) => chip.dataset.kind);
  return kinds.length ? found.filter(({kind}) => kinds.includes(kind)) : found;
};

/** Say how many results there are, in the plural of the language. */
const say = (number) => {
  const words = input.value.trim();
  const forms = status.dataset;
  const counted = forms[new Intl.PluralRules(language).select(number)] ?? forms.other;
  const sentence = number ? counted.replace("{n}", number.toLocaleString(language, {numberingSystem: "latn"})) : forms.nothing;
  status.textContent = words && sentence.replace("{words}", () => words);
};

const countKinds = () => {
  group.hidden = !found.length;
  for (const chip of chips) {
    const number = found.filter(({kind}) => kind === chip.dataset.kind).length;
    chip.lastElementChild.textContent = number.toLocaleString(language, {numberingSystem: "latn"});
    chip.hidden = !number && !isChosen(chip);
  }
};

/** Show results from a position on. */
const show = async (from) => {
  const mine = turn;
  const all = wanted();
  const next = await Promise.all(all.slice(from, from + STEP).map(({data}) => data()));
  if (mine !== turn) return;
  if (!from) list.replaceChildren();
  list.append(...next.map(item));
  shown = from + next.length;
  more.hidden = shown >= all.length;
  countKinds();
  say(all.length);
};

const ask = async () => {
  const mine = ++turn;
  const words = input.value.trim();
  const [kinds, {results}] = await Promise.all([kindOf, words ? pagefind.search(words) : {results: []}]);
  if (mine !== turn) return;
  found = results.map(({id, data}) => ({kind: kinds.get(id.split("_").pop()) ?? "text", data})); // the lists leave passages out: most records are some
  await show(0);
};

const attempt = (action) => action().catch(() => (status.textContent = status.dataset.failed));

let waiting;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(attempt, PAUSE, ask);
});

group.addEventListener("click", ({target}) => {
  const chip = target.closest("button");
  if (!chip) return;
  chip.ariaPressed = !isChosen(chip);
  turn++;
  attempt(() => show(0));
});

more.addEventListener("click", async () => {
  const first = shown;
  await attempt(() => show(first));
  list.children[first]?.querySelector("a").focus();
});

/* Arrow keys go from the field through the results and back; Enter in the field goes to the first. */
const steps = {ArrowDown: 1, ArrowUp: -1};
dialog.addEventListener("keydown", (event) => {
  const stops = [input, ...list.querySelectorAll("a")];
  const at = stops.indexOf(event.target);
  const step = event.key === "Enter" && at === 0 ? 1 : steps[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  stops[at + step]?.focus();
});

dialog.addEventListener("click", ({target}) => {
  if (target === dialog || target.closest(".search-results a")) dialog.close();
});

/* "/" alone is a key that some hit unawares, or say: readers can switch it off where the browser remembers it. */
try {
  const slash = part("[type=checkbox]");
  slash.checked = !localStorage.getItem("search-slash");
  slash.addEventListener("change", () => localStorage.setItem("search-slash", slash.checked ? "" : "off"));
  slash.parentElement.hidden = false;
} catch {
  // it remembers nothing
}

if (input.value) attempt(ask); // typed while this was loading
