"""The cheapest other world, against trying every one."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from analytics.measures.disclosure.searching import cheapest_world
from analytics.measures.disclosure.worlds import Figure, Picture, Relation, World, exactly

BY = 6


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """A total and two parts, the small ones bounded, of which some figures can go."""
    parts = draw(st.lists(st.integers(1, 9), min_size=2, max_size=2))
    values = (*parts, sum(parts))
    figures = tuple(
        Figure(place, (exactly(place, value),), draw(st.booleans()), draw(st.integers(0, 20)))
        for place, value in enumerate(values)
    )
    whole = Relation((*((place, 1) for place in range(len(parts))), (len(parts), -1)), 0, 0)
    most = tuple(5 if value <= 5 else None for value in values)
    return Picture(values, tuple(1 if value <= 5 else 6 for value in values), most, (whole,), figures)


def every_world(picture: Picture, number: int, withheld: frozenset[int]) -> list[int]:
    """What each near world costs in which a number is another and nothing that must stay is contradicted."""
    found = []
    for moved in product(range(-BY, BY + 1), repeat=len(picture.values)):
        if not moved[number]:
            continue
        world = World(picture, {place: picture.values[place] + by for place, by in enumerate(moved) if by})
        stays = all(picture.figures[place].can_go for place in world.contradicted() - withheld)
        if stays and world.is_possible():
            found.append(world.cost(withheld) + len(world.contradicted() - withheld))
    return found


@given(pictures(), st.data())
def test_it_is_possible_contradicts_only_what_can_go_and_none_is_cheaper(picture, data):
    number = data.draw(st.integers(0, len(picture.values) - 1))
    can_go = [place for place, figure in enumerate(picture.figures) if figure.can_go]
    withheld = frozenset(data.draw(st.sets(st.sampled_from(can_go)) if can_go else st.just(set())))
    found, costs = cheapest_world(picture, number, withheld), every_world(picture, number, withheld)
    if not costs:
        # Only far worlds are left, such as those of a total without any part shown.
        assert found is None or max(abs(found.of(place) - value) for place, value in enumerate(picture.values)) > BY
        return
    assert found is not None
    assert found.is_possible()
    assert found.of(number) != picture.values[number]
    gone = found.contradicted() - withheld
    assert all(picture.figures[place].can_go for place in gone)
    assert found.cost(withheld) + len(gone) == min(costs)
