/* Cards: a link in running text shows the entry it leads to, without leaving the sentence.

   A pointer that rests on the link opens the card, and the card stays while the pointer is on either. A tap, a click
   or Enter opens it too and moves the focus into it: it is a dialog with a name, which screen readers then read,
   while few follow aria-controls to the end of the page. The same link once more, or the card's own link, goes to
   the entry. The browser closes an open popover by Esc or a press elsewhere and gives the focus back.

   In a small window the card is a sheet at its foot, a step in the history: Back closes it. */
{
  const REST = 400; // ms
  const GRACE = 300; // ms
  const GAP = 6; // px
  const ENTRIES = ".term-entry, .place-entry, .sources > li, .event, .claim";
  const LINKS =
    ".cite a, .card a:not(.card-go), " +
    ":is(.passage, .note-text, .key-points, .lead, .event-text, .term-short, .place-why, .statement-says, .claim-remark) a";

  const card = one("#card-frame")?.content.firstElementChild;
  const sheet = matchMedia("(width < 48rem), (height < 30rem)");
  let origin; // the link beside which the card stands, or stood last
  let pressed; // the origin when the pointer went down, as the browser closes the card before the click
  let openedAt;
  let over; // where the pointer is: a link, the card, or neither
  let timer;

  const isOpen = () => card.matches(":popover-open");
  const entryOf = (link) => aim(link)?.closest(ENTRIES);
  const linkAt = (target) => {
    const link = target.closest("a");
    return link?.matches(LINKS) && entryOf(link) ? link : null;
  };

  /** Where the stylesheet cannot: below the link, above it where there is no room, never beyond the window. */
  const place = () => {
    card.style.inset = "";
    if (sheet.matches || CSS.supports("position-area", "block-end")) return;
    const {left, right, top, bottom} = origin.getBoundingClientRect();
    const {offsetWidth: width, offsetHeight: height} = card;
    const start = getComputedStyle(card).direction === "rtl" ? right - width : left;
    const x = Math.max(0, Math.min(start, document.documentElement.clientWidth - width));
    const y = bottom + GAP + height < innerHeight ? bottom + GAP : Math.max(0, top - GAP - height);
    card.style.inset = `${y + scrollY}px auto auto ${x + scrollX}px`;
  };

  /** A sheet must not cover the words it was opened from. */
  const uncover = () => {
    const covered = origin.getBoundingClientRect().bottom + GAP - card.getBoundingClientRect().top;
    if (sheet.matches && covered > 0) scrollBy(0, covered);
  };

  const unmark = () => {
    for (const name of ["aria-controls", "aria-expanded"]) origin?.removeAttribute(name);
  };

  /** Show the card beside a link; the focus is to come back there if it moves into the card. */
  const show = (link, takesFocus) => {
    card.hidePopover();
    unmark();
    origin = link;
    origin.setAttribute("aria-controls", "card");
    origin.setAttribute("aria-expanded", "true");
    if (takesFocus) origin.focus({preventScroll: true});
    card.showPopover({source: origin});
    place();
    uncover();
    openedAt = performance.now();
  };

  const open = (link, onPurpose) => {
    clearTimeout(timer);
    const entry = entryOf(link);
    const isInside = card.contains(link);
    fillCard(card, entry);
    if (!isInside) show(link, onPurpose);
    if (!onPurpose) return;
    card.focus();
    const {steps = 0} = history.state ?? {};
    if (sheet.matches) history.pushState({...history.state, card: entry.id, steps: steps + 1}, "");
  };

  /** Go where a link leads, as if there were no card. */
  const go = (event, link) => {
    event.preventDefault();
    card.hidePopover();
    document.dispatchEvent(new CustomEvent("followed", {detail: {link, origin}}));
    location.assign(link.href);
  };

  const onClick = (event) => {
    const before = event.detail ? pressed : isOpen() && origin; // a click by key has no pointer before it
    if (!isPlain(event)) return;
    const link = event.target.closest("a");
    if (link?.matches(".card-go")) go(event, link);
    else if (before && sheet.matches && !card.contains(event.target)) swallow(event);
    else if (!linkAt(event.target)) return;
    else if (link === before && performance.now() - openedAt > REST) go(event, link);
    else {
      event.preventDefault();
      open(link, true);
    }
  };

  /** A tap beside the sheet only closes it. */
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };

  const onMove = ({target, pointerType, buttons}) => {
    if (pointerType !== "mouse" || buttons || sheet.matches) return;
    const now = card.contains(target) ? card : linkAt(target);
    if (now === over) return;
    over = now;
    clearTimeout(timer);
    if (isOpen() && (now === card || now === origin || card.matches(":focus-within"))) return;
    timer = now ? setTimeout(open, REST, now, false) : setTimeout(() => card.hidePopover(), GRACE);
  };

  /** Show the card that belongs to this step of the history, or none. */
  const recall = () => {
    const entry = document.getElementById(history.state?.card);
    if (!entry) return card.hidePopover();
    fillCard(card, entry);
    if (!isOpen()) show(origin ?? one(`main a[href="#${entry.id}"]`), true);
    card.focus();
  };

  const onToggle = ({newState}) => {
    if (newState === "open") return;
    unmark();
    if (history.state?.card) history.go(-history.state.steps);
  };

  if (card?.showPopover) {
    document.body.append(card);
    card.addEventListener("toggle", onToggle);
    card.addEventListener("focusout", ({relatedTarget: next}) => next && !card.contains(next) && card.hidePopover());
    document.addEventListener("pointerdown", () => (pressed = isOpen() ? origin : null), true);
    document.addEventListener("click", onClick, true);
    document.addEventListener("pointermove", onMove);
    addEventListener("popstate", recall);
    if (history.state?.card) recall();
  }
}
