"""A project in which every text field of every kind of entry holds hostile strings.

The fields are found in the classes themselves, so that a field added to the format is attacked without a line here.
"""

from dataclasses import MISSING, fields
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import yaml

from nutgraf.model.entries import (
    Article,
    Claim,
    Correction,
    Entry,
    Event,
    Glossary,
    Note,
    Place,
    Source,
    Term,
    Timeline,
)
from nutgraf.model.fields import Markdown, MaxWords, Parsed, RefTo
from nutgraf.read.schema import SET_BY_READER

STRINGS = (
    "{{7*7}}",
    "{% x %}",
    "{# x #}",
    "</script><script>window.pwned=1</script>",
    "</style></title></textarea><script>window.pwned=2</script>",
    "<img src=x onerror=window.pwned=3>",
    '"><svg onload=window.pwned=4>',
    "' onmouseover='window.pwned=5' autofocus onfocus='window.pwned=5",
    "`${window.pwned=6}`",
    "\\u003cscript\\u003e \\",
    "]]> --> <!-- &lt;b&gt; &amp; %3Cscript%3E",
    "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}",
    "{{ self._TemplateReference__context }} {% include '/etc/passwd' %} {0.__class__} %s %(x)s",
    "\u202eright to left\u202c \u2066isolate\u2069 \ufeff \u2028 \u2029",
)
ALL = " ".join(STRINGS)
SHOWN = (
    "{{7*7}}",
    "{% x %}",
    "{# x #}",
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=3>",
)
"""Strings without a meaning in Markdown: they must stand on the page as they were written."""


BODY = f"""\
Words to note. {ALL} [{ALL}](event:v) [](claim:c) [](source:s) [](term:t) [](place:q)
[{ALL}](https://x.example/?a="&b=<script>)

## {ALL}

P {ALL}

> {ALL}

| {ALL.replace("|", "")} |
|:-:|
| x |
"""
ABOUT = f"{ALL}\n\n## {ALL}\n\n[{ALL}](term:t)\n\n```\n{ALL}\n```\n"
EDITOR = {"name": ALL, "role": ALL, "url": 'https://e.example/?"><script>window.pwned=7</script>'}


def project() -> dict[str, str]:
    """Return the files of a project that attacks every field."""
    site = {"title": ALL, "summary": ALL, "home": "a", "rights": ALL, "zone": "Europe/London", "editors": {"e": EDITOR}}
    other = entry(Term, name="u", abbreviation="U", forms=[], kind="person")
    events = {f"v{at}": entry(Event, title=text) for at, text in enumerate(STRINGS) if len(text.split()) <= 12}
    timed = entry(Event, date="2024-01-24T00:15+03:00", zone="Asia/Baghdad")
    places = {
        "p": entry(Place, name=f"P {ALL}", forms=[{"text": f"place {ALL}", "lang": "fa"}]),
        "q": entry(Place, name=f"Q {ALL}", latitude="34", forms=[]),
    }
    files = {
        "site.yaml": _dump({**site, "zone_names": {"Europe/London": ALL}}),
        "about.md": _article({"title": ALL}, ABOUT),
        "glossaries/g.yaml": _dump({**entry(Glossary), "terms": {"t": entry(Term), "u": other}}),
        "timelines/l.yaml": _dump({**entry(Timeline), "events": {"v": timed, **events}}),
        "places.yaml": _dump(places),
        "sources.yaml": _dump({"s": entry(Source)}),
        "claims.yaml": _dump({"c": entry(Claim)}),
        "articles/a/article.md": _article({**entry(Article), "timelines": ["l"]}, BODY),
        "articles/a/annotations.yaml": _dump({"n": entry(Note, quote="Words to note")}),
        "articles/a/corrections.yaml": _dump({"k": entry(Correction)}),
    }
    return {f"content/{name}": text for name, text in files.items()}


def entry(of: type, **given: Any) -> dict[str, Any]:
    """Return an entry with every field filled, texts with hostile strings."""
    hints = get_type_hints(of, include_extras=True)
    written = {each.name: _value(each.name, hints[each.name]) for each in fields(of) if each.name not in SET_BY_READER}
    optional = {each.name for each in fields(of) if each.default is not MISSING or each.default_factory is not MISSING}
    kept = {name: value for name, value in written.items() if value is not None or name not in optional}
    return {**kept, **given}


_KNOWN: dict[str, Any] = {
    "kind": None, "date": "2024-01-23", "as_of": "2024-01-24", "published": "2024-01-23", "updated": None,
    "issued": "2024-01",
    "accessed": "2024", "original_date": "1999", "url": "https://x.example/?q=\"'><script>window.pwned=8</script>",
    "language": "en", "lang": "ar", "wikidata": "Q1", "value": "..7", "latitude": "33.5", "longitude": "44",
    "precision_km": "5", "importance": "3", "tier": "3", "status": "published", "rights": "retold", "mark": "all",
    "type": "webpage", "zone": None, "was": None, "also_in": None, "map": None, "quote": None, "by_name": None,
    "body": None,
    "see": ["u"], "forms": [{"text": ALL, "lang": "ar"}],
    "relations": {"part-of": ["u"]}, "actors": {"target": ["u"]}, "timelines": None, "authors": None,
}  # fmt: skip
_IDS = {
    "term": "t",
    "actor": "u",
    "place": "p",
    "event": "v",
    "source": "s",
    "claim": "c",
    "timeline": "l",
    "editor": "e",
}


def _value(name: str, hint: Any) -> Any:
    if name in _KNOWN:
        return _KNOWN[name] if name != "kind" else _kind(hint)
    if get_origin(hint) is Annotated:
        return _marked(name, get_args(hint))
    inner = [each for each in get_args(hint) if each not in (type(None), ...)]
    if get_origin(hint) is tuple:
        return [_value(name, inner[0])]
    if isinstance(hint, type) and issubclass(hint, Entry):
        return entry(hint)
    return _value(name, inner[0]) if inner else ALL


def _kind(hint: Any) -> str:
    return next(kind for kind in ("organisation", "town", "dispute") if kind in get_args(hint))


def _marked(name: str, parts: tuple[Any, ...]) -> Any:
    marks = {type(mark): mark for mark in parts[1:]}
    if RefTo in marks:
        return _IDS[marks[RefTo].kind]
    if Markdown in marks:
        return STRINGS[3] if name == "short" else f"{ALL}\n\n{ALL}"
    if Parsed in marks:
        raise TypeError(f"tests/hostile.py does not know what to write for {name}")
    if MaxWords in marks:
        return STRINGS[0]
    return _value(name, parts[0])


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the reader refuses aliases
        return True


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, default_style='"', sort_keys=False, width=10_000)


def _article(front: dict[str, Any], body: str) -> str:
    return f"---\n{_dump(front)}---\n{body}"
