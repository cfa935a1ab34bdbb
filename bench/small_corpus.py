"""A small seeded corpus for measurements: articles of some 700 words over one glossary. Same seed, same bytes."""

import random
from pathlib import Path

TERMS, PLACES, EVENTS, SOURCES = 200, 20, 60, 40
_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fin",
    "gor",
    "hal",
    "jun",
    "kel",
    "lor",
    "men",
    "nor",
    "pel",
    "quin",
    "ros",
    "sta",
    "tur",
)


def write_corpus(root: Path, articles: int, seed: int = 1) -> str:
    """Write content/ below a folder; return the path of the article at the site's root."""
    chance = random.Random(seed)
    words = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)})
    files = {
        "site.yaml": "title: Measured\nlanguage: en\nhome: article-0\nrules: {unused-entry: off}\n",
        "glossaries/all.yaml": "title: All\nterms:\n" + "".join(_term(at, words, chance) for at in range(TERMS)),
        "places.yaml": "".join(_place(at, words, chance) for at in range(PLACES)),
        "sources.yaml": "".join(f"source-{at}: {{type: webpage, title: Source {at}}}\n" for at in range(SOURCES)),
        "timelines/all.yaml": "title: All\nevents:\n" + "".join(_event(at, words, chance) for at in range(EVENTS)),
    }
    files |= {f"articles/article-{at}/article.md": _article(at, words, chance) for at in range(articles)}
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return "content/articles/article-0/article.md"


def _sentence(words: list[str], chance: random.Random) -> str:
    chosen = [
        f"termed {chance.randrange(TERMS)}" if chance.random() < 0.03 else chance.choice(words) for _ in range(14)
    ]
    return " ".join(chosen).capitalize() + "."


def _text(sentences: int, words: list[str], chance: random.Random) -> str:
    return " ".join(_sentence(words, chance) for _ in range(sentences))


def _term(at: int, words: list[str], chance: random.Random) -> str:
    return f"  term-{at}:\n    name: termed {at}\n    kind: concept\n    short: {_text(2, words, chance)}\n"


def _place(at: int, words: list[str], chance: random.Random) -> str:
    where = f"latitude: {chance.uniform(30, 37):.3f}, longitude: {chance.uniform(40, 48):.3f}, precision_km: 5"
    return f"place-{at}: {{name: Placed {at}, kind: town, {where}, why: {_sentence(words, chance)}}}\n"


def _event(at: int, words: list[str], chance: random.Random) -> str:
    date = f"20{chance.randint(10, 23)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    fields = f"date: {date}, title: Event {at}, text: {_sentence(words, chance)}, places: [place-{at % PLACES}]"
    return f"  event-{at}: {{{fields}, importance: {1 + at % 3}, sources: [source-{at % SOURCES}]}}\n"


def _article(at: int, words: list[str], chance: random.Random) -> str:
    events = ", ".join(f"[](event:event-{chance.randrange(EVENTS)})" for _ in range(3))
    parts = "\n\n".join(
        f"## Part {part}\n\n{_text(8, words, chance)}\n\n{_text(8, words, chance)}" for part in range(3)
    )
    dates = "published: 2024-01-23\nas_of: 2024-01-24"
    return f"---\ntitle: Article {at}\nsummary: {_sentence(words, chance)}\n{dates}\n---\n{parts}\n\nSee {events}.\n"
