/* A period chosen on the strip: dragged along its axis, or by its two ends with the mouse, a finger or the keyboard.
   `edges` are days: the first that is shown, and the one after the last. */
await pause();

if (filters && strip) {
  const {svg, tell} = strip;
  const knots = svg.dataset.scale.split(" ").map((knot) => knot.split(",").map(Number));
  for (const knot of knots) knot[0] /= 86400;
  const [FIRST, LAST] = [knots[0][0], knots.at(-1)[0]];
  const SLACK = 3; // pixels that a pointer moves before it drags

  const within = (least, value, most) => Math.max(least, Math.min(most, value));

  /** From days (0) to places on the scale (1), or back. */
  const convert = (value, from, to) => {
    const inside = within(knots[0][from], value, knots.at(-1)[from]);
    const at = Math.max(1, knots.findIndex((knot) => knot[from] >= inside));
    const [a, b] = [knots[at - 1], knots[at]];
    return a[to] + ((inside - a[from]) / (b[from] - a[from])) * (b[to] - a[to]);
  };
  const xOf = (day) => convert(day, 0, 1);
  const dayAt = (x) => Math.round(convert(x, 1, 0));

  const write = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const draw = (parent, name, attributes) =>
    parent.appendChild(write(document.createElementNS(svg.namespaceURI, name), attributes));

  const brush = draw(svg, "g", {class: "strip-brush"});
  svg.insertBefore(brush, one(".strip-lanes", svg));
  draw(brush, "rect", {class: "strip-area", width: "100%", height: 40});
  const band = draw(brush, "rect", {class: "strip-band", height: "100%"});
  const inputs = [filters.form.elements.from, filters.form.elements.to];
  const ends = inputs.map((input) => {
    [input.min, input.max] = [FIRST, LAST - 1].map(days.iso);
    const name = input.labels[0].textContent.trim();
    const end = draw(brush, "g", {class: "strip-end", role: "slider", tabindex: 0, "aria-label": name});
    draw(end, "path", {class: "strip-edge", d: "M0 10V9999"});
    draw(end, "rect", {class: "strip-target", width: 26, height: 40});
    draw(end, "path", {class: "strip-grip", d: "M0 10h7q5 0 5 5v16q0 5-5 5h-7z"});
    return end;
  });

  let edges;

  const show = (next) => {
    edges = next;
    const places = edges.map(xOf);
    write(band, {x: places[0], width: places[1] - places[0]});
    brush.classList.toggle("is-whole", edges[0] === FIRST && edges[1] === LAST);
    ends.forEach((end, side) => {
      const day = edges[side] - side;
      write(end, {
        transform: `translate(${places[side]}) scale(${side || -1} 1)`,
        "aria-valuemin": side ? edges[0] : FIRST,
        "aria-valuemax": (side ? LAST : edges[1]) - 1,
        "aria-valuenow": day,
        "aria-valuetext": days.words(day),
      });
    });
  };

  /** The period as the address has it: an end that is not cut off is open. */
  const period = () => ({from: edges[0] > FIRST ? edges[0] : NaN, to: edges[1] < LAST ? edges[1] - 1 : NaN});

  const showBetween = (a, b) => {
    const first = within(FIRST, Math.min(a, b), LAST - 1);
    show([first, within(first + 1, Math.max(a, b), LAST)]);
  };

  const preview = (a, b, side) => {
    showBetween(a, b);
    filters.preview(period());
    tell(ends[side]);
  };

  const choose = () => {
    const {from, to} = period();
    chosen.set({from: days.iso(from), to: days.iso(to)});
  };

  const follow = () => {
    const {from, to} = filters.period();
    showBetween(Number.isNaN(from) ? FIRST : from, Number.isNaN(to) ? LAST : to + 1);
  };

  /* By the keyboard: as far as can be seen, at least a day. */

  const STEPS = {ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -50, PageUp: 50, Home: -1e4, End: 1e4};

  ends.forEach((end, side) => {
    end.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || !isPlain(event)) return;
      event.preventDefault();
      const seen = dayAt(xOf(edges[side]) + step);
      const day = step < 0 ? Math.min(seen, edges[side] - 1) : Math.max(seen, edges[side] + 1);
      if (side) preview(edges[0], Math.max(day, edges[0] + 1), 1);
      else preview(Math.min(day, edges[1] - 1), edges[1], 0);
    });
    for (const kind of ["keyup", "blur"]) end.addEventListener(kind, choose);
  });

  /* By the pointer: an end is moved, or a new period is drawn from where the pointer went down. */

  let drag = null;

  const under = ({clientX}) => {
    const {left, width} = svg.getBoundingClientRect();
    return dayAt(((clientX - left) * svg.viewBox.baseVal.width) / width);
  };

  brush.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const side = ends.indexOf(event.target.closest("[role=slider]"));
    drag = {fixed: side < 0 ? under(event) : edges[1 - side], start: event.clientX};
    brush.setPointerCapture(event.pointerId);
  });
  brush.addEventListener("pointermove", (event) => {
    if (!drag || Math.abs(event.clientX - drag.start) < SLACK) return;
    drag.start = NaN; // from now on every pixel counts
    preview(drag.fixed, under(event), +(under(event) > drag.fixed));
  });
  brush.addEventListener("lostpointercapture", () => {
    drag = null;
    choose();
  });

  document.addEventListener("chosen", follow);
  follow();
}
