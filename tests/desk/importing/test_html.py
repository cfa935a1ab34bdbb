"""HTML to Markdown and metadata."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.desk.importing.html_markdown import followed, markup_to_markdown, markup_to_words, to_markdown
from nutgraf.desk.importing.html_meta import read_meta, split_byline, take_apart
from nutgraf.desk.importing.html_tree import parse_html
from nutgraf.render.words_kept import words_written


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a</p><p>b", "a\n\nb"),
        ("a<p>b</p>c", "a\n\nb\n\nc"),
        ("<h1>A</h1><h3>B #</h3>", "## A\n\n### B \\#"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</ul>", "- a\n\n  b\n\n- c"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<p>a <b>b</b> <i>c</i><em></em></p>", "a **b** *c*"),
        ("<p><a href='https://x.example/a(b)'>x [y]</a></p>", r"[x \[y\]](https://x.example/a%28b%29)"),
        ("<p><a href='javascript:x'>a</a> <a href='term:kh'>b</a> <a href='data:x'>c</a></p>", "a b c"),
        ("<p># a</p><p>1. b</p><p>- c</p><p>*d* _e_ `f`</p>", "\\# a\n\n1\\. b\n\n\\- c\n\n\\*d\\* \\_e\\_ \\`f\\`"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", r"\<script>alert(1)\</script>"),
        ("<script>alert(1)</script><style>p{}</style><p>a</p>", "a"),
        ("<div><span><p>a</p></span></div>", "a"),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "A · B\n\n1 · 2"),
        ("<nav>x</nav><form>y</form><aside>z</aside><p>a", "a"),
        ("<p>&amp;copy; {{7*7}} {% x %}", r"\&copy; {{7\*7}} {% x %}"),
        ("</p></div>a<b>", "a"),
        ("<p>" * 500 + "a", "a"),
        ("<div>" * 500 + "a" + "</div>" * 500, "a"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(parse_html(html)).text == markdown


@given(st.lists(st.text(alphabet="ab*_`[]()<>#-+=|&;:!~\\.1 \n/\"'“é"), max_size=5))
def test_the_words_of_paragraphs_stay_the_same(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    assert words_written(to_markdown(parse_html(html)).text) == " ".join(paragraphs).split()


def test_relative_links_are_completed() -> None:
    node = parse_html('<p><a href="/b?c=1&amp;d=2">a</a></p>')
    assert to_markdown(node, "https://x.example/a/").text == "[a](https://x.example/b?c=1&d=2)"


def test_pictures_and_links_that_are_left_out_are_named() -> None:
    node = parse_html(
        '<figure><img src="a.jpg"><figcaption>C</figcaption></figure><p><a href="x:y">z</a><img src="b.jpg">'
    )
    assert to_markdown(node).lost == [("image", "a.jpg"), ("caption", "C"), ("link", "x:y"), ("image", "b.jpg")]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://u:p@x.example", "//", "http://[", "vbscript:x", "\x01javascript:x", ""]
)
def test_addresses_that_nobody_should_follow_are_none(address: str) -> None:
    assert followed(address) == ""


def test_fields_of_other_programs_may_hold_html_or_words() -> None:
    assert markup_to_markdown("a *b*\n\nc") == "a \\*b\\*\n\nc"
    assert markup_to_markdown("<p>a</p>") == "a"
    assert markup_to_words("A <b>b</b><br>c &amp; d") == "A b c & d"


def _meta(head: str) -> dict[str, object]:
    return read_meta(take_apart(parse_html(f"<html><head>{head}</head></html>")))


def test_opengraph_is_read_where_there_is_no_json_ld() -> None:
    found = _meta(
        '<meta property="og:title" content="T &amp; U"><meta property="og:site_name" content="P">'
        '<meta property="article:published_time" content="2024-01-23T21:31:00+0000">'
        '<meta name="author" content="By Ada Keel, Bo Winch and Cy Oar">'
        '<link rel="canonical" href="javascript:x"><meta property="og:url" content="https://x.example/a">'
    )
    assert found == {
        "title": "T & U", "publisher": "P", "published": "2024-01-23T21:31:00Z",
        "authors": ["Ada Keel", "Bo Winch", "Cy Oar"], "url": "https://x.example/a",
    }  # fmt: skip


@pytest.mark.parametrize("ld", ["{", "[]", "7", '{"@type": "NewsArticle", "headline": {"a": 1}}', "[" * 5000, '"x"'])
def test_broken_json_ld_is_passed_over(ld: str) -> None:
    found = _meta(f'<script type="application/ld+json">{ld}</script><title>T</title>')
    assert found == {"title": "T"}


def test_a_time_element_gives_the_date() -> None:
    assert _meta("") == {}
    root = parse_html("<body><time>yesterday</time><time datetime='2024-01-23'>x</time>")
    assert read_meta(take_apart(root))["published"] == "2024-01-23"


def test_bylines_are_split() -> None:
    assert split_byline("By: Ada Keel & Bo Winch") == ["Ada Keel", "Bo Winch"]
