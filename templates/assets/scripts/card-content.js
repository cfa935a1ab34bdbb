/* What a card says: parts of an entry as it stands in its list on this page, copied, so that the HTML says nothing
   twice. A card stays short: no roles, no passages, two events, long texts up to the end of a sentence. Of a claim
   it keeps every speaker: to leave some out would take sides. */
const fillCard = (() => {
  const PARTS =
    ".term-kind, .term-short, .place-kind, .place-why, .event-date, .event-text, [data-of=place] dd, " +
    ".sources > li > p, .source-note";
  const LONG = 320;

  const made = (name, className, ...nodes) => {
    const element = Object.assign(document.createElement(name), {className});
    element.append(...nodes);
    return element;
  };

  /** Copies of what an element holds, without ids and without what only serves the list. */
  const copies = (element) => {
    const copy = element.cloneNode(true);
    for (const each of all(".permalink, .hidden", copy)) each.remove();
    for (const each of all("[id]", copy)) each.removeAttribute("id");
    return [...copy.childNodes];
  };

  /** Cut a text of more than `LONG` characters after the last sentence that ends within them. */
  const shorten = (element) => {
    const sentences = new Intl.Segmenter(document.documentElement.lang, {granularity: "sentence"});
    const text = element.textContent;
    let end = [...sentences.segment(text)].findLast(({index}) => index <= LONG)?.index;
    if (!end || text.length <= LONG) return element;
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode().length < end) end -= texts.currentNode.length;
    const rest = document.createRange();
    rest.setStart(texts.currentNode, end);
    rest.setEndAfter(element.lastChild);
    rest.deleteContents();
    element.append("…");
    return element;
  };

  const isShown = ({isLater}) => !isLater || document.documentElement.dataset.view !== "published";

  /** The two most important events that name an entry; of equal ones the earlier. */
  const eventsOf = ({id}) =>
    eventFacts()
      .filter((event) => isShown(event) && one(`a[href="#${id}"]`, event.item))
      .sort((a, b) => b.importance - a.importance)
      .slice(0, 2);

  const eventLine = ({item, date, title}) => {
    const link = made("a", "", title);
    link.href = `#${item.id}`;
    return made("li", "", made("span", "when", date), " ", link);
  };

  const statementLine = (row) => {
    const value = one(".statement-value", row);
    const said = value?.textContent.trim() ? value : one(".statement-says", row);
    const who = made("span", "card-who", ...copies(one("th", row)));
    return made("li", "card-statement", who, made("span", "", ...copies(said)));
  };

  const partsOf = (entry) => {
    const parts = all(PARTS, entry).map((each) => shorten(made("div", each.className, ...copies(each))));
    const statements = all(".statements tbody tr", entry).map(statementLine);
    return statements.length ? [...parts, made("ul", "card-rows", ...statements)] : parts;
  };

  /** A source has no heading: it is called what the numbers that cite it are called. */
  const titleOf = (entry) => {
    const heading = one("h2, h3, h4, h5", entry);
    return heading ? copies(heading) : [one(`a[href="#${entry.id}"][aria-label]`)?.ariaLabel ?? ""];
  };

  /** Fill a card with an entry. */
  return (card, entry) => {
    const events = entry.matches(".term-entry, .place-entry") ? eventsOf(entry) : [];
    const more = one(".entry-more > a:not(.passage-link)", entry)?.cloneNode(true);
    const go = one(".card-go", card);
    one(".card-title", card).replaceChildren(...titleOf(entry));
    one(".card-body", card).replaceChildren(...partsOf(entry));
    one(".card-events ul", card).replaceChildren(...events.map(eventLine));
    one(".card-events", card).hidden = !events.length;
    one(".card-foot", card).replaceChildren(...(more ? [more] : []), go);
    go.href = `#${entry.id}`;
    card.scrollTop = 0;
  };
})();
