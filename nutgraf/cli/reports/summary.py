"""How many findings of which kind, altogether and by file."""

from collections.abc import Iterable, Sequence

from nutgraf.model.diagnostics import Diagnostic

_KINDS = ("error", "warning")


def counted(found: Iterable[Diagnostic]) -> str:
    """Return ``3 errors, 1 warning``; empty when there is nothing."""
    severities = [each.severity for each in found]
    counts = [(severities.count(kind), kind) for kind in _KINDS if kind in severities]
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for count, kind in counts)


def by_file(found: Sequence[Diagnostic]) -> str:
    """Return ``3 errors, 1 warning in 2 files``, and below it, when there are several, a line for each file."""
    paths = list(dict.fromkeys(each.span.path for each in found))
    if len(paths) < 2:
        return f"{counted(found)} in {paths[0]}" if paths else ""
    longest = max(map(len, paths))
    lines = (f"  {path.ljust(longest)}  {counted(each for each in found if each.span.path == path)}" for path in paths)
    return "\n".join((f"{counted(found)} in {len(paths)} files:", *lines))
