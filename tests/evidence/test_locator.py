import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.locator import LocatorStyle, Section, check_locator, place_in_words, position, section_of
from analytics.evidence.problem import Wrong

LINE, PARAGRAPH = LocatorStyle.LINE, LocatorStyle.PARAGRAPH
IN_WORDS = {
    (LINE, "L331"): "line 331",
    (LINE, "L463-464"): "lines 463 to 464",
    (PARAGRAPH, "16"): "paragraph 16",
    (PARAGRAPH, "3.13"): "paragraph 3.13",
    (PARAGRAPH, "3.13(2)"): "paragraph 3.13, item 2",
    (PARAGRAPH, "3.13 table"): "paragraph 3.13, table",
    (PARAGRAPH, "3.9 heading"): "paragraph 3.9, heading",
    (PARAGRAPH, "3.1-3.3"): "paragraphs 3.1 to 3.3",
    (PARAGRAPH, "after 53"): "after 53",
    (PARAGRAPH, "front page"): "front page",
    (PARAGRAPH, "what needs to improve(4)"): "what needs to improve, item 4",
}


@pytest.mark.parametrize(("style", "locator"), IN_WORDS)
def test_every_sort_of_locator_is_accepted_and_said_in_words(style, locator):
    assert check_locator(locator, style) == locator
    assert place_in_words(locator, style) == IN_WORDS[style, locator]


@pytest.mark.parametrize(
    ("style", "locator", "example"),
    [
        (LINE, "3.13", "L331 or L463-464"),
        (LINE, "331", "L331 or L463-464"),
        (LINE, "L331-L332", "L331 or L463-464"),
        (LINE, "line 331", "L331 or L463-464"),
        (PARAGRAPH, "L331", "3.13, 3.13(2), 3.13 table or after 53"),
        (PARAGRAPH, "3.13 chart", "3.13, 3.13(2), 3.13 table or after 53"),
        (PARAGRAPH, "", "3.13, 3.13(2), 3.13 table or after 53"),
    ],
)
def test_a_locator_of_another_style_is_refused_with_an_example(style, locator, example):
    with pytest.raises(Wrong) as refusal:
        check_locator(locator, style)
    assert refusal.value.wrong == f"“{locator}” is not a place counted by {style}."
    assert refusal.value.right == f"Write it as {example}."


def test_locators_sort_by_number_and_not_by_letter():
    shuffled = ["10", "3.10", "2", "3.2", "3.13 table", "3.1", "after 3.2"]
    in_order = ["2", "3.1", "3.2", "after 3.2", "3.10", "3.13 table", "10"]
    assert sorted(shuffled, key=lambda locator: position(locator, PARAGRAPH)) == in_order
    assert position("L9", LINE) < position("L10-12", LINE)
    assert position("front page", PARAGRAPH) is None


@st.composite
def nested_sections(draw):
    """Sections as headings make them: each is apart from, or wholly inside, each other; no two alike."""

    def inside(first, last, depth):
        found = []
        while first <= last and draw(st.booleans()):
            start = draw(st.integers(first, last))
            end = draw(st.integers(start, last))
            found.append((start, end))
            if depth < 2 and end > start:
                found += [pair for pair in inside(start, end, depth + 1) if pair != (start, end)]
            first = end + 1
        return found

    return sorted(set(inside(1, 60, 0)))


@given(nested_sections(), st.integers(1, 60))
def test_a_line_is_under_the_narrowest_heading_that_holds_it(pairs, line):
    sections = tuple(Section(f"{first} to {last}", f"L{first}", f"L{last}") for first, last in pairs)
    holding = [(last - first, f"{first} to {last}") for first, last in pairs if first <= line <= last]
    assert section_of(f"L{line}", sections, LINE) == min(holding, default=(0, ""))[1]


def test_a_paragraph_is_under_the_heading_of_its_number():
    sections = (
        Section("Front", "front page", "front page"),
        Section("Purpose", "1", "1"),
        Section("What peers found", "3.1", "3.12"),
        Section("What to do", "3.13", "3.20"),
    )
    found = {
        locator: section_of(locator, sections, PARAGRAPH)
        for locator in ("front page", "1.1", "3.2", "3.12(4)", "3.13 table", "after 3.14", "4.1")
    }
    assert found == {
        "front page": "Front",
        "1.1": "Purpose",
        "3.2": "What peers found",
        "3.12(4)": "What peers found",
        "3.13 table": "What to do",
        "after 3.14": "What to do",
        "4.1": "",
    }
