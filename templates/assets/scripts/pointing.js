/* Who points at an entry, at a link to it or at its mark sees where else it is; an event shows its places, too. */
{
  const POINTED = 'a[href^="#place-"], a[href^="#event-"], .map-marker, .place-entry, .event';

  const hashOf = (it) => it.getAttribute("href") ?? one("[data-entry]", it)?.dataset.entry ?? `#${it.id}`;

  const withPlaces = (hash) => [hash, ...all(`.event${hash} [data-of=place] a[href^="#"]`).map((link) => link.hash)];

  let last = null;
  const point = ({target}) => {
    const it = target.closest?.(POINTED) ?? document.activeElement?.closest(POINTED);
    if (it !== last) marks.show("is-pointed", (last = it) ? withPlaces(hashOf(it)) : []);
  };
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, point);

  // From the list to the mark: on the live map where that is open, else on the picture.
  const markOn = (figure, hash) =>
    figure.matches(".is-live")
      ? one(`.map-marker:has([data-entry="${hash}"])`, figure)
      : all(`[href="${hash}"]`, figure).find((mark) => mark.getClientRects().length);

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".on-map");
    const mark = link && markOn(aim(link), `#${link.closest(".place-entry").id}`);
    if (!mark) return;
    event.preventDefault();
    mark.focus();
  });
}
