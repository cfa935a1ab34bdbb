"""Slips in templates, in the form in which faults of the content are told. A theme is code: a slip in it raises."""

from traceback import walk_tb

from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.render.renderers import references
from nutgraf.render.theme import Theme

_FOLDER = "templates/"
"""Before the names of templates in tracebacks and in what authors are told."""

_HINT = "templates are given the values that nutgraf/plan/contexts.py lists"


def syntax_faults(theme: Theme) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each template that cannot be read."""
    from jinja2 import TemplateSyntaxError

    found = []
    for name in sorted(theme.files):
        if name.endswith(".html"):
            try:
                references(name, theme)
            except TemplateSyntaxError as error:
                span = Span(f"{_FOLDER}{name}", error.lineno or 1)
                message = f"the template cannot be read: {error.message}"
                found.append(Diagnostic(span, "template-syntax", message))
    return tuple(found)


def value_fault(error: Exception) -> Diagnostic | None:
    """Return what went wrong inside a template, at the innermost place; None when it was not inside one."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    places = [Span(path, line) for path, line in frames if path.startswith(_FOLDER)]
    if not places:
        return None
    return Diagnostic(places[-1], "template-value", f"the template cannot be filled: {error}", _HINT)
