"""The build of the national benchmark in DuckDB's SQL: the same tables from the same store, as Parquet.

Texts that stand again and again are enumerated types, which DuckDB matches as numbers. Written for what the made-up
figures are: years only, final or withheld, each council in every release and in no joint return.
"""

import os
from pathlib import Path

_TEXTS = (
    *("area", "indicator", "dimension", "member", "period", "period_kind", "document", "locator", "unit", "status"),
    *("missing_reason", "note"),
)
KEY = "area, indicator, dimension, member"
MEASURE = "indicator, dimension, member"
_FIRST = ("period", "printed", "status", "note", "document", "locator")
_PREVIOUS = ("value", "period", "period_start", "period_end", "printed", "status", "note", "document", "locator")
_Z = 1.959963984540054
_LEAST_CHI2 = 9.5495
# The exact limits of a count below ten.
_EXACT_LOWER = (0.0, 0.025318, 0.242209, 0.618672, 1.089865, 1.623486, 2.201894, 2.814363, 3.453832, 4.115373)
_EXACT_UPPER = (
    *(3.688879, 5.571643, 7.224688, 8.767273, 10.241589),
    *(11.668332, 13.059474, 14.422675, 15.763189, 17.084803),
)


def _said(prefix: str, names: tuple[str, ...], source: str) -> str:
    return ", ".join(f"{source}.{name} as {prefix}_{name}" for name in names)


def _same(one: str, other: str) -> str:
    return " and ".join(f"{one}.{name} = {other}.{name}" for name in KEY.split(", "))


FIGURES = """
create table figures as
select * replace ({enumerated}),
    case when unit <> 'count' then length(regexp_extract(printed, '\\.(\\d+)$', 1)) end as places
from read_parquet('{store}/built/made/by_indicator.parquet');
create table releases as
select document::document_text as document, available_from, dense_rank() over (order by available_from desc) as newness
from read_parquet('{small}/releases.parquet') where document in (select document from figures);
create table regions as select area::area_text as area, region::area_text as region
    from read_parquet('{small}/authorities.parquet') where area in (select area from figures);
create table neighbours as select model, area::area_text as area, neighbour::area_text as neighbour
    from read_parquet('{small}/neighbours.parquet');
create table indicators as select * replace (indicator::indicator_text as indicator)
    from read_parquet('{small}/indicators.parquet') where indicator in (select indicator from figures);
"""

SERIES = f"""
create table series as
with printed as (
    select count(*) as printings, len(list_distinct(list(value))) as values_printed,
        arg_min(figures.rowid, 2 * newness + (value is null)::int) as chosen
    from figures join releases using (document) group by {KEY}, period_start, period_end
)
select figures.*, printings, values_printed from figures join printed on chosen = figures.rowid;
copy (select * exclude (places) from series) to '{{out}}/series.parquet';
create table own as select * exclude (places) from series where area in (select area from regions);
create table wide as select * from series where area not in (select area from regions) and value is not null
    and unit <> 'count';
drop table series;
"""

MOVES = f"""
create table moves as
with moved as (
    select *, case when lag(period_end) over w + 1 = period_start then sign(value - lag(value) over w) end as sign
    from own window w as (partition by {KEY} order by period_end)
), turned as (
    select *, row_number() over w as nth, lag(sign) over w is distinct from sign as turns
    from moved where value is not null window w as (partition by {KEY} order by period_end)
)
select *, case when sign <> 0 then max(case when turns then nth end) over w - 1 end as started,
    count(*) over (partition by {KEY}) as points
from turned window w as (partition by {KEY} order by nth);
drop table own;
"""

TREND = f"""
create table trend as
with five as (
    select {KEY}, period_start, period_end, period, value, unit, numerator, denominator,
        least(points, 5) - 1 - (points - nth) as t,
        case when numerator <= 0 or (unit = 'percent' and numerator >= denominator) then null
        when unit = 'percent' then denominator / (10000 * (numerator/denominator) * (1 - numerator/denominator))
        when unit = 'rate per 10,000' then 1 / (numerator / denominator / denominator * 1e8) end as w
    from moves where points - nth < 5
), kinds as (
    select {KEY}, count(*) as points, arg_min(period, t) as from_period, arg_max(period, t) as to_period,
        arg_min(value, t) as first_value,
        count(*) = 5 and year(max(period_end)) - year(min(period_end)) = 4 as in_a_row,
        case when count(*) < 5 then 'fewer than five figures'
        when year(max(period_end)) - year(min(period_end)) <> 4 then 'not five years in a row'
        when bool_or(unit not in ('percent', 'rate per 10,000')) then 'neither a percentage nor a rate'
        when bool_or(numerator is null or denominator is null) then 'numerators and denominators not published'
        when bool_or(w is null) then 'a figure counts none or all of its denominator' end as why_not
    from five group by all
), weighed as (
    select {KEY}, t, value - first_value as y, case when why_not is null then w else 1 end as w
    from five join kinds using ({KEY})
), middle as (
    select {KEY}, sum(w) as sw, sum(w * t) / sum(w) as middle from weighed group by all
), centred as (
    select {KEY}, sw, w, y, t - middle as t from weighed join middle using ({KEY})
), sums as (
    select {KEY}, sum(w * y) as swy, sum(w * t * y) as swty, sum(w * t * t) as swtt,
        1e-12 * 5 * sum(w * abs(y)) as noise
    from centred group by all
), without_one as (
    select {KEY}, swty, swtt, noise, (1 - w/sw) * (swty - w*t*y) + w/sw * t * (swy - w*y) as left_out
    from centred join sums using ({KEY})
), kept as (
    select {KEY}, swty / swtt as slope, swtt ** -0.5 as se,
        case when abs(swty) > noise then sign(swty) else 0 end as direction,
        bool_and(case when abs(left_out) > noise then sign(left_out) else 0 end = direction) as keeps
    from without_one group by {KEY}, swty, swtt, noise
)
select {KEY}, points as trend_points, from_period as trend_from_period, to_period as trend_to_period,
    case when why_not is null then slope end as trend_slope, case when why_not is null then se end as trend_se,
    case when why_not is null then (slope / se) ** 2 end as trend_chi2,
    case when why_not is null then (slope / se) ** 2 > {_LEAST_CHI2} and keeps end as trend_significant,
    case when in_a_row then direction end as trend_direction, why_not as trend_why_not
from kinds join kept using ({KEY});
"""

LATEST = f"""
create table newest as
select l.* exclude (sign, nth, turns, started), l.nth,
    {_said("previous", _PREVIOUS, "b")}, l.value - b.value as change,
    coalesce(l.nth - l.started, 0) as run_moves, case when l.started is null then 0 else l.sign end as run_sign,
    l.value - f.value as run_change, f.value as run_first_value, {_said("run_first", _FIRST, "f")},
    coalesce(f.nth - f.started, 0) as prior_moves, case when f.started is null then 0 else f.sign end as prior_sign,
    f.started as prior_started, f.value as run_started_at
from moves l
left join moves b on {_same("b", "l")}
    and b.nth = l.nth - 1 and b.period_end + 1 = l.period_start
left join moves f on {_same("f", "l")} and f.nth = l.started
where l.nth = l.points;
create table latest as
select n.* exclude (prior_started, run_started_at), run_started_at - p.value as prior_change,
    p.value as prior_first_value, {_said("prior_first", _FIRST, "p")}, polarity_sign, is_percentage,
    case when abs(change * polarity_sign) >= 1e-9 then change * polarity_sign > 0 end as change_favourable,
    case when is_percentage then abs(change) / 3
    when previous_value <> 0 then abs(change) / abs(previous_value) * 100 / 5 end as size
from newest n
left join moves p on {_same("p", "n")} and p.nth = n.prior_started
join indicators i on i.indicator = n.indicator;
drop table newest;
drop table moves;
"""

PLACES = f"""
create table placed as
with among as (
    select {KEY}, period, document, value from figures
    semi join latest using ({MEASURE}, period, document)
    where value is not null and area in (select area from regions)
)
select *, rank() over (w order by value desc) as rank, rank() over (w order by value) as low,
    count(*) over w as areas_ranked, count(*) over (partition by {MEASURE}, period, document, value) - 1 as ties
from among window w as (partition by {MEASURE}, period, document);
create table near_places as
select l.area, l.indicator, l.dimension, l.member, model, count(*) filter (t.value > l.value) + 1 as neighbour_rank,
    count(t.value) + 1 as neighbours_ranked
from latest l join neighbours n using (area)
left join placed t on t.area = n.neighbour and t.indicator = l.indicator and t.dimension = l.dimension
    and t.member = l.member and t.period = l.period and t.document = l.document
group by all;
"""

COMPARISONS = f"""
create table asked as select {KEY}, period, period_end, value, is_percentage, polarity_sign from latest
    where unit <> 'count';
create table theirs as select {KEY}, period, period_end, document, available_from, value, places
    from figures join releases using (document)
    where unit <> 'count' and value is not null and area in (select neighbour from neighbours);
drop table figures;
create table alike as
select l.area, l.indicator, l.dimension, l.member, model, t.period, t.period_end, document, available_from,
    round(avg(t.value), 9) as mean, round(median(t.value), 9) as median, max(places) as places
from asked l join neighbours n using (area)
join theirs t on t.area = n.neighbour and t.indicator = l.indicator and t.dimension = l.dimension
    and t.member = l.member and t.period = l.period
group by all having count(*) >= 5;
create table alike_once as
select l.area, l.indicator, l.dimension, l.member, n.model, t.period, t.period_end, document, available_from,
    round(avg(t.value), 9) as mean, round(median(t.value), 9) as median, max(places) as places
from (
    select l.*, model from asked l cross join (select distinct model from neighbours)
    anti join alike using ({KEY}, model)
) l join neighbours n using (area, model)
join theirs t on t.area = n.neighbour and t.indicator = l.indicator and t.dimension = l.dimension
    and t.member = l.member
group by all having count(*) >= 5;
create table compared as
with told as (
    from alike union all from alike_once
), newest as (
    select * from told
    qualify row_number() over (partition by {KEY}, model, period order by available_from desc, document) = 1
), averages as (
    select * exclude (statistic, average, available_from, places),
        concat('neighbours:', area, ':', model, ':', statistic) as comparator,
        case places when 0 then round_even(average, 0) when 1 then round_even(average, 1)
        when 2 then round_even(average, 2) when 3 then round_even(average, 3) else round_even(average, 4) end as other,
        case when places = 0 then other::bigint::varchar else other::varchar end as printed
    from (unpivot newest on mean, median into name statistic value average)
), candidates as (
    select {KEY}, comparator, period, period_end, document, other, printed from averages
    union all
    select l.area, l.indicator, l.dimension, l.member, w.area::varchar, w.period, w.period_end, w.document, w.value,
        w.printed
    from asked l join regions r using (area)
    join wide w on w.indicator = l.indicator and w.dimension = l.dimension and w.member = l.member
        and (w.area = 'england' or w.area = r.region)
), chosen as (
    select l.area, l.indicator, l.dimension, l.member, comparator, c.other as comparator_value,
        c.printed as comparator_printed, c.period as comparator_period, c.document as comparator_document,
        l.period_end - c.period_end as comparator_age_days, l.value - c.other as gap, is_percentage, polarity_sign
    from asked l join candidates c using ({KEY})
    qualify row_number() over (
        partition by l.area, l.indicator, l.dimension, l.member, comparator
        order by comparator_age_days < 0, abs(comparator_age_days)
    ) = 1
)
select * exclude (is_percentage, polarity_sign),
    abs(gap) < case when is_percentage then 1.0 else abs(comparator_value) * 0.01 end - 1e-9 or abs(gap) < 1e-9
        as much_the_same,
    case when not much_the_same and abs(gap * polarity_sign) >= 1e-9 then gap * polarity_sign > 0 end
        as gap_favourable
from chosen;
copy compared to '{{out}}/comparisons.parquet';
"""

TOLD = f"""
create table usual as
select {KEY}, gap_favourable from compared
where not starts_with(comparator, 'neighbours:') or ends_with(comparator, ':2025:mean')
qualify row_number() over (
    partition by {KEY} order by not starts_with(comparator, 'neighbours:'), comparator <> 'england'
) = 1;
create table told as
with limits as (
    select *,
        {_Z} * sqrt({_Z * _Z} + 4 * numerator * (1 - numerator / denominator)) as reach,
        2 * (denominator + {_Z * _Z}) as twice,
        [{", ".join(str(one) for one in _EXACT_LOWER)}] as lowest,
        [{", ".join(str(one) for one in _EXACT_UPPER)}] as highest
    from latest
), bounded as (
    select * exclude (reach, twice, lowest, highest),
        case when unit = 'percent' then greatest(0, least(1, (2*numerator + {_Z * _Z} - reach) / twice)) * 100
        when unit = 'rate per 10,000' and numerator < 10 then lowest[numerator::int + 1] / denominator * 1e4
        when unit = 'rate per 10,000' then
            numerator * (1 - 1/(9*numerator) - {_Z}/(3*sqrt(numerator))) ** 3 / denominator * 1e4 end as interval_lower,
        case when unit = 'percent' then greatest(0, least(1, (2*numerator + {_Z * _Z} + reach) / twice)) * 100
        when unit = 'rate per 10,000' and numerator < 10 then highest[numerator::int + 1] / denominator * 1e4
        when unit = 'rate per 10,000' then (numerator+1)
            * (1 - 1/(9*(numerator+1)) + {_Z}/(3*sqrt(numerator+1))) ** 3 / denominator * 1e4 end as interval_upper
    from limits
)
select l.* exclude (nth), t.* exclude ({KEY}), p.rank, p.areas_ranked, p.ties,
    case when p.areas_ranked >= 8 then (p.rank - 1) * 4 // p.areas_ranked + 1 end as quartile,
    case when polarity_sign > 0 then p.rank when polarity_sign < 0 then p.low end as best_rank,
    x.neighbour_rank as neighbour_rank_2025, x.neighbours_ranked as neighbours_ranked_2025,
    y.neighbour_rank as neighbour_rank_2021, y.neighbours_ranked as neighbours_ranked_2021,
    case when e.comparator_value between interval_lower and interval_upper then 'similar'
    when (interval_lower > e.comparator_value) = (polarity_sign > 0) and polarity_sign <> 0
        and e.comparator_value is not null and interval_lower is not null then 'better'
    when polarity_sign <> 0 and interval_lower is not null and e.comparator_value is not null then 'worse'
    when interval_lower > e.comparator_value then 'higher'
    when interval_upper < e.comparator_value then 'lower' end as against_england,
    u.gap_favourable, case when change_favourable = u.gap_favourable then u.gap_favourable end as both_ways
from bounded l
left join trend t on {_same("t", "l")}
left join placed p on {_same("p", "l")} and p.period = l.period and p.document = l.document
left join (from near_places where model = 2025) x on {_same("x", "l")}
left join (from near_places where model = 2021) y on {_same("y", "l")}
left join (from compared where comparator = 'england') e
    on {_same("e", "l")} and e.comparator_period = l.period
left join usual u on {_same("u", "l")};
copy told to '{{out}}/latest.parquet';
copy (from told order by {KEY}) to '{{out}}/latest_by_area.parquet';
"""
STEPS = (FIGURES, SERIES, MOVES, TREND, LATEST, PLACES, COMPARISONS, TOLD)


def build(store: Path, out: Path) -> None:
    """Write series, latest, comparisons and latest_by_area under `out`."""
    import duckdb  # noqa: PLC0415 - each process of the benchmark loads only the library that it measures.

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    table, small = f"{store}/built/made/by_indicator.parquet", store / "small"
    # In memory, and on disk only what does not fit: a database file would write every working table.
    with duckdb.connect() as connection:
        connection.execute(f"set preserve_insertion_order = false; set memory_limit = '{memory // 2} B'")
        connection.execute(f"set temp_directory = '{out / 'spilt'}'")
        for name in _TEXTS:
            texts = f"select distinct {name} from read_parquet('{table}') where {name} is not null order by all"
            connection.execute(f"create type {name}_text as enum ({texts})")
        enumerated = ", ".join(f"{name}::{name}_text as {name}" for name in _TEXTS)
        for step in STEPS:
            connection.execute(step.format(store=store, small=small, out=out, enumerated=enumerated))
