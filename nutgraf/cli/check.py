"""`nutgraf check`: read and weave, say what is wrong, write no output."""

import argparse

from nutgraf.cli.common import (
    GOOD,
    WRONG_CONTENT,
    UsageError,
    add_format,
    project_of,
    report,
    say,
)
from nutgraf.model.diagnostics import DEFAULT, RULES, Severities, has_errors

EXAMPLES = """\
  nutgraf check
  nutgraf check --strict --format github
  nutgraf check --desk
  nutgraf check --explain unknown-ref"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_format(command)
    command.add_argument("--strict", action="store_true", help="take warnings for errors")
    command.add_argument("--desk", action="store_true", help="switch on what is off: a desk editor's remarks")
    command.add_argument("--drafts", action="store_true", help="look at drafts too")
    command.add_argument("--explain", metavar="RULE", help="say what a rule is, why, and how to mend it; check nothing")


def run(options: argparse.Namespace) -> int:
    """Check the content."""
    if options.explain is not None:
        print(explained(options.explain))
        return GOOD
    from nutgraf.engine.examine import check

    project = project_of(options)
    found = check(project, with_drafts=options.drafts, rules=desk_rules() if options.desk else {})
    report(found, options.format, project.root)
    if not found:
        say("content/: nothing is wrong", options.format)
    return WRONG_CONTENT if has_errors(found) or (options.strict and found) else GOOD


def desk_rules() -> Severities:
    """Return severities that switch on every rule that is off by default."""
    return {rule: {DEFAULT: "warning"} for rule, severity in RULES.items() if severity == "off"}


def explained(rule: str) -> str:
    """Return the section of a rule in docs/rules.md."""
    from nutgraf.cli.reports.rules_page import sections

    section = sections().get(rule)
    if section is None:
        raise UsageError(f"there is no rule {rule!r}{_nearest(rule)}")
    return f"{rule}\n{'=' * len(rule)}\n\n{section}"


def _nearest(rule: str) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(rule, list(RULES), scorer=fuzz.ratio, score_cutoff=60)
    return f": did you mean {best[0]!r}?" if best else f": the rules are {', '.join(RULES)}"
