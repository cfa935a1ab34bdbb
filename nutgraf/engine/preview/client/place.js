// Where the reader was, and what was open, carried over a reload.

const KEY = 'nutgraf-preview-place';
const DETAILS = 'details';

let isKept = false;

/** Remembers the place for the page that comes. */
export function keepPlace() {
  const place = {
    page: location.pathname,
    top: scrollY,
    anchor: anchor(),
    details: [...document.querySelectorAll(DETAILS)].map(each => each.open),
    popovers: openIds('[popover][id]', each => each.matches(':popover-open')),
    expanded: openIds('[aria-expanded="true"][id], [aria-expanded="true"][aria-controls]', () => true),
    focus: document.activeElement?.id ?? '',
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
    isKept = true;
  } catch { /* no storage here: the browser keeps the scroll position by itself */ }
}

/** Goes back there, once what the page's own scripts build stands. */
export function restorePlace() {
  const place = taken();
  if (place === null || place.page !== location.pathname) return;
  const act = () => { openAgain(place); scrollBack(place); };
  act();
  addEventListener('load', act, { once: true });
}

function taken() {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return place;
  } catch {
    return null;
  }
}

/** Finds the first element with an id that is in view, and how far from the top it stands. */
function anchor() {
  for (const element of document.querySelectorAll('main [id]')) {
    const box = element.getBoundingClientRect();
    if (box.height > 0 && box.top >= 0 && box.top < innerHeight) return { id: element.id, top: box.top };
  }
  return null;
}

function openIds(selector, isOpen) {
  return [...document.querySelectorAll(selector)].filter(isOpen).map(each => each.id || each.getAttribute('aria-controls'));
}

function openAgain(place) {
  const details = document.querySelectorAll(DETAILS);
  if (details.length === place.details.length) details.forEach((each, at) => { each.open = place.details[at]; });
  for (const id of place.popovers) {
    const element = document.getElementById(id);
    if (element?.popover && !element.matches(':popover-open')) element.showPopover();
  }
  for (const id of place.expanded) {
    const named = CSS.escape(id);
    document.querySelector(`[aria-expanded="false"]:is([id="${named}"], [aria-controls="${named}"])`)?.click();
  }
  if (place.focus) document.getElementById(place.focus)?.focus({ preventScroll: true });
}

function scrollBack(place) {
  const element = place.anchor && place.top > 0 && document.getElementById(place.anchor.id);
  const top = element ? scrollY + element.getBoundingClientRect().top - place.anchor.top : place.top;
  scrollTo({ top, behavior: 'instant' });
}

// Set back only when the page is left: right after loading the browser would still scroll to where it was itself.
addEventListener('pagehide', () => { history.scrollRestoration = isKept ? 'manual' : 'auto'; });
