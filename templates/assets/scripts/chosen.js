/* What a reader has chosen (filters, a view), kept in the query of the page's address: it survives a reload, can be
   sent to somebody, and works from disk. Whoever shows it listens for "chosen" on the document. */
const chosen = (() => {
  let values = new URLSearchParams(location.search);

  const tell = () => document.dispatchEvent(new Event("chosen"));

  addEventListener("popstate", () => {
    const before = `${values}`;
    values = new URLSearchParams(location.search);
    if (`${values}` !== before) tell();
  });

  return {
    /** The value of a name; empty when nothing is chosen. */
    get: (name) => values.get(name) ?? "",

    /** Set several names at once; an empty value takes a name out. */
    set: (changes) => {
      const before = `${values}`;
      for (const [name, value] of Object.entries(changes)) value ? values.set(name, value) : values.delete(name);
      if (`${values}` === before) return;
      const query = `${values}`;
      history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
      tell();
    },
  };
})();
