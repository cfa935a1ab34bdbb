/* What every live map does, ahead of the calls that fill one.
   Leaflet's animation, wheel and dragging give way to the reader: no motion where none is wanted,
   and a page that scrolls past the map. */

const nutgrafCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const nutgrafPopup = {minWidth: 180, maxHeight: 260, autoPanPadding: [12, 12]};

const nutgrafChart = (id, settings) => {
  const map = L.map(id, {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    maxZoom: settings.finest,
    maxBounds: [[-84, -180], [84, 180]],
    maxBoundsViscosity: 1,
    inertia: !nutgrafCalm,
    zoomAnimation: !nutgrafCalm,
    fadeAnimation: !nutgrafCalm,
    markerZoomAnimation: !nutgrafCalm,
  });
  if (nutgrafCalm) map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, {...options, animate: false});
  nutgrafPopup.maxWidth = Math.min(290, map.getSize().x - 60);
  map.fitBounds(settings.view);
  map.setMinZoom(Math.max(1, map.getZoom() - 4));
  L.control.attribution({prefix: false}).addAttribution(settings.attribution).addTo(map);
  const words = {zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut};
  L.control.zoom({position: "bottomright", ...words}).addTo(map);
  const scale = L.control.scale({imperial: false, position: "bottomleft"});
  const write = scale._updateScale;
  scale._updateScale = (line, text, ratio) => {
    const km = text.match(/^(\d+) km$/)?.[1];
    write.call(scale, line, text, ratio);
    if (km) line.textContent = settings.scale.replace("{km}", km); // Leaflet would take words for HTML
  };
  scale.addTo(map);
  nutgrafManners(map, settings);
  nutgrafPopups(map, settings.close);
  nutgrafNames(map);
  return map;
};

/* Lines come as steps in thousandths of a degree: east, north, east, north … */
const nutgrafGround = (map, shape, className, numbers) => {
  const walked = (steps) => {
    const line = [];
    for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) {
      line.push([(y += steps[i + 1]) / 1000, (x += steps[i]) / 1000]);
    }
    return line;
  };
  const unpacked = (part) => (typeof part[0] === "number" ? walked(part) : part.map(unpacked));
  L[shape](unpacked(numbers), {className, interactive: false}).addTo(map);
};

/* The wheel and one finger scroll the page. The map has the wheel with Ctrl (which is what a pinch on a touchpad
   sends), two fingers, the mouse's button, keys and its own buttons; who tries it the other way is told so. */
const nutgrafManners = (map, settings) => {
  const box = map.getContainer();
  const hint = L.DomUtil.create("p", "map-hint", box);
  let away;
  const tell = (words, event) => {
    if (event.target.closest(".leaflet-popup")) return; // it scrolls by itself
    hint.textContent = words;
    hint.classList.add("is-shown");
    clearTimeout(away);
    away = setTimeout(() => hint.classList.remove("is-shown"), 1800);
  };
  hint.setAttribute("aria-hidden", "true"); // speaks of wheels and fingers
  box.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    tell(settings.hintWheel, event);
  }, {capture: true, passive: true});
  box.addEventListener("pointerdown", ({pointerType}) => {
    map.dragging[pointerType === "touch" ? "disable" : "enable"]();
  }, true);
  box.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1) tell(settings.hintTouch, event);
  }, {passive: true});
};

/* A popup opened by the keyboard takes the focus, and Escape gives it back. */
const nutgrafPopups = (map, close) => {
  const box = map.getContainer();
  let opener = null;
  map.on("popupopen", ({popup}) => {
    const element = popup.getElement();
    const button = element.querySelector(".leaflet-popup-close-button");
    button.setAttribute("aria-label", close);
    opener = box.contains(document.activeElement) ? document.activeElement : null;
    if (opener && opener !== box) (element.querySelector("a[href]") || button).focus({preventScroll: true});
  });
  map.on("popupclose", ({popup}) => {
    const element = popup.getElement();
    const hadFocus = element && element.contains(document.activeElement);
    if (hadFocus && opener) opener.focus({preventScroll: true});
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
};

/* Names that would run into each other: the first in the page stays, the next tries the left of its
   symbol, then waits for a zoom, a hover or focus. */
const nutgrafNames = (map) => {
  const box = map.getContainer();
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  const all = (selector) => [...box.querySelectorAll(selector)];
  const place = (name, taken, edge = -Infinity) => {
    const space = name.getBoundingClientRect();
    const fits = space.left >= edge && taken.every((other) => apart(space, other));
    if (fits) taken.push(space);
    return fits;
  };
  const sort = () => {
    const taken = all(".map-marker").map((marker) => marker.getBoundingClientRect());
    for (const name of all(".map-tip-name")) {
      name.classList.remove("map-left", "map-crowded");
      if (place(name, taken)) continue;
      name.classList.add("map-left");
      if (place(name, taken, box.getBoundingClientRect().left)) continue;
      name.classList.replace("map-left", "map-crowded");
    }
    for (const name of all(".map-tip-quiet")) name.classList.toggle("map-crowded", !place(name, taken));
  };
  const show = (layer, shows) => {
    const tip = layer.getTooltip() && layer.getTooltip().getElement();
    if (tip) tip.classList.toggle("map-tip-front", shows);
  };
  map.on("layeradd", ({layer}) => {
    if (!(layer instanceof L.Marker) || !layer.options.interactive) return;
    for (const [type, shows] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
      layer.getElement().addEventListener(type, () => show(layer, shows));
    }
  });
  map.on("zoomend resize", () => requestAnimationFrame(sort));
  map.whenReady(() => requestAnimationFrame(sort));
};
