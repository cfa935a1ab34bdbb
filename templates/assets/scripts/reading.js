/* Where in the text the reader is: the passage at the upper third of the window. Whoever follows it listens for
   "reading" on the document; its detail is the passage's element, or null away from the text. */
{
  const passages = all(".passage");
  const inView = new Set();
  let current = null;

  const watcher = new IntersectionObserver(
    (changes) => {
      for (const {target, isIntersecting} of changes) inView[isIntersecting ? "add" : "delete"](target);
      const next = passages.find((each) => inView.has(each)) ?? null;
      if (next !== current) document.dispatchEvent(new CustomEvent("reading", {detail: (current = next)}));
    },
    {rootMargin: "-33% 0px -66% 0px"},
  );
  for (const passage of passages) watcher.observe(passage);
}
