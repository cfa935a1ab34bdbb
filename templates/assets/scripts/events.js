/* The events that a page lists in full or in one line, as facts that can be compared: worked out when first asked for. */
const eventFacts = (() => {
  const linked = (item, kind) => new Set(all(`[data-of=${kind}] a`, item).map(entryId));

  /** When an event happened, in words: of two clocks the first, that of its place. */
  const dateOf = (item) => {
    const date = one(".event-date, .event-list-date", item);
    return (one(".clock, time", date) ?? date.firstChild).textContent.trim();
  };

  /** The first and last day that can be meant: said in data-days, else by the entry's one date. */
  const daysOf = (item) => {
    if (item.dataset.days) return item.dataset.days.split(" ").map(Number);
    const {dateTime} = one("time", item);
    return [days.first(dateTime), days.last(dateTime)];
  };

  const factsOf = (item) => {
    const [first, last = first] = daysOf(item);
    return {
      item,
      title: one(".event-title, .event-list-date + a", item).firstChild.data.trim(),
      date: dateOf(item),
      marks: all(`.timeline-strip a[href="#${item.id}"]`),
      first,
      last,
      importance: +item.className.match(/importance-(\d)/)[1],
      isLater: item.matches(".is-later"),
      timeline: linked(item, "timeline"),
      actor: linked(item, "actor"),
      place: linked(item, "place"),
    };
  };

  let facts = null;
  return () => (facts ??= all("li[id^=event-]").map(factsOf));
})();
