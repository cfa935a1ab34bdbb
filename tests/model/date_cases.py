"""Cases in tests/fixtures, and dates of every form for property tests."""

from pathlib import Path

from hypothesis import assume, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from nutgraf.model.calendar import days_in_month
from nutgraf.model.dates import PartialDate, parse_date

FIXTURES = Path(__file__).parents[1] / "fixtures"

unhurried = settings(deadline=None)
"""For property tests: a busy machine is no fault of the code."""


def read_cases(name: str) -> list[tuple[str, str]]:
    """Return each line of input with its line of output; a case may hold several."""
    cases = []
    for line, title, written, expected in read_fixture_file(FIXTURES / name):
        pairs = written.splitlines(), expected.splitlines()
        assert len(pairs[0]) == len(pairs[1]), f"{name}:{line}: '{title}' has unequal numbers of lines"
        cases += list(zip(*pairs, strict=True))
    return cases


_years = st.integers(-9999, 9999).map(lambda year: f"{'-' * (year < 0)}{abs(year):04}")
_qualifiers = st.sampled_from(["", "~", "?", "%"])
_offsets = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
)


@st.composite
def _day_texts(draw: st.DrawFn) -> str:
    year, month = draw(_years), draw(st.integers(1, 12))
    return f"{year}-{month:02}-{draw(st.integers(1, days_in_month(int(year), month))):02}"


@st.composite
def _time_texts(draw: st.DrawFn) -> str:
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    second = draw(st.one_of(st.just(""), st.integers(0, 59).map(lambda number: f":{number:02}")))
    offset = draw(st.one_of(st.just("Z"), _offsets))
    return f"{draw(_day_texts())}T{hour:02}:{minute:02}{second}{offset}"


@st.composite
def _single_texts(draw: st.DrawFn) -> str:
    coarse = st.tuples(
        _years, st.sampled_from(["", "-01", "-02", "-12", "-21", "-22", "-23", "-24", "-XX", "-05-XX", "-XX-XX"])
    ).map("".join)
    vague = _years.map(lambda year: year[:-1] + "X") | _years.map(lambda year: year[:-2] + "XX")
    return draw(coarse | vague | _day_texts() | _time_texts()) + draw(_qualifiers)


singles: st.SearchStrategy[PartialDate] = _single_texts().map(parse_date)


@st.composite
def _pairs(draw: st.DrawFn) -> PartialDate:
    first, last = draw(singles), draw(singles)
    assume(first != last)
    template = draw(st.sampled_from(["{}/{}", "[{}..{}]"]))
    try:
        return parse_date(template.format(first.text, last.text))
    except ValueError:
        return parse_date(template.format(last.text, first.text))


_open = st.tuples(singles, st.sampled_from(["{}/..", "../{}"])).map(
    lambda pair: parse_date(pair[1].format(pair[0].text))
)
_one_of = st.lists(singles, min_size=2, max_size=5, unique=True).map(
    lambda choices: parse_date(f"[{','.join(each.text for each in choices)}]")
)
dates: st.SearchStrategy[PartialDate] = singles | _pairs() | _open | _one_of
"""Values of every kind; those with ends or choices hold dates of every precision."""
