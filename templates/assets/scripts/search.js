/* Opens the search. Its look, and what it does then (modules/search.js), are loaded when it is first opened; until they
   are there the dialog takes what is typed. From disk there is none: browsers load no modules there. */
{
  const [dialog, button] = [one("#search"), one(".search-open")];

  const styles = new URL("search-dialog.css", document.currentScript.src);
  let look = null; // one a page

  const open = () => {
    dialog.showModal();
    look ??= loadStyle(styles)
      .catch(() => {}) // without it the dialog looks as the browser draws it
      .then(() => dialog.classList.add("is-ready"));
    import("./modules/search.js").catch(() => {
      const status = one(".search-status", dialog);
      status.textContent = status.dataset.failed;
    });
  };

  /** Whether a reader has switched off that "/" alone opens the search; a browser may refuse to remember it. */
  const isSlashOff = () => {
    try {
      return localStorage.getItem("search-slash");
    } catch {
      return "";
    }
  };

  const isShortcut = ({key, ctrlKey, metaKey, altKey, shiftKey}) => {
    if (altKey) return false;
    if (ctrlKey || metaKey) return key.toLowerCase() === "k" && !shiftKey;
    return key === "/" && !isSlashOff();
  };

  if (button && location.protocol.startsWith("http")) {
    button.hidden = false;
    button.addEventListener("click", open);
    one(".search-close", dialog).addEventListener("click", () => dialog.close());
    document.addEventListener("keydown", (event) => {
      if (event.target.closest("input, textarea, select, [contenteditable]") || one("dialog[open]")) return;
      if (!isShortcut(event)) return;
      event.preventDefault();
      open();
    });
  }
}
