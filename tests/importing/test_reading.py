"""Whatever wrote the file, the same cells come out; what is no table says so."""

from datetime import date, datetime

import pytest

from desk.importing.plaintext import decode, separator_of
from desk.importing.sheet import LARGEST, UNCOUNTED, Sheet, Unreadable, read
from desk.importing.workbook import UNPACKED
from tests.importing.files import csv_text, replaced, xlsx

HANS = [
    ("房号", "姓名", "电话"),
    ("T1-03A", "张三", "+86 100 0000 0001"),
    ("T1-03B", "欧阳静怡", ""),
]
HANT = [("房號", "姓名", "電話"), ("T1-03A", "張三", "+852 0000 0001"), ("T1-03B", "歐陽靜怡", "")]
ES = [("Vivienda", "Nombre", "Teléfono"), ("T1-03A", "Íñigo Núñez Peña", "600 000 001")]


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in sheet.lines]


@pytest.mark.parametrize(
    ("rows", "codec", "told"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8"),
        (HANS, "gb18030", "gb18030"),
        (HANT, "big5", "big5"),
        (HANT, "gb18030", "gb18030"),
        (HANT, "utf-16", "utf-16"),
        (ES, "utf-8", "utf-8"),
    ],
)
def test_each_encoding_is_known_by_itself(
    rows: list[tuple[str, ...]], codec: str, told: str
) -> None:
    sheet = read(csv_text(rows).encode(codec))
    assert cells(sheet) == rows
    assert sheet.encoding == told


def test_an_encoding_that_is_named_is_believed() -> None:
    data = csv_text(HANT).encode("big5")
    assert cells(read(data, "big5")) == HANT
    with pytest.raises(Unreadable) as no:
        read(data, "utf-8")
    assert no.value.code == "encoding"
    with pytest.raises(Unreadable) as unknown:
        decode(data, "klingon")
    assert unknown.value.code == "encoding"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_whatever_parts_the_cells(separator: str) -> None:
    rows = [("room", "name"), ("12A", "Ruiz, Ana; tel. 3"), ("12B", 'Bo "the tall" | Lee')]
    text = csv_text(rows, separator)
    assert separator_of(text) == separator
    assert cells(read(text.encode())) == rows


def test_line_ends_may_be_mixed_and_lines_keep_their_numbers() -> None:
    text = 'room,name\r\n12A,Ana\n\n12B,"Bo\nLee"\r12C,Cy\n'
    sheet = read(text.encode())
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (1, ("room", "name")),
        (2, ("12A", "Ana")),
        (4, ("12B", "Bo\nLee")),
        (6, ("12C", "Cy")),
    ]


def test_a_workbook_reads_like_its_screen() -> None:
    rows: list[list[object]] = [
        ["翠庭业主名册", None, None, None],
        ["房号", "姓名", "电话", "迁出日期"],
        ["T1-03A", "张三", 85200000001.0, datetime(2026, 11, 22)],  # noqa: DTZ001 (a cell knows no zone)
        [None, "李四", "+852 0000 0002", date(2026, 11, 23)],
        [None, None, None, None],
        ["T1-03B", "王五", True, 0.5],
    ]
    sheet = read(xlsx(rows, merged=["A1:D1", "A3:A4"]))
    assert sheet.encoding == "xlsx"
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (1, ("翠庭业主名册",) * 4),
        (2, ("房号", "姓名", "电话", "迁出日期")),
        (3, ("T1-03A", "张三", "85200000001", "2026-11-22")),
        (4, ("T1-03A", "李四", "+852 0000 0002", "2026-11-23")),
        (6, ("T1-03B", "王五", "yes", "0.5")),
    ]


def test_a_formula_without_a_result_is_no_empty_cell() -> None:
    sheet = read(xlsx([["room", "name"], ["12A", '=CONCAT("A","na")'], ["12B", ""]]))
    assert cells(sheet) == [("room", "name"), ("12A", UNCOUNTED), ("12B", "")]


def test_what_is_no_table_says_why() -> None:
    whole = xlsx([["room"], ["12A"]])
    for data, code in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_excel"),
        (whole[:400], "not_a_workbook"),
        (whole.replace(b"xl/workbook.xml", b"xl/wordbook.xml"), "not_a_workbook"),
        (replaced(whole, "xl/worksheets/sheet1.xml", bytes(1000)), "not_a_workbook"),
        (b"room,name\n12A,A\0na\n", "not_text"),
        (b'room,name\n12A,"' + b"x" * 200_000, "not_a_table"),
        (bytes(range(128, 256)) * 40, "encoding"),
        (b"x" * (LARGEST + 1), "too_large"),
        (("," * 300 + "x").encode(), "too_large"),
    ):
        with pytest.raises(Unreadable) as no:
            read(data)
        assert no.value.code == code, data[:40]


def test_a_laughing_document_is_not_listened_to() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    laugh = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><worksheet><c><v>&l8;</v></c></worksheet>'
    with pytest.raises(Unreadable) as no:
        read(replaced(xlsx([["room"], ["12A"]]), "xl/worksheets/sheet1.xml", laugh.encode()))
    assert no.value.code == "not_a_workbook"


def test_a_zip_bomb_is_weighed_and_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = replaced(xlsx([["room"]]), "xl/worksheets/sheet1.xml", bytes(UNPACKED + 1))
    assert len(bomb) < 1_000_000

    def unpacked(*_: object, **__: object) -> None:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr("desk.importing.workbook.load_workbook", unpacked)
    with pytest.raises(Unreadable) as no:
        read(bomb)
    assert no.value.code == "too_large"
