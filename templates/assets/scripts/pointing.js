/* Who points at an entry, at a link to it or at its mark, with the mouse or by focus, sees where else it is; an event
   shows its places, too. */
{
  const POINTED = 'a[href^="#place-"], a[href^="#event-"], .map-marker:has([data-entry^="#"]), .place-entry, .event';

  const hashOf = (it) => it.getAttribute("href") ?? one("[data-entry]", it)?.dataset.entry ?? `#${it.id}`;

  const withPlaces = (hash) => [hash, ...all(`.event${hash} [data-of=place] a[href^="#"]`).map((link) => link.hash)];

  let last = "";
  const point = ({target}) => {
    const pointed = [target, document.activeElement].map((each) => each?.closest?.(POINTED)).filter(Boolean);
    const hashes = pointed.map(hashOf);
    if (`${hashes}` !== last) marks.show("is-pointed", hashes.flatMap(withPlaces));
    last = `${hashes}`;
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
    hold(mark);
  });
}
