/* What stands for an entry (#place-al-qaim, #event-strike) on this page: itself, and its marks on the strip and on the
   maps. They share its states, which are classes: `is-pointed`, `is-here`, `is-unselected`. */
const marks = (() => {
  const states = new Map(); // name of a state: the entries that have it, and the elements that show it

  const standFor = (hash) =>
    all(`${hash}, :is(.timeline-strip, .map) [href="${hash}"], .live-map [data-entry="${hash}"]`);

  const show = (state, hashes) => {
    for (const each of states.get(state)?.shown ?? []) each.classList.remove(state);
    const shown = hashes.flatMap(standFor);
    for (const each of shown) each.classList.add(state);
    states.set(state, {hashes, shown});
  };

  return {
    /** Give a state to these entries, and to no others. */
    show,

    /** Show all states again, as there are new marks. */
    again: () => states.forEach(({hashes}, state) => show(state, hashes)),
  };
})();
