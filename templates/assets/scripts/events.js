/* The events that a page lists in full or in one line, as facts that can be compared. */
const eventFacts = (() => {
  const linked = (item, kind) => new Set(all(`[data-of=${kind}] a`, item).map(entryId));

  return all("[id^=event-][data-days]").map((item) => {
    const [first, last = first] = item.dataset.days.split(" ");
    return {
      item,
      marks: all(`.timeline-strip a[href="#${item.id}"]`),
      first: first === ".." ? -Infinity : +first,
      last: last === ".." ? Infinity : +last,
      importance: +item.className.match(/importance-(\d)/)[1],
      isLater: item.matches(".is-later"),
      timeline: linked(item, "timeline"),
      actor: linked(item, "actor"),
      place: linked(item, "place"),
    };
  });
})();
