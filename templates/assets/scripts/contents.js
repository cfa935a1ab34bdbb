/* The contents: mark the section that is being read, keep it in view in the rail, and fold up once a link is followed. */
{
  const contents = one(".contents");

  const followReading = () => {
    const entries = all("a", contents).map((link) => ({link, goal: aim(link)}));
    const here = one(".contents-here", contents);
    let current = null;

    /** The last section that begins above a line: a third down the window, lower as the page comes to its end. */
    const find = () => {
      const left = document.documentElement.scrollHeight - innerHeight - scrollY;
      const line = Math.max(innerHeight / 3, innerHeight - left);
      const tops = entries.map(({goal}) => goal.getBoundingClientRect().top);
      const last = Math.max(...tops.filter((top) => top <= line));
      const beside = entries.filter((_, at) => tops[at] === last);
      return beside.find(({goal}) => goal.matches(":target")) ?? beside[0];
    };

    const mark = () => {
      const next = find();
      if (next === current) return;
      current?.link.removeAttribute("aria-current");
      next?.link.setAttribute("aria-current", "location");
      here.textContent = next?.link.textContent ?? "";
      current = next;
      keepInView();
    };

    const keepInView = () => {
      if (!current) return;
      for (const box of [contents, one(".contents-panel", contents)]) {
        const {top, bottom} = box.getBoundingClientRect();
        const link = current.link.getBoundingClientRect();
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
    one("details", contents).addEventListener("toggle", keepInView);
    mark();
  };

  const foldUp = () => {
    const fold = one("details", contents);
    const close = () => (fold.open = false);
    contents.addEventListener("click", ({target}) => target.closest("a") && close());
    document.addEventListener("pointerdown", ({target}) => contents.contains(target) || close());
    contents.addEventListener("focusout", ({relatedTarget}) => !relatedTarget || contents.contains(relatedTarget) || close());
    contents.addEventListener("keydown", ({key}) => {
      if (key !== "Escape" || !fold.open) return;
      close();
      one("summary", fold).focus();
    });
  };

  if (contents) {
    document.documentElement.classList.add("has-bar");
    followReading();
    foldUp();
  }
}
