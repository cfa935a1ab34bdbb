"""Markdown with refs resolved and marks woven in."""

import pytest

from nutgraf.plan.contexts import ArticleText, Heading, MarkView, Reference, Text
from nutgraf.render.markdown import Prose
from nutgraf.render.words import Words
from nutgraf.render.words_kept import first_difference, words_shown

WORDS = Words(
    {"note.ref": "Note {n}", "source.ref": "Source {n}: {title}", "table": "Table", "permalink": "Link to: {what}"},
    "en",
)
PROSE = Prose(WORDS)


def term(start: int, end: int, block: int = 0) -> MarkView:
    return MarkView("term", "pmf", block, start, end, "#term-pmf")


def note(start: int, end: int, number: int = 1, block: int = 0) -> MarkView:
    return MarkView("note", f"n{number}", block, start, end, f"#note-n{number}", number)


def woven(source: str, *marks: MarkView) -> str:
    [passage] = PROSE.passages(ArticleText(Text(source), marks, ()))
    return str(passage.html).strip()


LINK = '<a class="term" href="#term-pmf">{}</a>'
NOTED = '<span class="noted" data-note="n1">{}</span>'
NUMBER = '<sup class="note-ref"><a id="noteref-n1" aria-label="Note 1" href="#note-n1">1</a></sup>'


def test_a_mention_becomes_a_link() -> None:
    assert woven("The PMF said.", term(4, 7)) == f'<p id="p-1">The {LINK.format("PMF")} said.</p>'


def test_a_mention_over_a_line_break_is_one_link() -> None:
    assert woven("the Popular\nForces said", term(4, 18)) == (
        f'<p id="p-1">the {LINK.format("Popular" + chr(10) + "Forces")} said</p>'
    )


def test_a_note_marks_its_words_and_its_number_follows() -> None:
    assert woven("One two three.", note(4, 7)) == f'<p id="p-1">One {NOTED.format("two")}{NUMBER} three.</p>'


def test_a_note_around_a_mention_is_split_and_the_link_stays_whole() -> None:
    assert woven("a PMF b", term(2, 5), note(0, 7)) == (
        f'<p id="p-1">{NOTED.format("a ")}{LINK.format(NOTED.format("PMF"))}{NOTED.format(" b")}{NUMBER}</p>'
    )


def test_a_note_that_ends_inside_a_link_has_its_number_after_the_link() -> None:
    html = woven("see [the words here](https://x.example) now", note(4, 13))
    assert html == (
        '<p id="p-1">see <a class="external" href="https://x.example">'
        f"{NOTED.format('the words')} here</a>{NUMBER} now</p>"
    )


def test_a_note_over_emphasis_closes_with_it() -> None:
    assert woven("so *very* big", note(3, 11)) == (
        f'<p id="p-1">so <em>{NOTED.format("very")}</em>{NOTED.format(" big")}{NUMBER}</p>'
    )


def test_an_empty_source_link_is_a_numbered_citation() -> None:
    links = {"source:s": Reference("source", "s", "A <title>", "#source-s", 3)}
    assert PROSE.inline(Text("Said.[](source:s)", links)) == (
        'Said.<sup class="cite"><a aria-label="Source 3: A &lt;title&gt;" href="#source-s">3</a></sup>'
    )


def test_an_empty_label_takes_the_entry_s_name_and_is_marked_as_added() -> None:
    links = {"event:e": Reference("event", "e", "The strikes", "../x.html#event-e")}
    assert PROSE.inline(Text("[](event:e)", links)) == ('<a class="added" href="../x.html#event-e">The strikes</a>')


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "file:///etc", "x.html"]
)
def test_an_address_that_nobody_should_follow_becomes_mere_words(address: str) -> None:
    assert PROSE.inline(Text(f"[words]({address})")) == "words"


def test_html_is_text() -> None:
    assert PROSE.block(Text("<b>x</b> &amp; <script>")) == "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;</p>\n"


def test_a_table_s_alignment_is_a_class_and_it_can_be_scrolled_by_keyboard() -> None:
    html = PROSE.block(Text("| a | b |\n|:--|--:|\n| 1 | 2 |"))
    assert "style=" not in html
    assert '<th scope="col" class="align-left">a</th>' in html
    assert html.startswith('<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>')


def test_a_heading_has_its_section_s_id_and_paragraphs_alone_are_counted() -> None:
    body = ArticleText(Text("## What\n\nWords."), (), (Heading("section-what", 2, "What", 0),))
    first, second = PROSE.passages(body)
    assert first.html.strip().startswith('<h2 id="section-what">What ')
    assert first.is_heading
    assert second.html.strip() == '<p id="p-1">Words.</p>'


def test_a_heading_has_a_link_to_copy_that_is_no_word_of_the_article() -> None:
    source = '## What <"else">\n\n> ## Quoted'
    body = ArticleText(Text(source), (), (Heading("section-what", 2, 'What <"else">', 0),))
    first, second = PROSE.passages(body)
    link = (
        '<a href="#section-what" class="permalink added" aria-label="Link to: What &lt;&#34;else&#34;&gt;">#</a></h2>'
    )
    assert first.html.strip().endswith(link)
    assert "permalink" not in second.html
    shown = f'<div class="article-body">{first.html}{second.html}</div>'
    assert first_difference(source, shown) is None


@pytest.mark.parametrize(
    "block", ["> quoted", "- one\n- two", "```\ncode\n```", "    code", "1. one", "---", "| a |\n|---|\n| b |"]
)
def test_every_kind_of_block_is_one_passage_with_an_id(block: str) -> None:
    [passage] = PROSE.passages(ArticleText(Text(block), (), ()))
    assert passage.html.count('id="p-1"') == 1


def test_marks_in_later_blocks_stand_in_their_block() -> None:
    body = ArticleText(Text("- one\n- the PMF"), (term(4, 7, block=1),), ())
    [passage] = PROSE.passages(body)
    assert f"<li>the {LINK.format('PMF')}</li>" in passage.html.replace("\n", "")


def test_words_that_a_page_keeps_are_found_kept() -> None:
    inner = woven("The PMF *said* no.", term(4, 7), note(4, 13))
    html = f'<main><div class="article-body"><div>{inner}</div></div></main>'
    assert first_difference("The PMF *said* no.", html) is None


@pytest.mark.parametrize("shown", ["The PMF did not say.", "The PMF said", "Note. The PMF said no."])
def test_words_that_a_page_changes_are_found(shown: str) -> None:
    assert first_difference("The PMF said no.", f'<div class="article-body"><p>{shown}</p></div>') is not None


def test_notes_numbers_and_added_labels_are_not_the_article_s_words() -> None:
    html = (
        '<p>before</p><div class="article-body"><p>One<sup class="cite"><a>3</a></sup> '
        '<a class="added">label</a>two</p>'
        "<aside><p>a note</p></aside></div><p>after</p>"
    )
    assert words_shown(html) == ["One", "two"]


@pytest.mark.parametrize(
    "line", ["47.", "3) boats", "- x", "* x", "+5", "# x", "&gt; 40", "***", "```", "    x", "a | b"]
)
def test_a_field_of_one_line_is_a_sentence_whatever_it_begins_with(line: str) -> None:
    source = line.replace("&gt;", ">")
    assert PROSE.inline(Text(source)) == PROSE.inline(Text(f"{source}\n")) == line.strip()
    assert PROSE.block(Text(source)) == f"<p>{line.strip()}</p>\n"
    assert PROSE.plain(Text(source)) == source.strip()


def test_marks_inside_a_field_of_one_line_are_marks() -> None:
    links = {"source:s": Reference("source", "s", "A", "#source-s", 3)}
    assert PROSE.inline(Text("47. *Or* more.[](source:s)", links)).startswith("47. <em>Or</em> more.<sup")


def test_a_field_of_more_lines_has_lists_and_quotations() -> None:
    assert PROSE.block(Text("- x\n- y")).count("<li>") == 2
    assert "<blockquote>" in PROSE.block(Text("> x\n> y"))


def test_an_article_of_one_line_may_be_a_list() -> None:
    assert woven("- x").startswith('<ul id="p-1"><li>')
