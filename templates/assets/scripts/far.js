/* The sections that css/far.css keeps for after the first picture of the page: they are laid out, one a frame. */
{
  const layOut = async () => {
    for (const section of all(".explainer-main > .below")) {
      if (isNew) await new Promise(requestAnimationFrame);
      section.classList.add("is-laid-out");
    }
  };
  layOut();
}
