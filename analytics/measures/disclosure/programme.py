"""The whole-number programme by which other worlds are found, for the solver HiGHS."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

import highspy

from analytics.measures.disclosure.worlds import Picture, Relation, World

_INFINITY = highspy.kHighsInf


class Programme:
    """A whole-number programme of by how much each number differs, and of which figures go."""

    def __init__(self, picture: Picture, numbers: list[int], by: int) -> None:
        self.picture, self.numbers = picture, numbers
        # Whether it was found that there is none, and not only none before the solver gave up.
        self.impossible = False
        self._column = {number: place for place, number in enumerate(numbers)}
        self._low: list[float] = []
        self._high: list[float] = []
        for number in numbers:
            value, most = picture.values[number], picture.most[number]
            self._low.append(min(0, max(-by, picture.least[number] - value)))
            self._high.append(by if most is None else max(0, min(by, most - value)))
        self._cost = [0.0] * len(numbers)
        self._rows: list[tuple[float, float, dict[int, float]]] = []

    def differ(self, number: int, side: int) -> None:
        """The number is larger (1) or smaller (-1)."""
        column = self._column[number]
        if side > 0:
            self._low[column] = 1
        else:
            self._high[column] = -1

    def keep(self, relation: Relation) -> None:
        """A relation holds."""
        self._rows.append((*self._room(relation), self._terms(relation)))

    def show(self, places: Iterable[int]) -> None:
        """Figures hold, or they go and their cost is paid. Of equal costs the earlier figure goes.

        Those that say the same go together or not at all, which the solver then need not find out.
        """
        figures = self.picture.figures
        same: dict[tuple[Relation, ...], list[int]] = defaultdict(list)
        for place in places:
            same[figures[place].says].append(place)
        for says, of in same.items():
            if all(figures[place].can_go for place in of):
                self._weigh_up(says, sum(figures[place].cost + 1 + place / (len(figures) + 1) for place in of))
            else:
                for relation in says:
                    self.keep(relation)

    def _weigh_up(self, says: Iterable[Relation], cost: float) -> None:
        """A figure holds, all that it says, or a cost is paid."""
        goes = len(self._cost)
        self._cost.append(cost)
        self._low.append(0)
        self._high.append(1)
        for relation in says:
            terms, (least, most) = self._terms(relation), self._room(relation)
            low = sum(times * (self._low if times > 0 else self._high)[column] for column, times in terms.items())
            high = sum(times * (self._high if times > 0 else self._low)[column] for column, times in terms.items())
            if least > low:
                self._rows.append((least, _INFINITY, terms | {goes: least - low}))
            if most < high:
                self._rows.append((-_INFINITY, most, terms | {goes: most - high}))

    def weigh(self, relation: Relation) -> int:
        """A relation holds, or what it is out by is paid for: the columns of that are this and the next."""
        more, fewer = len(self._cost), len(self._cost) + 1
        self._cost += [1.0, 1.0]
        self._low += [0, 0]
        self._high += [_INFINITY, _INFINITY]
        self._rows.append((*self._room(relation), self._terms(relation) | {more: 1, fewer: -1}))
        return more

    def solved(self) -> World | None:
        """The cheapest world; None where there is none."""
        columns = self.solution(whole=True)
        if columns is None:
            return None
        moved = {number: round(columns[column]) for number, column in self._column.items()}
        values = self.picture.values
        return World(self.picture, {number: values[number] + by for number, by in moved.items() if by})

    def solution(self, *, whole: bool) -> Sequence[float] | None:
        """What each column is where it costs least, in whole numbers or not; None where nothing was found."""
        if any(low > high for low, high in zip(self._low, self._high, strict=True)):
            self.impossible = True
            return None
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has types for the rest
        # A limit of time would make what is withheld depend on how busy the machine is.
        for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_max_nodes", 5_000)):
            solver.setOptionValue(name, value)
        solver.passModel(self._model(highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous))
        solver.run()
        self.impossible = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return list(solver.getSolution().col_value)

    def _model(self, kind: highspy.HighsVarType) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = self._cost, self._low, self._high
        model.row_lower_ = [least for least, _, _ in self._rows]
        model.row_upper_ = [most for _, most, _ in self._rows]
        model.integrality_ = [kind] * len(self._cost)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = [0, *accumulate(len(terms) for _, _, terms in self._rows)]
        model.a_matrix_.index_ = [column for _, _, terms in self._rows for column in terms]
        model.a_matrix_.value_ = [times for _, _, terms in self._rows for times in terms.values()]
        return model

    def _terms(self, relation: Relation) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for number, times in relation.terms:
            if number in self._column:
                found[self._column[number]] += times
        return dict(found)

    def _room(self, relation: Relation) -> tuple[float, float]:
        """By how much the sum may differ from what it is."""
        total = sum(times * self.picture.values[number] for number, times in relation.terms)
        return (
            -_INFINITY if relation.least is None else float(relation.least - total),
            _INFINITY if relation.most is None else float(relation.most - total),
        )
