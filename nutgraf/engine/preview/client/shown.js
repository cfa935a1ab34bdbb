// What the author sees: the badge always, the list of warnings when asked for, the overlay while something is wrong.
// All of it lives in a shadow tree, so that neither the site's styles nor the preview's reach over.

const HIDDEN = 'nutgraf-preview-hidden';

/** The badge, the panel and the overlay of one page. */
export class Shown {
  #state = null;
  #isConnected = true;
  #host = document.createElement('nutgraf-preview');
  #badge = make('button', { className: 'badge', type: 'button' });
  #status = make('p', { className: 'status', role: 'status' });
  #panel = dialog('panel', 'Warnings');
  #overlay = dialog('overlay', 'Something is wrong');

  constructor() {
    const tree = this.#host.attachShadow({ mode: 'open' });
    const sheet = make('link', { rel: 'stylesheet', href: '/__nutgraf__/overlay.css' });
    tree.append(sheet, this.#badge, this.#status, this.#panel, this.#overlay);
    this.#badge.addEventListener('click', () => this.#open());
    this.#overlay.addEventListener('close', () => this.#hide());
    this.#host.hidden = true;
    sheet.addEventListener('load', () => { this.#host.hidden = false; this.#show(); }, { once: true });
    document.documentElement.append(this.#host);
  }

  /** Takes what the preview says about the content. */
  state(state) {
    this.#state = state;
    this.#show();
  }

  /** Takes whether the preview is there. */
  connection(isConnected) {
    this.#isConnected = isConnected;
    this.#show();
  }

  #show() {
    const state = this.#state;
    if (state === null || this.#host.hidden) return;
    this.#showBadge(state);
    fill(this.#panel, state.warnings, 0);
    if (state.warnings.length === 0) this.#panel.close();
    this.#showOverlay(state);
  }

  #showBadge(state) {
    const kind = !this.#isConnected ? 'stale' : state.errors.length ? 'wrong' : 'good';
    const words = [
      this.#isConnected ? 'Preview' : 'Stale: the preview has ended',
      state.with_drafts ? 'drafts shown' : '',
      count(state.errors.length, 'error'),
      count(state.warnings.length, 'warning'),
    ].filter(Boolean).join(' · ');
    this.#badge.dataset.kind = kind;
    this.#badge.textContent = words;
    this.#badge.disabled = state.errors.length + state.warnings.length === 0;
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  #showOverlay(state) {
    if (state.errors.length === 0) {
      store('');
      this.#overlay.close();
      return;
    }
    const title = state.errors.length === 1 ? 'One thing is wrong' : `${state.errors.length} things are wrong`;
    this.#overlay.querySelector('h2').textContent = title;
    fill(this.#overlay, state.errors, state.more);
    if (!this.#overlay.open && !areAllHidden(state.errors)) this.#overlay.showModal();
  }

  #open() {
    if (this.#state.errors.length) this.#overlay.showModal();
    else if (this.#panel.open) this.#panel.close();
    else this.#panel.show();
  }

  /** Escape and Close hide the faults that there are; the next new one opens the overlay again. */
  #hide() {
    if (this.#state.errors.length) store(JSON.stringify(this.#state.errors.map(signature)));
  }
}

function areAllHidden(errors) {
  const hidden = new Set(JSON.parse(stored() || '[]'));
  return errors.every(each => hidden.has(signature(each)));
}

function signature(fault) {
  return [fault.path, fault.rule, fault.message].join('\n');
}

function stored() {
  try { return sessionStorage.getItem(HIDDEN); } catch { return ''; }
}

function store(value) {
  try { sessionStorage.setItem(HIDDEN, value); } catch { /* then it shows again after a reload */ }
}

function dialog(name, words) {
  const element = make('dialog', { className: name });
  const title = make('h2', { id: `${name}-title`, textContent: words });
  const close = make('button', { className: 'close', type: 'button', textContent: 'Close' });
  const head = make('header', {}, title, close);
  element.setAttribute('aria-labelledby', title.id);
  close.addEventListener('click', () => element.close());
  element.addEventListener('keydown', event => { if (event.key === 'Escape' && !element.matches(':modal')) element.close(); });
  element.append(head, make('ol', { className: 'faults' }), make('p', { className: 'foot' }));
  return element;
}

function fill(element, faults, more) {
  element.querySelector('.faults').replaceChildren(...faults.map(item));
  const isOverlay = element.className === 'overlay';
  const rest = more ? `… and ${more} more. ` : '';
  const foot = isOverlay ? 'Below this stands the last good page. This goes as soon as the faults are mended.' : '';
  element.querySelector('.foot').textContent = rest + foot;
}

function item(fault) {
  const place = make('p', { className: 'place' },
    make('b', { textContent: `${fault.path}:${fault.line}:${fault.column}` }),
    make('code', { className: 'rule', textContent: fault.rule }));
  const parts = [place, make('p', { className: 'message', textContent: fault.message })];
  if (fault.before || fault.after) parts.push(frame(fault));
  if (fault.hint) parts.push(make('p', { className: 'hint', textContent: fault.hint }));
  return make('li', {}, ...parts);
}

/** The line itself with a caret below the column. What stands before it is repeated unseen, so any width fits. */
function frame(fault) {
  const [first, rest] = [[...fault.after][0] ?? '', [...fault.after].slice(1).join('')];
  const line = make('span', { className: 'line', dir: 'ltr' }, fault.before, make('mark', { textContent: first }), rest);
  const unseen = make('span', { className: 'unseen', textContent: fault.before });
  const caret = make('span', { className: 'caret', dir: 'ltr' }, unseen, make('i', { textContent: '^' }));
  caret.setAttribute('aria-hidden', 'true');
  const number = make('span', { className: 'number', textContent: String(fault.line) });
  const code = make('pre', { tabIndex: 0 }, number, make('span', { className: 'code' }, line, caret));
  code.setAttribute('aria-label', `line ${fault.line}`);
  code.setAttribute('role', 'group');
  return code;
}

function count(number, word) {
  return number === 0 ? '' : number === 1 ? `1 ${word}` : `${number} ${word}s`;
}

/** Makes an element; children that are strings become text. */
function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
