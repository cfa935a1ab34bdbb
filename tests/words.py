"""The default theme's words, for tests of what says them."""

from nutgraf.engine.project import default_theme
from nutgraf.render.theme import Theme
from nutgraf.render.words import load_words

_FOLDER = default_theme()
THEME = Theme(
    {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in _FOLDER.rglob("*") if path.is_file()}
)
ENGLISH = load_words(THEME, "en")
