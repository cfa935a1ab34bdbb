/* The map follows the filters of the timeline, and the view as published: places all of whose events are hidden stand
   back. */
{
  const line = one(".map-selection");

  const select = () => {
    const events = all(".event");
    const isHidden = (event) => event?.hidden || (chosen.get("view") === "published" && event?.matches(".is-later"));
    const places = new Map(); // hash: whether one of its events is shown
    for (const event of events) {
      for (const {hash} of all('[data-of=place] a[href^="#"]', event)) {
        places.set(hash, places.get(hash) || !isHidden(event));
      }
    }
    const left = [...places.keys()].filter((hash) => !places.get(hash));
    marks.show("is-unselected", left);
    for (const link of all(".place-events a")) link.closest("li").classList.toggle("is-unselected", !!isHidden(aim(link)));
    line.hidden = !events.some(isHidden);
    line.textContent = line.dataset.words.replace("{n}", places.size - left.length);
  };

  if (line) document.addEventListener("filtered", select);
}
