"""What stops a build without being a fault of the content, in the form in which faults of the content are told.

A theme is code: a slip in a template raises where it is met. The preview must outlive it and say where it stands.
"""

from collections.abc import Iterator, Mapping
from traceback import walk_tb

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from nutgraf.engine.output import OutputError
from nutgraf.engine.project import TEMPLATES
from nutgraf.model.diagnostics import Diagnostic, Span


def faults_of(error: Exception, templates: Mapping[str, str], changed: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Return diagnostics for what a build raised. `templates` are texts by name, `changed` the inputs saved last."""
    if isinstance(error, TemplateError):
        return tuple(_syntax_faults(templates)) or (_template_fault(error, changed),)
    if isinstance(error, OutputError):
        return (Diagnostic(Span(_shown(changed)), "preview-stopped", str(error)),)
    hint = "mend what you saved last; if that was right, this is a fault of nutgraf: please report it"
    message = f"the site cannot be built: {type(error).__name__}: {error}"
    return (Diagnostic(Span(_shown(changed)), "preview-stopped", message, hint),)


def _syntax_faults(templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    syntax = Environment(autoescape=True)
    for name, text in sorted(templates.items()):
        try:
            syntax.parse(text)
        except TemplateSyntaxError as error:
            span = Span(f"{TEMPLATES}/{name}", error.lineno or 1)
            yield Diagnostic(span, "template-syntax", f"the template cannot be read: {error.message}")


def _template_fault(error: TemplateError, changed: tuple[str, ...]) -> Diagnostic:
    """Return what went wrong inside a template, at the innermost place that is known."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    places = [Span(path, line) for path, line in frames if path.startswith(f"{TEMPLATES}/")]
    span = places[-1] if places else Span(_shown(changed))
    hint = "templates are given the values that nutgraf/plan/contexts.py lists"
    return Diagnostic(span, "template-value", f"the template cannot be filled: {error}", hint)


def _shown(changed: tuple[str, ...]) -> str:
    """Return the path of a changed input as authors know it."""
    first = changed[0] if changed else f"{TEMPLATES}/"
    return f"{TEMPLATES}/{first.removeprefix('theme/')}" if first.startswith("theme/") else first
