import pytest

from analytics.edition import Edition, edition_of


@pytest.mark.parametrize("said", [{}, {"SCRUTINY_MODE": ""}, {"SCRUTINY_MODE": " workspace "}], ids=repr)
def test_without_a_word_it_is_the_workspace(said):
    assert edition_of(said) is Edition.WORKSPACE


@pytest.mark.parametrize("said", ["Public", "publc", "workspace,public", "read-only"])
def test_any_other_word_is_refused_and_the_words_that_work_are_named(said):
    with pytest.raises(ValueError, match=f"SCRUTINY_MODE is “{said}”.*Set it to public .*or to workspace"):
        edition_of({"SCRUTINY_MODE": said})
