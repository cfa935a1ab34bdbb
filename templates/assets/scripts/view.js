/* As published or as known now: hides what came after the report, says how much that is, and shows it again to
   whoever follows a link to it. Kept in the address as view=published. */
{
  const root = document.documentElement;
  const control = one(".view");

  const isPublished = () => chosen.get("view") === "published";
  const isHidden = (element) => isPublished() && element?.closest(".is-later, .note.kind-later") != null;
  const reveal = () => chosen.set({view: ""});

  /** What the text has of a note: its number, and the words that it is about. */
  const marks = (note) => {
    const id = note.id.slice("note-".length);
    return {number: one(`#noteref-${id}`).parentElement, words: all(`[data-note="${id}"]`)};
  };

  const start = () => {
    const notes = all(".note.kind-later").map(marks);
    for (const {number} of notes) number.classList.add("is-later");
    const words = notes.flatMap((note) => note.words);
    const [said, state, status] = [".view-said", ".contents-state", ".view-status"].map((name) => one(name));

    const show = () => {
      const shown = isPublished() ? "published" : "";
      shown ? (root.dataset.view = shown) : delete root.dataset.view;
      for (const each of words) each.classList.toggle("noted", !shown);
      const choice = one(`[value="${shown}"]`, control);
      choice.checked = true;
      state.textContent = choice.nextElementSibling.textContent;
      said.hidden = !shown;
      status.textContent = shown && said.textContent;
    };

    const arrive = () => {
      const goal = aim(location);
      if (!isHidden(goal)) return;
      reveal();
      goal.scrollIntoView();
      hold(goal);
    };

    control.addEventListener("change", ({target}) => chosen.set({view: target.value}));
    document.addEventListener("chosen", show);
    onFollow((link) => isHidden(aim(link)) && reveal());
    addEventListener("hashchange", arrive);
    control.hidden = false;
    show();
    arrive();
  };

  if (control) start();
}
