"""The corpus of the benchmarks is the same each time, and content that an author could have written."""

from collections import Counter
from pathlib import Path

import pytest

from bench.corpus import Corpus, Mention, Noted, Shape, article_mark, forms_of, term_mark
from bench.limits import CORPORA, shape_of
from bench.peers import TOOLS, nutgraf
from bench.peers.site import write_files, write_site
from bench.peers.tool import Tool
from tests.project import TestProject

SMALL = Shape(articles=4, words=300, terms=40, events=8, places=4, sources=5, claims=2, share=0.2)


def inputs(tool: Tool, corpus: Corpus) -> dict[str, str]:
    files = dict(tool.shared(corpus))
    for article in corpus.articles():
        files |= tool.article(corpus, article)
    return files


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_same_shape_and_seed_give_the_same_files(tool: Tool) -> None:
    assert inputs(tool, Corpus(SMALL)) == inputs(tool, Corpus(SMALL))


def test_another_seed_gives_other_words_and_as_many() -> None:
    one, other = Corpus(SMALL).article(1), Corpus(Shape(**{**vars(SMALL), "seed": 2})).article(1)
    assert one.title != other.title
    assert len(one.mentions) == len(other.mentions) == 8


def test_an_article_does_not_depend_on_how_many_terms_are_edited() -> None:
    assert Corpus(SMALL).article(2) == Corpus(SMALL, (1,), (1, 2)).article(2)


def test_a_term_occurs_in_about_its_share_of_the_articles() -> None:
    corpus = Corpus(Shape(articles=200, words=100, terms=100, share=0.05))
    counts = Counter(term for article in corpus.articles() for term in article.mentions)
    assert sum(counts.values()) == 200 * 5
    assert 2 <= counts[corpus.edited_term] <= 25


def test_forms_are_unique_and_none_is_a_word_of_another_name() -> None:
    words = [word for at in range(500) for form in forms_of(Shape(name_words=2), at) for word in form.split()]
    assert len(set(words)) == len(words)


def test_words_with_a_note_stand_once_in_the_article() -> None:
    article = Corpus(SMALL).article(0)
    text = "\n".join(
        "".join(part.text if isinstance(part, Mention | Noted) else str(part) for part in block.content)
        for block in article.blocks
    )
    assert article.notes
    assert [text.count(note.quote) for note in article.notes] == [1] * len(article.notes)


def test_its_nutgraf_site_builds_without_a_warning(tmp_path: Path) -> None:
    write_site(nutgraf.TOOL, tmp_path, Corpus(SMALL))
    built = TestProject(tmp_path).build(strict=True)
    assert built.result.is_good, "\n".join(map(str, built.result.diagnostics))
    assert not built.result.diagnostics
    page = built.html("articles/article-1/index.html")
    assert page.count('<aside class="note') == len(Corpus(SMALL).article(1).notes)


def test_edits_change_the_article_and_the_definition_and_nothing_else() -> None:
    before = inputs(nutgraf.TOOL, Corpus(SMALL))
    after = inputs(nutgraf.TOOL, Corpus(SMALL, (7,), (8,)))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"content/articles/article-0/article.md", "content/glossaries/all.yaml"}
    assert article_mark(7) in after["content/articles/article-0/article.md"]
    assert term_mark(8) in after["content/glossaries/all.yaml"]


def test_a_file_with_the_same_text_is_not_written_again(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/b.md": "one"})
    stamp = (tmp_path / "a/b.md").stat().st_mtime_ns
    write_files(tmp_path, {"a/b.md": "one"})
    assert (tmp_path / "a/b.md").stat().st_mtime_ns == stamp


@pytest.mark.parametrize("name", CORPORA)
def test_small_parts_of_the_corpora_that_are_too_much_build_strictly(name: str, tmp_path: Path) -> None:
    write_site(nutgraf.TOOL, tmp_path, Corpus(shape_of(name, 0.0003)))
    built = TestProject(tmp_path).build(strict=True).result
    assert built.is_good, "\n".join(map(str, built.diagnostics))
