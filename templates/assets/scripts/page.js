/* The page, for all other parts: to find elements, and the entries that its links lead to. */

/** The first element that matches, or null. */
const one = (selector, within = document) => within.querySelector(selector);

/** All elements that match, as an array. */
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** The element on this page that a link leads to, or null. */
const aim = ({host, pathname, hash}) =>
  hash && pathname === location.pathname && host === location.host
    ? document.getElementById(decodeURIComponent(hash.slice(1)))
    : null;

/** The id of the entry that a link leads to, on this page (#term-kh) or on its own (glossary/kh/index.html). */
const entryId = (link) =>
  link.hash ? link.hash.replace(/^#[a-z]+-/, "") : link.pathname.replace(/(\/(index\.html)?)?$/, "").split("/").pop();

/** Load a script or a stylesheet; what comes of it is a promise. */
const load = (name, properties) =>
  new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement(name), properties, {onload, onerror}));
  });

/** Whether a reader begins at the top. Who comes by a link to an entry, or comes back, finds everything in place. */
const isNew = !location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate";

/** A pause in which the page answers its reader: what comes after it is a task of its own. */
const pause = async () => isNew && (globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done)));

/** Hold an element where it now is in the window for half a second, unless the page is scrolled: what stands above it
    gets its size only as it comes near. */
const hold = (element, end = performance.now() + 500, [at, top] = []) => {
  if (at === scrollY) scrollBy(0, element.getBoundingClientRect().top - top);
  const now = [scrollY, element.getBoundingClientRect().top];
  if (performance.now() < end) requestAnimationFrame(() => hold(element, end, now));
};

const loadStyle = (href) => load("link", {rel: "stylesheet", href});

/** Whether a click means to follow a link here, not in another tab or window. */
const isPlain = ({altKey, ctrlKey, metaKey, shiftKey}) => !(altKey || ctrlKey || metaKey || shiftKey);

// Who comes by a link to an entry.
addEventListener("load", () => aim(location) && hold(aim(location)));

/** Call a listener with each link that a reader follows here, and with the link from which: another one where a card
    stood between. */
const onFollow = (listener) => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && isPlain(event) && !event.defaultPrevented) listener(link, link);
  });
  document.addEventListener("followed", ({detail: {link, origin}}) => listener(link, origin));
};
