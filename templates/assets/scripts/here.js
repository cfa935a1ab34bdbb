/* The passage that is being read: the events, places and questions that it speaks of stand beside it, and are marked
   wherever else they are. Which they are, their own links to the passage say. */
{
  const MOST = 4; // of each kind
  const panel = one(".here");
  const CALM = 300; // milliseconds: what only flies by, as on the way to the timeline, is not read
  let current = null;
  let soon;

  const speaksOf = (id) =>
    all(`[data-of=passage] a[href="#${id}"]`)
      .map((link) => link.closest(".event, .place-entry, .claim"))
      .filter((entry) => entry.getClientRects().length);

  /** The most important ones, in the order of the page. */
  const few = (entries) => {
    const weight = ({className}) => className.match(/importance-(\d)/)?.[1] ?? 0;
    const ranked = [...entries].sort((a, b) => weight(b) - weight(a)).slice(0, MOST);
    return entries.filter((each) => ranked.includes(each));
  };

  const nameOf = (entry) =>
    [...one("h3, h4", entry).childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data.trim() : "")).join("");

  /** Short, as places say it; else as the event does. */
  const dateOf = ({id}) =>
    one(`.place-events [href="#${id}"]`)?.previousSibling.data ?? eventFacts().find(({item}) => item.id === id)?.date ?? "";

  const item = (entry) => {
    const copy = one("template", panel).content.cloneNode(true);
    const link = one("a", copy);
    link.href = `#${entry.id}`;
    link.textContent = nameOf(entry);
    one(".when", copy).textContent = dateOf(entry);
    link.before(...all(".place-name .map-symbol", entry).map((symbol) => symbol.cloneNode(true)));
    return copy;
  };

  const fill = (group, entries) => {
    for (const each of all("dd", group)) each.remove();
    group.append(...entries.map(item));
    group.hidden = !entries.length;
  };

  const explain = (id) => {
    for (const figure of all(".strip, .map")) {
      const key = one(".here-key", figure) ?? one(".here-key").cloneNode(true);
      const link = one("a", key);
      link.href = `#${id}`;
      link.textContent = link.dataset.words.replace("{n}", id.slice(2));
      key.hidden = !one(":is(.timeline-strip, .map-stage) .is-here", figure);
      one("figcaption", figure).before(key);
    }
  };

  const show = () => {
    if (!current || panel.contains(document.activeElement)) return;
    const {id} = one("[id]", current);
    const entries = speaksOf(id);
    marks.show("is-here", entries.map(({id}) => `#${id}`));
    for (const group of all("[data-of]", panel)) {
      fill(group, few(entries.filter((each) => each.classList.contains(group.dataset.of))));
    }
    panel.hidden = !entries.length;
    explain(id);
  };

  const watch = () => {
    document.addEventListener("reading", ({detail}) => {
      clearTimeout(soon);
      if (!detail || detail.matches(".is-heading")) return; // the last passage stays marked
      soon = setTimeout(() => {
        current = detail;
        show();
      }, CALM);
    });
    for (const type of ["filtered", "chosen"]) document.addEventListener(type, show);
    const away = (changes) => panel.classList.toggle("is-away", !changes.at(-1).isIntersecting);
    new IntersectionObserver(away, {rootMargin: "-33% 0px -66% 0px"}).observe(one("#text"));
  };

  if (panel) watch();
}
