// What the open document was made from: the page as the preview sent it, before any script changed it.

import { patch } from './patch.js';

export const OWN = 'script[src="/__nutgraf__/overlay.js"]';

let known = null; // a document of its own; null until the page has nothing else to do

addEventListener('load', () => requestIdleCallback(fetchSource));

/** What this page is a copy of. */
export function version() {
  return document.querySelector(OWN)?.dataset.version;
}

/** Brings the open document to a new source; false where it must be loaded anew, else the elements that changed. */
export function update(page) {
  if (!known) return false;
  const fresh = parse(page);
  const changed = patch(known.source, fresh.source);
  if (!changed) return false;
  known = fresh;
  document.querySelector(OWN).dataset.version = fresh.version;
  return changed;
}

async function fetchSource() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const fetched = parse(await answer.text());
    if (contentOf(fetched.version) === contentOf(version())) known = fetched;
  } catch { /* the preview has ended: the page is loaded anew when it is back */ }
}

/** A version names the page itself, then what pages share, which may have been changed in place since. */
function contentOf(version) {
  return version?.split('-')[0];
}

function parse(page) {
  const source = new DOMParser().parseFromString(page, 'text/html');
  const own = source.querySelector(OWN);
  own?.remove();
  return { source, version: own?.dataset.version };
}
