// The preview's side in the page: a badge, a list of warnings, an overlay while something is wrong, and reloading.
// Nothing here belongs to the site. Whatever comes from files is shown through textContent, never as HTML.

import { keepPlace, restorePlace } from './place.js';
import { Shown } from './shown.js';
import { listen } from './socket.js';
import { swapStyles } from './styles.js';

const script = document.querySelector('script[src="/__nutgraf__/overlay.js"]');
const shown = new Shown();

restorePlace();

listen({
  version: script?.dataset.version,
  connected: () => shown.connection(true),
  gone: () => shown.connection(false),
  state: state => shown.state(state),
  reload: path => (path.endsWith('.css') ? swapStyles(path) : reload()),
});

function reload() {
  keepPlace();
  location.reload();
}
