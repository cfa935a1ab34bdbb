"""The theme as a value: names and bytes of templates, assets and words, a project's own files over the default ones."""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from nutgraf.model.diagnostics import Diagnostic, Span

WORDS = "words"
"""The folder of the catalogues of interface words."""

DEFAULT_WORDS = "words/default"
"""Where a theme has the default catalogues of which a project has its own: those lie over them, key by key."""


@dataclass(frozen=True, eq=False)
class Theme:
    """Files by name with slashes: ``base.html``, ``assets/css/base.css``, ``words/en.yaml``."""

    files: Mapping[str, bytes]
    compiled: MutableMapping[str, bytes] = field(default_factory=dict)
    """Templates as Jinja compiles them: whoever makes a theme again and again may hand it what the last one had."""

    def text(self, name: str) -> str:
        """Return a file as text; KeyError when the theme has none of that name."""
        return self.files[name].decode("utf-8")

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Return a digest of each file."""
        return {name: blake2b(content, digest_size=12).hexdigest() for name, content in self.files.items()}


def word_files(language: str) -> tuple[str, ...]:
    """Return the names of the catalogues of a language, the most general first: English, ``ar``, ``ar-IQ``.

    Before each stands the default one of that name, which a theme has where a project has its own.
    """
    parts = language.split("-")
    tags = dict.fromkeys(("en", *("-".join(parts[: count + 1]) for count in range(len(parts)))))
    return tuple(f"{folder}/{tag}.yaml" for tag in tags for folder in (DEFAULT_WORDS, WORDS))


def english(theme: Theme) -> str:
    """Return the name of the catalogue that has every message."""
    default = f"{DEFAULT_WORDS}/en.yaml"
    return default if default in theme.files else f"{WORDS}/en.yaml"


def check_language(language: str, theme: Theme) -> Iterator[Diagnostic]:
    """Warn when the theme has no words of a site's language."""
    first = language.partition("-")[0]
    if first != "en" and not any(name in theme.files for name in word_files(language)[2:]):
        message = f"there are no interface words in the language {language!r}, so they are English"
        yield Diagnostic(Span("content/site.yaml"), "unknown-language", message, f"add templates/words/{first}.yaml")
