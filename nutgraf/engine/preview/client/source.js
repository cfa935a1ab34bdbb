// The source of the open page: its HTML as the preview sent it, and the same as a document that no script has changed.

import { patch } from './patch.js';

const OWN = /<script [^>]*\/__nutgraf__\/overlay\.js"[^>]*><\/script>/;
const script = document.querySelector('script[src="/__nutgraf__/overlay.js"]');

let known = null; // { text, tree }: nothing until the page has nothing else to do

addEventListener('load', () => requestIdleCallback(fetchSource));

/** What this page is a copy of. */
export function version() {
  return script?.dataset.version;
}

/** Brings the open document from its source, which is of a version and a length, to the next, which has `put` in place of
    the `gone` characters at `start`. Returns the elements that changed; null where the page must be loaded anew. */
export function update({ from, to, length, start, gone, put }) {
  if (from !== version() || length !== known?.text.length) return null;
  const end = start + gone;
  const text = known.text.slice(0, start) + put + known.text.slice(end);
  const { before, after } = part(text, start, end) ?? whole(text);
  const changed = patch(before, after);
  if (!changed) return null;
  before.replaceWith(after);
  known.text = text;
  script.dataset.version = to;
  return changed;
}

async function fetchSource() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const page = await answer.text();
    const [own] = page.match(OWN);
    const text = page.replace(OWN, '');
    if (content(own) === content(script.outerHTML)) known = { text, tree: parse(text) };
  } catch { /* the preview has ended: the page is loaded anew when it is back */ }
}

/** A version names the page itself, then what pages share, which may have been changed in place since. */
function content(script) {
  return script.match(/data-version="(\w+)/)?.[1];
}

function whole(text) {
  return { before: known.tree.documentElement, after: parse(text).documentElement };
}

/** The same for the smallest element with an id round what changed from `start` to `end`, as that takes a tenth of the
    time; null where it is not proved that its source begins and ends there. */
function part(text, start, end) {
  const tagOf = id => known.text.lastIndexOf('<', known.text.lastIndexOf(` id="${id}"`));
  const [, id] = known.text.slice(known.text.lastIndexOf(' id="', start)).match(/"([^"]*)"/) ?? [];
  for (let element = known.tree.getElementById(id); element; element = element.parentElement?.closest('[id]')) {
    const [first, last] = [element, following(element)].map(each => tagOf(each?.id));
    if (last - first > text.length / 4) return null;
    if (last < end) continue;
    const [old, fresh] = [known.text, text].map(each => parse(each.slice(first, last - known.text.length)).body);
    const [before, after] = [old.firstElementChild, fresh.firstElementChild];
    if (before?.isEqualNode(element) && after && isSameBehind(old, fresh)) return { before: element, after };
  }
  return null;
}

/** Whether all but the first nodes of two elements are equal: what changed in the first leaks into none behind it. */
function isSameBehind(old, fresh) {
  const [one, other] = [old, fresh].map(each => [...each.childNodes].slice(1));
  return one.length === other.length && one.every((each, at) => each.isEqualNode(other[at]));
}

/** The next element with an id that is not within this one. */
function following(element) {
  const named = [...known.tree.querySelectorAll('[id]')];
  return named.slice(named.indexOf(element) + 1).find(each => !element.contains(each));
}

function parse(html) {
  return new DOMParser().parseFromString(html, 'text/html');
}
