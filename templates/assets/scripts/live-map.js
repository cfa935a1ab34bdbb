/* Opens the live map when a reader asks for it. */
{
  let leaflet = null; // one a page
  const loadLeaflet = async ({leafletCss, mapCss, leafletJs}) => {
    await Promise.all([loadStyle(leafletCss), loadStyle(mapCss), load("script", {src: leafletJs})]);
    if (!window.L) throw new Error("Leaflet");
  };

  const open = async (figure, button) => {
    const {liveMap, mapScript} = figure.dataset;
    const map = document.getElementById(liveMap);
    const status = one("[aria-live]", figure);
    status.textContent = "";
    try {
      await (leaflet ||= loadLeaflet(figure.dataset));
      figure.classList.add("is-live");
      await load("script", {src: mapScript});
      map.focus();
      marks.again();
      button.hidden = map.matches(".leaflet-container");
    } catch {
      leaflet = null;
    }
    if (button.hidden) return;
    figure.classList.remove("is-live");
    status.textContent = status.dataset.failed;
    offer(figure, button);
  };

  const offer = (figure, button) => {
    button.hidden = false;
    button.addEventListener("click", () => open(figure, button), {once: true});
  };

  for (const figure of all("figure[data-live-map]")) offer(figure, one(".map-open", figure));
}
