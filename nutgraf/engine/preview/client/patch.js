// A page that changed, without loading it anew: what differs between its old and its new source is changed in the open
// document, and nothing else there is touched. One rule says what may be changed so; for all else the page is loaded anew.

/** Running text. The page's scripts listen to it through the document and read it when it is asked for: they neither
    hold nor have read what stands inside, but for elements that they know by an id or by data. */
const TEXT =
  '.passage, .lead, .key-points li, .note-text, .event-text, .term-short, .place-why, .statement-says, .claim-remark, ' +
  '.sources > li, .correction dd, .entry-text, .about-text, title, meta[name=description], meta[property]';

/** Brings the open document from its source to the next, or an element with an id from the one to the other. Returns the
    elements whose words changed; null, and nothing is done, where that is not certainly right. */
export function patch(before, after) {
  const changes = [];
  const isWithin = Boolean(before.parentElement?.closest(TEXT));
  const live = isWithin ? liveOf(before) : null;
  const isKnown = (live || !isWithin) && compare(before, after, live, changes);
  if (!isKnown || changes.some(({ at }) => isCopied(at))) return null;
  for (const { act } of changes) act();
  return changes.map(({ at }) => at);
}

/** How many characters two texts, or nodes two lists, have in common at their beginnings and then at their ends. */
function alike(old, fresh, isSame = (a, b) => a === b) {
  const most = Math.min(old.length, fresh.length);
  let [start, end] = [0, 0];
  while (start < most && isSame(old[start], fresh[start])) start++;
  while (end < most - start && isSame(old[old.length - 1 - end], fresh[fresh.length - 1 - end])) end++;
  return [start, end];
}

/** Collects what turns one node of the source into another, in the live document; whether that may be done.
    `live` is the open document's own node for it, known only within running text. */
function compare(before, after, live, changes) {
  if (before.isEqualNode(after)) return true;
  if (!isSame(before, after)) return false;
  if (before.nodeType !== Node.ELEMENT_NODE) return rewrite(before, after, live, changes);
  if (!live && before.matches(TEXT)) {
    live = liveOf(before);
    if (!live) return false;
  }
  return compareAttributes(before, after, live, changes) && compareChildren(before, after, live, changes);
}

/** Whether two nodes of the source are one and the same for scripts, whatever they say. */
function isSame(before, after) {
  return before.nodeName === after.nodeName && before.id === after.id && data(before) === data(after);
}

function data(node) {
  return JSON.stringify(node.dataset ?? {});
}

function rewrite(before, after, live, changes) {
  if (live?.data !== before.data) return false;
  changes.push({ at: live.parentElement, act: () => write(live, after.data) });
  return true;
}

/** Writes only what differs, so that a selection in the same text stays. */
function write(text, words) {
  const old = text.data;
  const [start, end] = alike(old, words);
  text.replaceData(start, old.length - start - end, words.slice(start, words.length - end));
}

function compareAttributes(before, after, live, changes) {
  const names = new Set([...before.getAttributeNames(), ...after.getAttributeNames()]);
  const changed = [...names].filter(name => before.getAttribute(name) !== after.getAttribute(name));
  for (const name of changed) {
    if (live?.getAttribute(name) !== before.getAttribute(name)) return false;
    const value = after.getAttribute(name);
    changes.push({ at: live, act: () => (value === null ? live.removeAttribute(name) : live.setAttribute(name, value)) });
  }
  return true;
}

function compareChildren(before, after, live, changes) {
  const [old, fresh] = [[...before.childNodes], [...after.childNodes]];
  const children = live && [...live.childNodes];
  if (children && children.length !== old.length) return false;
  const [start, end] = alike(old, fresh, (a, b) => a.isEqualNode(b));
  const [gone, come] = [old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)];
  const within = at => children && children[start + at];
  if (gone.length === come.length && gone.every((each, at) => isSame(each, come[at]))) {
    return gone.every((each, at) => compare(each, come[at], within(at), changes));
  }
  return Boolean(live) && replace(live, gone, come, gone.map((_, at) => within(at)), children[start + gone.length], changes);
}

/** Takes nodes out and puts others in, if no script knows any of them, nor has done anything to those that go. */
function replace(parent, gone, come, live, next, changes) {
  const isTouched = live.some((each, at) => !each.isEqualNode(gone[at]) || each.contains(document.activeElement));
  if (isTouched || [...gone, ...come].some(isKnownToScripts)) return false;
  changes.push({ at: parent, act: () => {
    for (const each of live) each.remove();
    for (const each of come) parent.insertBefore(document.importNode(each, true), next ?? null);
  } });
  return true;
}

function isKnownToScripts(node) {
  const elements = node.querySelectorAll ? [node, ...node.querySelectorAll('*')] : [];
  return elements.some(each => each.id || data(each) !== '{}');
}

/** Finds a running text of the source in the open document: it has the same place among those of the nearest element
    with an id, and says the same. */
function liveOf(text) {
  const owner = text.closest('[id], head, body');
  const live = owner.id ? document.getElementById(owner.id) : document[owner.localName];
  if (!live) return null;
  const [mine, theirs] = [owner, live].map(each => [each, ...each.querySelectorAll(TEXT)]);
  const found = theirs[mine.indexOf(text)];
  return mine.length === theirs.length && found.textContent === text.textContent ? found : null;
}

/** Whether an open card shows a copy of the entry in which something changed: it leads there. */
function isCopied(element) {
  const entry = element.closest('[id]');
  const links = entry ? `:popover-open a[href="#${CSS.escape(entry.id)}"]` : ':not(*)';
  return document.querySelector(links) !== null;
}
