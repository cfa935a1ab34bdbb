/* Which events are shown. What a reader chooses stands in the address; the form, the list and the strip follow it.
   Whoever shows events elsewhere listens for "filtered" on the document: `hidden` was set or removed. */
await pause();

const filters = (() => {
  const form = one(".filters");
  if (!form) return null;

  const {importance, actor, place, from, to} = form.elements;
  const status = one("[role=status]", form);
  const none = one(".filters-none");
  const timelines = one(".filter-chips", form);
  const language = document.documentElement.lang;
  const NOTHING = {timeline: "", actor: "", place: "", importance: "", from: "", to: ""};
  const number = (count) => count.toLocaleString(language, {numberingSystem: "latn"});

  /* What can be chosen: what the events' own links name. Timelines stand in the order of the strip's lanes, all else by
     name. A choice can tell how many events it would leave. */

  const lanes = all(".timeline-strip [role=group]").map((lane) => lane.getAttribute("aria-label"));
  const named = (kind) => {
    const links = eventFacts().flatMap(({item}) => all(`[data-of=${kind}] a`, item));
    const names = [...new Map(links.map((link) => [entryId(link), link.textContent]))];
    return names.sort(([, a], [, b]) => lanes.indexOf(a) - lanes.indexOf(b) || a.localeCompare(b, language));
  };

  const choices = [];
  const offer = (name, value, control, label) => {
    const text = label.textContent;
    const tell = (left) => {
      label.textContent = `${text} (${number(left)})`;
      control.disabled = !left && !(control.checked || control.selected);
    };
    choices.push({name, value, tell});
  };

  for (const [id, name] of named("timeline")) {
    const chip = one("template", form).content.firstElementChild.cloneNode(true);
    const [box, label] = chip.children;
    box.value = id;
    label.textContent = name;
    timelines.append(chip);
    offer("timeline", [id], box, label);
  }
  const boxes = all("input", timelines);
  timelines.hidden = boxes.length < 2;

  for (const select of [importance, actor, place]) {
    for (const [id, name] of named(select.name)) select.add(new Option(name, id));
    for (const option of [...select.options].slice(1)) offer(select.name, option.value, option, option);
    select.parentElement.hidden = select.length < 3;
  }

  /* What is chosen. The controls show it, and what they do not offer is not chosen. */

  const pick = (select) => {
    select.value = chosen.get(select.name);
    if (select.selectedIndex < 0) select.value = "";
    return select.value;
  };

  const tick = () => {
    const ids = chosen.get("timeline").split(" ");
    for (const box of boxes) box.checked = ids.includes(box.value);
    return boxes.filter(({checked}) => checked).map(({value}) => value);
  };

  const period = () => ({from: days.first(chosen.get("from")), to: days.last(chosen.get("to"))});

  const read = () =>
    ({timeline: tick(), actor: pick(actor), place: pick(place), importance: pick(importance), ...period()});

  const fits = (event, state) =>
    (!state.timeline.length || state.timeline.some((id) => event.timeline.has(id))) &&
    (!state.actor || event.actor.has(state.actor)) &&
    (!state.place || event.place.has(state.place)) &&
    event.importance >= state.importance &&
    !(event.first > state.to || event.last < state.from);

  /* What is seen. */

  const showForm = (state, there, shown) => {
    for (const {name, value, tell} of choices) {
      tell(there.filter((event) => fits(event, {...state, [name]: value})).length);
    }
    for (const input of [from, to]) {
      const day = days.iso(state[input.name]);
      if (input.value !== day) input.value = day; // else what is being typed would be lost
    }
    const isTimed = [state.from, state.to].some(Number.isFinite);
    const active = [state.timeline[0], state.actor, state.place, state.importance, isTimed].filter(Boolean).length;
    one(".filters-active", form).textContent = active ? `(${number(active)})` : "";
    one(".filters-reset", form).hidden = !active;
    one(".filters-any-time", form).hidden = !isTimed;
    none.hidden = shown > 0;
    const words = shown ? status.dataset[shown < there.length ? "some" : "all"] : none.textContent;
    status.textContent = words.replace("{shown}", number(shown)).replace("{all}", number(there.length));
  };

  /** Hide years of which nothing is left, but not the line of the report while there is something on both sides. */
  const showYears = (shown) => {
    const years = all(".year");
    const isFull = years.map((year) => shown.some(({item}) => year.contains(item)));
    years.forEach((year, at) => {
      const isBetween = isFull.indexOf(true) < at && at < isFull.lastIndexOf(true);
      year.hidden = !isFull[at] && !(isBetween && one(".published-line", year));
    });
  };

  const show = (state) => {
    const isThere = ({isLater}) => !isLater || chosen.get("view") !== "published";
    const there = eventFacts().filter(isThere);
    const shown = there.filter((event) => fits(event, state));
    for (const event of eventFacts()) {
      event.item.hidden = !fits(event, state);
      for (const mark of event.marks) mark.classList.toggle("is-off", !shown.includes(event));
    }
    showYears(shown);
    showForm(state, there, shown.length);
    document.dispatchEvent(new Event("filtered"));
  };

  /** A link to an event that is hidden is stronger than the filters. */
  const lift = () => {
    const target = aim(location);
    if (!target?.closest("li[id^=event-]")?.hidden) return;
    chosen.set(NOTHING);
    status.textContent += ` ${status.dataset.lifted}`;
    target.scrollIntoView();
    hold(target);
  };

  const clear = (changes) => () => {
    chosen.set(changes);
    form.focus(); // the button goes away
  };

  form.addEventListener("change", () => {
    const data = new FormData(form);
    const timeline = data.getAll("timeline").join(" ");
    if (form.checkValidity()) chosen.set({...Object.fromEntries(data), timeline});
  });
  one(".filters-reset", form).addEventListener("click", clear(NOTHING));
  one(".filters-any-time", form).addEventListener("click", clear({from: "", to: ""}));
  document.addEventListener("chosen", () => show(read()));
  addEventListener("hashchange", lift);
  onFollow((link) => link.getAttribute("href") === location.hash && lift());

  /* On a wide screen the form is open; on a narrow one a reader unfolds it. */
  const wide = matchMedia("(min-width: 48rem)");
  const fold = () => (one("details", form).open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
  form.hidden = false;
  pause().then(() => show(read()));

  return {
    form,

    /** The days between which events are shown, both included; NaN where it is open. */
    period,

    /** Show what a period would leave, without choosing it yet. */
    preview: (state) => show({...read(), ...state}),
  };
})();
