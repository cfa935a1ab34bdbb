/* Notes: pointing at a note or at its words marks both; a link between the two moves nothing when its goal is in view;
   the ways to the notes before and after pass over those that are hidden. */
{
  const notes = all(".note");
  const idOf = (element) => {
    const part = element?.closest?.(".note, .noted, .note-ref a");
    return part ? part.dataset.note ?? part.id.replace(/^note(ref)?-/, "") : "";
  };
  const partsOf = (id) => (id ? all(`#note-${id}, #noteref-${id}, [data-note="${id}"]`) : []);

  // Marked is what the pointer is on, else what has the focus, else where a link has led.
  let pointed = null;
  let lit = "";
  const light = () => {
    const next = idOf(pointed) || idOf(document.activeElement) || idOf(aim(location));
    if (next === lit) return;
    for (const part of partsOf(lit)) part.classList.remove("is-lit");
    for (const part of partsOf((lit = next))) part.classList.add("is-lit");
  };

  const isInView = (element) => {
    const {top, bottom, height} = element.getBoundingClientRect();
    const start = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0;
    return height && top >= start && bottom <= innerHeight;
  };

  const follow = (event) => {
    const link = event.target.closest(".note-ref a, .note-number, .note-steps a");
    if (!link || !isPlain(event) || !isInView(aim(link))) return;
    event.preventDefault();
    const top = scrollY;
    location.hash = link.hash;
    scrollTo({top, behavior: "instant"});
  };

  const ways = (name) => new Map(all(name).map((link) => [aim(link), link]));
  const [back, on] = [".note-previous", ".note-next"].map(ways);
  const join = () => {
    const shown = notes.filter((note) => note.checkVisibility());
    for (const [at, note] of shown.entries()) {
      const links = [back.get(shown[at - 1]), on.get(shown[at + 1])];
      one(".note-steps", note).replaceChildren(...links.filter(Boolean));
    }
  };

  if (notes.length) {
    document.addEventListener("pointerover", ({target}) => light((pointed = target)));
    for (const name of ["focusin", "focusout"]) document.addEventListener(name, () => queueMicrotask(light));
    addEventListener("hashchange", light);
    document.addEventListener("click", follow);
    document.addEventListener("chosen", join);
    if (chosen.get("view")) join();
    light();
  }
}
