// The preview's side in the page: a badge, a list of warnings, an overlay while something is wrong, and what changed.
// Nothing here belongs to the site. What is told about files is shown through textContent, never as HTML; a page that
// changed is parsed as it would be if it were loaded, under the same policy.

import { flash } from './flash.js';
import { keepPlace, restorePlace } from './place.js';
import { Shown } from './shown.js';
import { listen } from './socket.js';
import { update, version } from './source.js';
import { swapStyles } from './styles.js';

const shown = new Shown();

restorePlace();

listen({
  version,
  connected: () => shown.connection(true),
  gone: () => shown.connection(false),
  state: state => shown.state(state),
  changed: (paths, page) => show(paths, page) || reload(),
  reload,
});

/** Shows what changed: assets by their addresses, and the page itself by what is new in its source. False where it must be
    loaded anew. */
function show(paths, page) {
  const [styles, others] = [true, false].map(is => paths.filter(path => path.endsWith('.css') === is));
  if (others.some(isLoaded)) return false;
  const changed = page === null ? [] : update(page);
  if (!changed) return false;
  styles.forEach(swapStyles);
  flash(changed);
  return true;
}

/** Whether this page has loaded a file: what it has not, it will load as it is by then. */
function isLoaded(path) {
  return performance.getEntriesByName(new URL(path, location.origin).href).length > 0;
}

function reload() {
  keepPlace();
  location.reload();
}
