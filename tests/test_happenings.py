import io
import json

import pytest

from analytics.happenings import FACTS, Happening, happened, listen, went_wrong
from analytics.notebooks.notebook import Notebook


@pytest.fixture
def lines():
    stream = io.StringIO()
    listen(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    listen(io.StringIO())


def test_each_happening_is_one_line_of_json(lines):
    happened(Happening.STARTED, version="1.2.3", edition="public")
    happened(Happening.IMPORTED, files=2, rows=7840)

    first, second = lines()
    assert first["what"] == "started"
    assert first["edition"] == "public"
    assert second["rows"] == 7840
    assert all(line["at"].endswith("+00:00") for line in lines())


@pytest.mark.parametrize("fact", ["note", "title", "text", "url", "password", "user", "query"])
def test_what_somebody_wrote_has_no_place(lines, fact):
    with pytest.raises(ValueError, match=f"no place for {fact}"):
        happened(Happening.STARTED, **{fact: "words"})

    assert lines() == []


def test_error_is_told_without_its_words(lines):
    try:
        Notebook(title="September", authority="barnsley").changed("canary-of-a-note", {"kind": "note"})
    except KeyError as error:
        went_wrong(Happening.PAGE_FAILED, error)

    (line,) = lines()
    assert line["error"] == "KeyError"
    assert line["where"].startswith("analytics/notebooks/")
    assert "canary" not in json.dumps(line)


def test_no_fact_runs_over_its_line(lines):
    happened(Happening.STARTED, version="1\n" * 500)

    (line,) = lines()
    assert len(line["version"]) <= 120


def test_every_fact_is_described():
    assert all(words and words[0].islower() for words in FACTS.values())
