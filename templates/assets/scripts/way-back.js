/* Who followed a link from the text to an entry below finds the way back there, also from the next entry. */
{
  const way = one(".way-back");
  let reading = null;
  let from = ""; // the id of a passage

  const offer = () => {
    const entry = one(".below :target")?.closest("li, article");
    way.hidden = !entry || !from;
    if (!entry) from = "";
    if (way.hidden) return;
    const link = one("a", way);
    link.href = `#${from}`;
    link.textContent = link.dataset.words.replace("{n}", from.slice(2));
    (one("h3, h4", entry) ?? entry.lastElementChild).after(way);
  };

  const watch = () => {
    document.addEventListener("reading", ({detail}) => (reading = detail));
    onFollow((link, origin) => {
      const passage = aim(link) && (origin.closest(".passage") ?? reading);
      from = (passage && one('[id^="p-"]', passage)?.id) || from;
    });
    addEventListener("hashchange", offer);
  };

  if (way) watch();
}
