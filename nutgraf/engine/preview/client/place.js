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
    opened: openers().flatMap((each, at) => (isOpen(each) ? [[at, signature(each)]] : [])),
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

/** What opens something beside it: a card, a menu. */
function openers() {
  return [...document.querySelectorAll('a[href], button')];
}

function isOpen(opener) {
  return opener.getAttribute('aria-expanded') === 'true';
}

function signature(opener) {
  return `${opener.getAttribute('href')} ${opener.textContent}`;
}

function openAgain(place) {
  const details = document.querySelectorAll(DETAILS);
  if (details.length === place.details.length) details.forEach((each, at) => { each.open = place.details[at]; });
  const all = openers();
  for (const [at, sign] of place.opened) {
    const opener = all[at];
    if (opener && signature(opener) === sign && !isOpen(opener)) opener.click();
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
