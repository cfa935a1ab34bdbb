"""What stops the preview's build without being a fault of the content, told as faults of the content are."""

from nutgraf.engine.output import OutputError
from nutgraf.engine.project import TEMPLATES
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.render.template_faults import value_fault


def fault_of(error: Exception, changed: tuple[str, ...]) -> Diagnostic:
    """Return a diagnostic for what a build raised. `changed` are the inputs saved last."""
    if isinstance(error, OutputError):
        return Diagnostic(Span(_shown(changed)), "preview-stopped", str(error))
    hint = "mend what you saved last; if that was right, this is a fault of nutgraf: please report it"
    message = f"the site cannot be built: {type(error).__name__}: {error}"
    return value_fault(error) or Diagnostic(Span(_shown(changed)), "preview-stopped", message, hint)


def _shown(changed: tuple[str, ...]) -> str:
    """Return the path of a changed input as authors know it."""
    first = changed[0] if changed else f"{TEMPLATES}/"
    return f"{TEMPLATES}/{first.removeprefix('theme/')}" if first.startswith("theme/") else first
