"""Search keys, working hours, and languages."""

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

import pytest

from desk import hours, i18n
from desk.searchkey import fold, search_key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(
            ("zs", "张三"),
            ("zhangsan", "张三"),
            ("zhang san", "张三"),
            ("张三", "张三"),
            ("三", "张三"),
        ),
        *(("zs", "張三"), ("zhangsan", "張三"), ("張", "張三")),
        *(("zeng", "曾國強"), ("shan", "單曉明"), ("ouyang", "歐陽娜娜"), ("oy", "欧阳娜娜")),
        *(("lvbu", "吕布"), ("lyubu", "吕布"), ("lubu", "吕布")),
        *(("jose", "José Ñandú"), ("nandu", "José Ñandú"), ("jn", "José Ñandú")),
        *(("obrien", "O’Brien"), ("strasse", "Straße"), ("garcia-nunez", "García-Núñez")),
        *(("12a", "T1-12A"), ("t1 12a", "T1-12A"), ("t112a", "T1-12A")),
        *(("abc", "ＡＢＣ"), ("kelly", "何嘉儀 Kelly"), ("hejiayi", "何嘉儀 Kelly")),
        *(("粤b12345", "粤B·12345"), ("yueb", "粤B·12345")),
    ],
)
def test_what_a_receptionist_types_finds(typed: str, name: str) -> None:
    assert " ".join(fold(typed).replace("-", " ").split()) in search_key(name)


@pytest.mark.parametrize("name", ["", " ", "—", "🙂", "()", "\u202e"])
def test_nothing_to_find(name: str) -> None:
    assert search_key(name) == ""


def test_a_key_is_lower_case_and_bounded() -> None:
    key = search_key("Ünïcødé ŁÓDŹ İstanbul", "陳" * 500)
    assert key == key.lower()
    assert len(key) <= 400


def test_several_values_are_found_in_one_key() -> None:
    assert all(part in search_key("张伟", "Acme 贸易") for part in ("zw", "acme", "maoyi"))


WEEK = {"sun": [["00:00", "24:00"]], "mon": [["09:00", "12:30"], ["13:30", "18:00"]]}
HOUR = 3_600_000


def test_hours_are_moments_in_utc() -> None:
    days = hours.intervals(WEEK, [], "Asia/Hong_Kong", date(2026, 11, 22), 3)
    assert days["2026-11-22"] == [[1795276800000, 1795276800000 + 24 * HOUR]]
    assert [end - start for start, end in days["2026-11-23"]] == [int(3.5 * HOUR), int(4.5 * HOUR)]
    assert days["2026-11-24"] == []


def test_a_holiday_is_closed() -> None:
    days = hours.intervals(WEEK, ["2026-11-23"], "Asia/Hong_Kong", date(2026, 11, 23), 1)
    assert days == {"2026-11-23": []}


def test_a_day_has_23_or_25_hours_when_the_clocks_change() -> None:
    def length(day: date) -> int:
        spans = hours.intervals(WEEK, [], "Europe/Madrid", day, 1)[day.isoformat()]
        return (spans[0][1] - spans[0][0]) // HOUR

    assert (length(date(2026, 3, 29)), length(date(2026, 10, 25))) == (23, 25)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_today_is_the_sites_day(zone: str) -> None:
    assert zone in available_timezones()
    noon = hours.moment(date(2026, 11, 22), "12:00", zone)
    assert hours.today(noon, zone) == date(2026, 11, 22)
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        *(
            ("en", "en"),
            ("en-GB", "en"),
            ("EN_us", "en"),
            ("es-419", "es"),
            ("fr", None),
            ("", None),
        ),
        *(("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-SG", "zh-Hans"), ("zh-Hans-HK", "zh-Hans")),
        *(("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-MO", "zh-Hant"), ("zh_Hant", "zh-Hant")),
    ],
)
def test_tags_and_the_languages_we_speak(tag: str, code: str | None) -> None:
    assert i18n.match(tag) == code


def test_codes_and_locales_agree() -> None:
    assert {i18n.CODES[locale]: locale for locale in i18n.CODES} == i18n.LOCALES
    assert set(i18n.NAMES) == set(i18n.LOCALES)
