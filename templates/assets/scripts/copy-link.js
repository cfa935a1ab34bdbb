/* Copies the address of an entry when its "#" is clicked, and says so. Where nothing can be copied the link leads there. */
{
  const status = one(".copied");
  let link = null;
  let timer = 0;

  const say = (words) => {
    link.classList.toggle("is-copied", words);
    status.textContent = words;
  };

  const copied = (next) => {
    clearTimeout(timer);
    if (link) say("");
    link = next;
    say(status.dataset.words);
    timer = setTimeout(say, 2000, "");
  };

  document.addEventListener("click", async (event) => {
    const clicked = event.target.closest(".permalink");
    if (!clicked || !navigator.clipboard || !isPlain(event)) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(clicked.href);
      copied(clicked);
    } catch {
      location.hash = clicked.hash;
    }
  });
}
