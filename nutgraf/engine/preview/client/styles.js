// A style sheet is swapped without a reload: the new one takes over when it is loaded, so nothing flashes.

let count = 0;

/** Loads a style sheet of the page anew. */
export function swapStyles(path) {
  for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
    const url = new URL(link.href);
    if (url.origin === location.origin && url.pathname === path) swap(link, url);
  }
}

function swap(link, url) {
  const fresh = link.cloneNode();
  url.searchParams.set('preview', ++count);
  fresh.href = url.href;
  fresh.addEventListener('load', () => link.remove(), { once: true });
  fresh.addEventListener('error', () => fresh.remove(), { once: true });
  link.after(fresh);
}
