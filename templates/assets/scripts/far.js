/* The sections that css/far.css keeps for after the first picture of the page: they are laid out one a frame, or all
   before a reader follows a link. */
{
  const sections = all(".explainer-main > .below");

  const layOut = (count) => {
    for (const section of sections.splice(0, count)) section.classList.add("is-laid-out");
  };

  const next = () => {
    layOut(1);
    if (sections.length) requestAnimationFrame(next);
  };

  if (isNew) requestAnimationFrame(next);
  else layOut(sections.length);
  document.addEventListener("click", () => layOut(sections.length), {capture: true, once: true});
}
