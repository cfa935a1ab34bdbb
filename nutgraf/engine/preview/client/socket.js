// Speaks livereload's protocol (official-7), and comes back when the preview does.

const PROTOCOL = 'http://livereload.com/protocols/official-7';
const [FIRST_DELAY, LONGEST_DELAY] = [300, 3000];

/** Listens for good. `to` has functions: `version` returns what this page is a copy of, the others hear what is told;
    `changed` returns whether the page shows it now. */
export function listen(to, delay = FIRST_DELAY) {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  const say = message => socket.send(JSON.stringify(message));
  let wait = delay;

  socket.addEventListener('open', () => {
    wait = FIRST_DELAY;
    say({ command: 'hello', protocols: [PROTOCOL], client: 'nutgraf' });
    say({ command: 'info', url: location.href, version: to.version() });
    to.connected();
  });
  socket.addEventListener('message', event => {
    const message = JSON.parse(event.data);
    if (message.command === 'nutgraf') {
      to.state(message.state);
      if (to.changed(message.changed, message.page)) say({ command: 'shown' });
    }
    if (message.command === 'reload') to.reload();
  });
  socket.addEventListener('close', () => {
    if (leaving) return;
    to.gone();
    setTimeout(() => listen(to, Math.min(wait * 1.5, LONGEST_DELAY)), wait);
  });
}

let leaving = false;
addEventListener('pagehide', () => { leaving = true; });
addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
