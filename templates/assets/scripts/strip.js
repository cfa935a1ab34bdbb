/* The strip of a timeline. Without script its marks are a picture of the list below; here each gets the name that the
   list has for it. A mark says its name in a label, lights up together with its entry, and all marks are one stop of
   the tab key, between which arrow keys move. */
await pause();

const strip = (() => {
  const figure = one(".strip");
  if (!figure) return null;

  const svg = one(".timeline-strip", figure);
  const label = one(".strip-label", figure);
  const TOLD = ".timeline-strip :is(a, [role=slider])";
  const PAUSE = 200; // ms, in which the pointer can move from a mark into its label

  for (const {marks, title, date} of eventFacts()) {
    const name = label.dataset.mark.replace("{title}", () => title).replace("{date}", () => date);
    for (const mark of marks) mark.setAttribute("aria-label", name);
  }
  one(".strip-lanes", svg).removeAttribute("aria-hidden");

  let told, leaving;
  let lit = [];

  const place = () => {
    if (!told) return;
    const mark = (one("use", told) ?? told).getBoundingClientRect();
    const {left, top, width} = figure.getBoundingClientRect();
    const {offsetWidth, offsetHeight} = label;
    const start = Math.min((mark.left + mark.right - offsetWidth) / 2 - left, width - offsetWidth);
    label.style.left = `${Math.max(0, start)}px`;
    label.style.top = `${(mark.top < offsetHeight ? mark.bottom : mark.top - offsetHeight) - top}px`;
  };

  const tell = (mark) => {
    clearTimeout(leaving);
    told = mark;
    label.hidden = !mark;
    label.textContent = mark?.getAttribute("aria-valuetext") ?? mark?.getAttribute("aria-label");
    place();
  };

  const light = (id) => {
    for (const each of lit) each.classList.remove("is-lit");
    lit = all(`li[id="${id}"], .timeline-strip a[href="#${id}"]`);
    for (const each of lit) each.classList.add("is-lit");
  };

  const meet = ({target}) => {
    clearTimeout(leaving);
    const mark = target.closest(TOLD);
    if (mark) tell(mark);
    else if (told && target !== label) leaving = setTimeout(() => tell(one(`${TOLD}:focus-visible`)), PAUSE);
    light(target.closest("li[id^=event-]")?.id ?? mark?.getAttribute("href")?.slice(1));
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, meet);
  document.addEventListener("keydown", ({key}) => key === "Escape" && tell(null));
  one(".strip-scroll", figure).addEventListener("scroll", place);

  /* From mark to mark: along a lane, or to the nearest one of the next lane in which something is left. */

  const lanes = all("[role=group]", svg).map((lane) => all("a", lane));
  const left = (marks) => marks.filter((mark) => !mark.matches(".is-off"));
  const nearest = (mark, lane, step) => {
    const far = (each) => Math.abs(one("use", each).getAttribute("x") - one("use", mark).getAttribute("x"));
    for (let at = lanes.indexOf(lane) + step; lanes[at]; at += step) {
      const [best] = left(lanes[at]).sort((a, b) => far(a) - far(b));
      if (best) return best;
    }
    return mark;
  };
  const MOVES = {
    ArrowLeft: (mark, marks) => marks[marks.indexOf(mark) - 1],
    ArrowRight: (mark, marks) => marks[marks.indexOf(mark) + 1],
    Home: (mark, marks) => marks[0],
    End: (mark, marks) => marks.at(-1),
    ArrowUp: (mark, marks, lane) => nearest(mark, lane, -1),
    ArrowDown: (mark, marks, lane) => nearest(mark, lane, 1),
  };

  const stopAt = (mark) => {
    for (const each of lanes.flat()) each.setAttribute("tabindex", each === mark ? 0 : -1);
  };
  const stopSomewhere = () => stopAt(left(all("a[tabindex='0']", svg))[0] ?? left(lanes.flat())[0]);

  svg.addEventListener("focusin", ({target}) => target.matches("a") && stopAt(target));
  svg.addEventListener("keydown", (event) => {
    const lane = lanes.find((marks) => marks.includes(event.target));
    if (!lane || !(event.key in MOVES) || !isPlain(event)) return;
    event.preventDefault();
    MOVES[event.key](event.target, left(lane), lane)?.focus();
  });
  document.addEventListener("filtered", stopSomewhere);
  stopSomewhere();
  one(".strip-keys", figure).hidden = false;

  /** Says in the label what a mark or a handle is. */
  return {svg, tell};
})();
