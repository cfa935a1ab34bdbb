/* The contents: mark the section that is being read, keep it in view in the rail, and fold up once a link is followed. */
{
  const contents = one(".contents");

  const followReading = () => {
    const entries = all("a", contents).map((link) => ({link, goal: aim(link)}));
    const here = one(".contents-here", contents);
    let current;

    /** The last section that begins above a line, a third down the window and lower as the page comes to its end;
        but the one that a link has led to as long as its beginning is in view. */
    const find = () => {
      const left = document.documentElement.scrollHeight - innerHeight - scrollY;
      const line = Math.max(innerHeight / 3, innerHeight - left);
      const begun = entries
        .map(({link, goal}) => ({link, goal, top: goal.getBoundingClientRect().top}))
        .filter(({top}) => top <= line);
      const sought = begun.find(({goal, top}) => top >= 0 && goal.matches(":target"));
      return (sought ?? begun.find(({top}) => top === begun.at(-1).top))?.link;
    };

    const mark = () => {
      const next = find();
      if (next === current) return;
      current?.removeAttribute("aria-current");
      next?.setAttribute("aria-current", "location");
      here.textContent = next?.textContent ?? "";
      current = next;
      keepCurrentInView();
    };

    const keepCurrentInView = () => {
      if (!current) return;
      for (const box of [contents.parentElement, contents, one(".contents-panel", contents)]) {
        const {top, bottom} = box.getBoundingClientRect();
        const link = current.getBoundingClientRect();
        if (link.top < top || link.bottom > bottom) box.scrollTop += link.top - (top + bottom) / 2;
      }
    };

    let isWaiting = false;
    const soon = () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        mark();
      });
    };
    addEventListener("scroll", soon, {passive: true});
    for (const name of ["resize", "hashchange"]) addEventListener(name, soon);
    for (const name of ["chosen", "filtered"]) document.addEventListener(name, soon);
    one("details", contents).addEventListener("toggle", keepCurrentInView);
    soon();
  };

  const foldUp = () => {
    const fold = one("details", contents);
    const close = () => (fold.open = false);
    contents.addEventListener("click", ({target}) => target.closest("a") && close());
    // A click between the entries moves the focus to what is round them; that is no reason to fold up.
    const leave = ({target}) => contents.contains(target) || target.contains(contents) || close();
    for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, leave);
    contents.addEventListener("keydown", ({key}) => {
      if (key !== "Escape" || !fold.open) return;
      close();
      one("summary", fold).focus();
    });
  };

  if (contents) {
    followReading();
    foldUp();
  }
}
