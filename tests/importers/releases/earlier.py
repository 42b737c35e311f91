"""Data files laid out as earlier releases were. Headers and labels are the department's, every figure is invented."""

_PLACE = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name"
CODE_FIRST = f"{_PLACE},old_la_code,new_la_code,la_name"
NAME_FIRST = f"{_PLACE},old_la_code,la_name,new_la_code"
_ENGLAND = "National,E92000001,England,,,,,"
_LEVEL = "Local authority,E92000001,England"
_YORKSHIRE = f"{_LEVEL},E12000003,Yorkshire and the Humber"
_MIDLANDS = f"{_LEVEL},E12000004,East Midlands"
_STABLE = (
    '"Living in the same placement for at least 2 years, or are placed for adoption and their adoption and their '
    'adoptive placement together with their previous placement, last for at least 2 years"'
)
_LASTING = "Children looked after continuously for at least 2.5 years at 31 March aged under 16 years"
_HEALTH = "Health assessments: Children looked after all ages"
_CONVICTIONS = "Convictions: Children looked after Ages 10 to 17 years"
_CONVICTED = '"Convicted or subject to youth cautions, or youth conditional cautions during the year"'
_STAYED = "Total living with former foster carers in the current year"
_COULD_STAY = (
    "Young people who ceased to be looked after in a foster placement on their 18th birthday and were eligible for "
    "care leavers support"
)


def _file(header: str, *rows: str, time: str = "2022,Reporting year") -> bytes:
    """A file about Barnsley; a row that begins with "England" is about that."""
    place = f"{_YORKSHIRE},370,Barnsley,E08000016" if header.startswith(NAME_FIRST) else ""
    place = place or f"{_YORKSHIRE},370,E08000016,Barnsley"
    lines = []
    for row in rows:
        england = row.removeprefix("England,")
        lines.append(f"{time},{_ENGLAND},{england}" if england != row else f"{time},{place},{row}")
    return "\n".join([header, *lines, ""]).encode()


_WORKFORCE = (
    f"{CODE_FIRST},social_worker_fte,leaver_fte,turnover_rate_fte_%,working_days_lost_fte,absence_rate_fte_%,agency_fte,"
    "agency_worker_rate_fte_%,agency_cover_fte,agency_cover_rate_fte_%,vacancy_fte,vacancy_rate_fte_%,"
    "vacancy_agency_cover_rate_fte_%,case_holders_fte,cases,caseload_fte,social_worker_headcount,leaver_headcount,"
    "turnover_rate_headcount_%,agency_headcount,agency_worker_rate_headcount_%"
)
_POSTS = "160,40,25,900,3.1,40,20,30,75,40,20,75,100,1700,17,170,42,24.7,41,19.4"
_NONE = ",".join("z" * 20)
WORKFORCE_2022 = "\n".join(
    [
        _WORKFORCE,
        f"2022,Reporting year,{_YORKSHIRE},370,E08000016,Barnsley,{_POSTS}",
        f"2022,Reporting year,{_MIDLANDS},940,E06000061,North Northamptonshire,{_POSTS}",
        f"2022,Reporting year,{_MIDLANDS},941,E06000062,West Northamptonshire,{_NONE}",
        f"2022,Reporting year,{_LEVEL},E13000002,Outer London,314,E09000021,Kingston upon Thames,{_POSTS}",
        f"2022,Reporting year,{_LEVEL},E13000002,Outer London,318,E09000027,Richmond upon Thames,{_POSTS}",
        "",
    ]
).encode()

# Each file with the figures of Barnsley that it must give: indicator, member, value, numerator, denominator.
FILES = {
    "workforce 2022": (
        WORKFORCE_2022,
        {
            ("sw_fte", "", 160, None, None),
            ("sw_headcount", "", 170, None, None),
            ("sw_leavers_fte", "", 40, None, None),
            ("sw_turnover", "", 25, 40, 160),
            ("sw_agency_fte", "", 40, None, None),
            ("sw_agency_rate", "", 20, 40, 200),
            ("sw_vacancies_agency_n", "", 30, None, None),
            ("sw_agency_on_vacancies", "", 75, 30, 40),
            ("sw_vacancy_fte", "", 40, None, None),
            ("sw_vacancy_rate", "", 20, 40, 200),
            ("sw_agency_cover", "", 75, 30, 40),
            ("sw_cases_n", "", 1700, None, None),
            ("sw_caseload_avg", "", 17, 1700, 100),
            ("sw_absence", "", 3.1, None, None),
        },
    ),
    "placement stability 2022": (
        _file(
            f"{NAME_FIRST},cla_group,characteristic,number,percentage",
            f"{_LASTING},{_STABLE},70,70",
            f"{_LASTING},Total children,100,100",
            "Children looked after at 31 March,Total children,250,100",
            "Children looked after at 31 March,With 3 or more placements during the year,25,10",
        ),
        {
            ("cic_stable_2y", "", 70, 70, 100),
            ("cic_3plus_12m", "", 10, 25, 250),
            ("cic_3plus_12m_n", "", 25, None, None),
        },
    ),
    "new placements 2022": (
        _file(
            f"{NAME_FIRST},cla_group,characteristic,number,percentage",
            "Location of new placements during the year,Placed inside LA boundary less than 20 miles from home,60,60",
            "Location of new placements during the year,Total new placements,100,100",
            "Reason for placement change during the year,Carer requests placement ends due to childs behaviour,10,20",
            "Reason for placement change during the year,Total placements changing,50,100",
        ),
        {
            ("cic_new_placements_n", "", 100, None, None),
            ("cic_new_placement_place", "Inside the council’s area, under 20 miles from home", 60, 60, 100),
            ("cic_placement_changes_n", "", 50, None, None),
            ("cic_placement_change_reason", "Carer asked, because of the child’s behaviour", 20, 10, 50),
        },
    ),
    "health and convictions 2022": (
        _file(
            f"{NAME_FIRST},cla_group,characteristic,number,percentage",
            f"{_HEALTH},Had their annual health assessment,180,90",
            f"{_HEALTH},Had their teeth checked by a dentist,c,c",
            f"{_HEALTH},Total all ages,200,100",
            f"{_CONVICTIONS},{_CONVICTED},6,4",
            f"{_CONVICTIONS},Total ages 10 to 17 years,150,100",
        ),
        {
            ("cic_health_ann", "", 90, 180, 200),
            ("cic_dental", "", None, None, None),
            ("cic_offend", "", 4, 6, 150),
        },
    ),
    "school moves 2022": (
        _file(
            f"{NAME_FIRST},cla_group,move_measure,school_stability,number,percentage",
            "CLA on 31 March,Any moves,At least one move,30,15",
            "CLA on 31 March,Any moves,Total children,200,100",
            "CLA on 31 March,Mid-year moves,At least one mid-year move,20,10",
            "CLA on 31 March,Mid-year moves,Total children,200,100",
        ),
        {("cic_school_moves", "", 10, 20, 200)},
    ),
    "number and rate 2022": (
        _file(
            f"{NAME_FIRST},population_count,population_estimate,number,rate_per_10000",
            "Children looked after at 31 March each year,50000,350,70",
        ),
        {("cic_n", "", 350, None, None), ("cic_rate", "", 70, 350, 50000)},
    ),
    "in touch 2022": (
        _file(
            f"{NAME_FIRST},age,in_touch,number,percentage",
            "Aged 17 to 18,Local authority in touch with care leaver,45,90",
            "Aged 17 to 18,Total,50,100",
        ),
        {("cl_touch_17_18", "", 90, 45, 50)},
    ),
    "staying put 2022": (
        _file(
            f"{NAME_FIRST},age,stay_put,number,percentage",
            f"Aged 18,{_STAYED},12,60",
            f"Aged 18,{_COULD_STAY},20,100",
        ),
        {("cl_staying_put_18", "", 60, 12, 20)},
    ),
    "absence 2022": (
        _file(
            f"{NAME_FIRST},year_breakdown,social_care_group,school_type,t_pupils,t_sess_possible,t_sess_overall,"
            "pt_overall,t_pupils_pa_10_exact,pt_pupils_pa_10_exact",
            "Six half terms,CINO at 31 March,Total,500,100000,15000,15,200,40",
            "Six half terms,CINO at 31 March,Special,90,9000,900,10,9,10",
            time="202122,Academic year",
        ),
        {("absence_cin", "", 15, None, 500), ("persistent_absence_cin", "", 40, 200, 500)},
    ),
    "key stage 4 2022": (
        _file(
            f"{NAME_FIRST},social_care_group,version,t_pupils,t_att8,avg_att8,t_l2basics_94,pt_l2basics_94",
            "CLA 12 months at 31 March,Revised,40,800,20,10,25",
            time="202122,Academic year",
        ),
        {("ks4_em4_cic", "", 25, 10, 40)},
    ),
    "England since 1994, of 2022": (
        _file(
            "time_period,time_identifier,geographic_level,country_code,country_name,population_count,number",
            "Children looked after at 31 March,80000",
            "Children looked after at 31 March who were unaccompanied asylum-seeking children,5000",
        ).replace(f"{_YORKSHIRE},370,E08000016,Barnsley".encode(), b"National,E92000001,England"),
        {("cic_n", "", 80000, None, None), ("uasc_n", "", 5000, None, None)},
    ),
    "referrals by source 2024": (
        _file(
            f"{CODE_FIRST},category,Referrals,Individual,Schools,Education_Services,Health_Services,Housing,"
            "LA_Services,Police,Other_legal_agency,Other,Anonymous,Unknown",
            "Source of referral,1000,100,200,0,150,c,100,300,c,50,50,0",
            time="2024,Reporting year",
        ),
        {
            ("sc_referrals_n", "", 1000, None, None),
            ("sc_referrals_n", "Family, friends or the child", 100, None, None),
            ("sc_referrals_n", "Schools", 200, None, None),
            ("sc_referrals_n", "Education services", 0, None, None),
            ("sc_referrals_n", "Health services", 150, None, None),
            ("sc_referrals_n", "Housing", None, None, None),
            ("sc_referrals_n", "Council services", 100, None, None),
            ("sc_referrals_n", "Police", 300, None, None),
            ("sc_referrals_n", "Other legal agencies", None, None, None),
            ("sc_referrals_n", "Other", 50, None, None),
            ("sc_referrals_n", "Anonymous", 50, None, None),
            ("sc_referrals_n", "Not known", 0, None, None),
        },
    ),
    "referrals by month 2024": (
        _file(
            f"{CODE_FIRST},category,Referrals,April,May,June,July,August,September,October,November,December,January,"
            "February,March",
            "Month of referral,1200,100,100,100,100,100,100,100,100,100,100,100,100",
            time="2024,Reporting year",
        ),
        {("sc_referrals_n", "", 1200, None, None)},
    ),
    "plans started by category 2024": (
        _file(
            f"{CODE_FIRST},category,CPP_start,Neglect_Initial,Physical_Initial,Sexual_Initial,Emotional_Initial,"
            "Multiple_Initial,Neglect_Latest,Physical_Latest,Sexual_Latest,Emotional_Latest,Multiple_Latest",
            "Child Protection Plans by Initial and Latest Category of Abuse,400,200,50,20,130,0,190,50,20,140,0",
            time="2024,Reporting year",
        ),
        {("cp_started_n", "", 400, None, None)},
    ),
    "plans by category 2024": (
        _file(
            f"{CODE_FIRST},category,CPP_At31,Neglect_Initial,Physical_Initial,Sexual_Initial,Emotional_Initial,"
            "Multiple_Initial,Neglect_Latest,Physical_Latest,Sexual_Latest,Emotional_Latest,Multiple_Latest",
            "Child Protection Plans by Initial and Latest Category of Abuse,300,160,20,c,110,0,150,c,10,120,0",
            time="2024,Reporting year",
        ),
        {
            ("cp_n", "", 300, None, None),
            ("cp_category_share", "Neglect", 50, 150, 300),
            ("cp_category_share", "Physical abuse", None, None, None),
            ("cp_category_share", "Sexual abuse", 3.3, 10, 300),
            ("cp_category_share", "Emotional abuse", 40, 120, 300),
            ("cp_category_share", "Multiple categories", 0, 0, 300),
        },
    ),
}
