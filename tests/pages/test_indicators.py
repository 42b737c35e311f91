import pytest

from tests.pages.opened import COUNCILS, headings, html, links, opened, said, stands, subtitles
from tests.shipped import shipped


@pytest.mark.parametrize("council", COUNCILS)
def test_every_indicator_with_a_figure_opens(council):
    evidence = shipped()
    app = opened("indicators", authority=council)

    for indicator in sorted(set(evidence.about(council).observations["indicator"])):
        app.query_params["indicator"] = indicator
        app.run()

        stands(app, "indicators")
        assert said(app) == [], indicator
        entry = evidence.catalogue.indicators[indicator]
        assert f"Understanding “{entry.short_name}”" in headings(app)
        assert headings(app)[-1].startswith(f"{entry.short_name}: ")


@pytest.mark.parametrize("council", COUNCILS)
def test_every_theme_with_a_figure_opens(council):
    app = opened("indicators", authority=council)
    themes = [theme for theme in shipped().catalogue.themes if theme in _themes_with_figures(council)]
    assert len(app.selectbox(key="choose_theme").options) == len(themes) + 1

    for theme in themes:
        app.query_params["theme"] = theme
        app.run()

        stands(app, "indicators")
        assert app.selectbox(key="choose_theme").value == theme
        assert not app.warning


def test_indicator_leads_with_its_history_and_ends_with_every_printed_figure():
    app = opened("indicators", authority="barnsley", indicator="cl_eet")

    shown = subtitles(app)
    assert shown[0].startswith(f"{shipped().catalogue.indicators['cl_eet'].name}, Barnsley, ")
    assert shown[1] == f"{shipped().catalogue.indicators['cl_eet'].name}, Barnsley"
    assert shown[-1].endswith("every figure in documents about Barnsley")
    assert len(app.get("vega_lite_chart")) == 1


def test_indicator_is_explained_before_its_figures_are_listed():
    app = opened("indicators", authority="barnet", indicator="cp_visit_time")

    text = html(app)
    for asked in (
        "What does it count, and what does it not?",
        "How many children is it?",
        "Who set the target, and when was it last met?",
        "What would one have to ask for?",
    ):
        assert asked in text
    assert "It is a share of visits, not of children." in text
    assert "Please send us the figure for each team." in text


def test_indicator_by_team_only_shows_the_teams_and_no_empty_history():
    app = opened("indicators", authority="barnet", indicator="sw_caseload_avg")

    assert "by team" in subtitles(app)[0]
    assert said(app) == []


def test_theme_shows_its_latest_figures_and_then_small_histories():
    app = opened("indicators", authority="barnsley", theme="stability")

    assert headings(app)[0].startswith("Stability of homes: ")
    assert headings(app)[1] == "Stability of homes at a glance"
    assert '<img alt="' in html(app)


@pytest.mark.parametrize("council", COUNCILS)
def test_all_measures_are_folded_by_theme_and_each_keeps_its_link(council):
    app = opened("indicators", authority=council)
    folded = html(app).split('<details class="part">')
    assert len(folded) > 5
    assert 'href="indicators?' not in folded[0]
    linked = [link for link in links(app) if link.startswith("indicators?") and "indicator=" in link]
    assert len(linked) == len(set(linked)) > 50


def test_words_limit_the_list_and_the_table():
    app = opened("indicators", authority="barnsley", words="Dental")

    options = app.selectbox(key="choose_indicator").options
    assert len(options) > 1
    assert any("dental" in option.lower() for option in options)
    assert 0 < html(app).count('href="indicators?') < html(opened("indicators")).count('href="indicators?')


@pytest.mark.parametrize("words", ["zzzz", "dental zzzz", "[(*", "**", "`"])
def test_words_that_match_nothing_are_said_with_a_way_on(words):
    app = opened("indicators", authority="barnsley", words=words)

    stands(app, "indicators")
    assert said(app) == [f"No indicator matches `{words.replace('`', '’')}`. Try a shorter word, or another theme."]


@pytest.mark.parametrize("theme", ["nonsense", "disabled_children", "Stability"])
def test_theme_without_figures_is_said_and_all_themes_shown(theme):
    app = opened("indicators", authority="barnsley", theme=theme)

    stands(app, "indicators")
    assert [warning.value for warning in app.warning] == [
        f"There is no theme called `{theme}` here. Showing All themes instead."
    ]
    assert subtitles(app) == subtitles(opened("indicators", authority="barnsley"))


@pytest.mark.parametrize("indicator", ["nonsense", "posts_agency"])
def test_indicator_the_council_has_no_figure_for_is_said_and_all_shown(indicator):
    app = opened("indicators", authority="barnsley", indicator=indicator)

    stands(app, "indicators")
    [warning] = [warning.value for warning in app.warning]
    assert warning.startswith(f"There is no indicator called `{indicator}` here.")
    assert subtitles(app) == subtitles(opened("indicators", authority="barnsley"))


def test_indicator_stays_when_a_filter_does_not_match_it():
    app = opened("indicators", authority="barnsley", indicator="cl_eet", theme="stability")

    assert app.selectbox(key="choose_indicator").value == "cl_eet"
    assert not app.warning


def test_choosing_theme_and_indicator_writes_the_address():
    app = opened("indicators", authority="barnsley")

    app.selectbox(key="choose_theme").set_value("stability").run()
    assert app.query_params == {"authority": "barnsley", "theme": "stability"}
    indicator = next(
        entry.id
        for entry in shipped().catalogue.indicators.values()
        if entry.theme == "stability" and entry.id in set(shipped().about("barnsley").observations["indicator"])
    )
    app.selectbox(key="choose_indicator").set_value(indicator).run()

    assert app.query_params == {"authority": "barnsley", "theme": "stability", "indicator": indicator}
    assert f"Understanding “{shipped().catalogue.indicators[indicator].short_name}”" in headings(app)


def test_choosing_all_again_takes_the_indicator_out_of_the_address():
    app = opened("indicators", authority="barnsley", indicator="cl_eet")

    app.selectbox(key="choose_indicator").set_value("").run()

    assert app.query_params == {"authority": "barnsley"}


def test_writing_words_writes_the_address_without_the_spaces_around_them():
    app = opened("indicators", authority="barnsley")

    app.text_input(key="write_words").set_value("  care leavers ").run()

    assert app.query_params == {"authority": "barnsley", "words": "care leavers"}


def _themes_with_figures(council):
    evidence = shipped()
    return {evidence.catalogue.indicators[name].theme for name in evidence.about(council).observations["indicator"]}
