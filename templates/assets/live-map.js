/* Opens the live map when a reader asks for it.
   A classic script: from disk, browsers load no modules. */
(() => {
  "use strict";
  const load = (name, properties) =>
    new Promise((onload, onerror) => {
      const part = document.createElement(name);
      document.head.append(Object.assign(part, properties, {onload, onerror}));
    });

  let leaflet = null; // one a page
  const loadLeaflet = async ({leafletCss: href, leafletJs: src}) => {
    await Promise.all([load("link", {rel: "stylesheet", href}), load("script", {src})]);
    if (!window.L) throw new Error("Leaflet");
  };

  const open = async (figure, button) => {
    const {liveMap, mapScript} = figure.dataset;
    const map = document.getElementById(liveMap);
    const status = figure.querySelector("[aria-live]");
    status.textContent = "";
    try {
      await (leaflet ||= loadLeaflet(figure.dataset));
      figure.classList.add("is-live");
      await load("script", {src: mapScript});
      map.focus();
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

  for (const figure of document.querySelectorAll("figure[data-live-map]")) {
    offer(figure, figure.querySelector(".map-open"));
  }
})();
