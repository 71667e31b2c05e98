"""Make the text that a search runs over: pinyin, initials, accents folded, as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
WORD = re.compile(r"[^\W_]+")
LONGEST = 400  # characters of a key
SHORT, SHORT_HAN = 3, 2  # signs of a name below which anybody might be meant
UNFOLDED = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Lower the case and drop accents: `José Ñandú` → `jose nandu`; full-width becomes plain."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.lower()).translate(UNFOLDED)
    return "".join(sign for sign in flat if not unicodedata.combining(sign)).lower()


@lru_cache(maxsize=8192)
def search_key(*values: str) -> str:
    """Return every way a receptionist may type these values, lower-case, parted by spaces."""
    ways: dict[str, None] = {}
    for value in values:
        for way in spellings(value):
            ways.setdefault(way)
    return " ".join(ways)[:LONGEST].strip()


def spellings(value: str) -> list[str]:
    """Return a value as typed, its pinyin together and apart, and its initials.

    >>> spellings("張三")
    ['張三', 'zhangsan', 'zhang san', 'zs']
    """
    words = WORD.findall(fold(value))
    if not words:
        return []
    ways = [" ".join(words), "".join(words)]
    if HAN.search(ways[0]):
        ways += _pinyin(words)
    elif len(words) > 1:
        ways.append(_initials(words))
    return list(dict.fromkeys(ways))


def marks(*values: str) -> set[str]:
    """Return the ways of writing a whole name that are held to be the same, in any order of words.

    >>> sorted(marks("張三", "Wong, Ana"))
    ['anawong', 'sanzhang', 'wongana', 'zhangsan', '張三']
    """
    ways = {way for value in values for way in _wholes(value)}
    return {way for way in ways if len(way) >= (SHORT_HAN if HAN.search(way) else SHORT)}


def _wholes(value: str) -> Iterator[str]:
    words = WORD.findall(fold(value))
    readings = [words]
    if HAN.search("".join(words)):
        syllables = [fold(part) for word in words for part in _syllables(word)]
        # A passport may put the given name first.
        readings += [syllables, [*syllables[1:], *syllables[:1]]]
        readings += [[part.replace("v", way) for part in syllables] for way in ("yu", "u")]
    for parts in readings:
        yield from ("".join(parts), "".join(sorted(parts)))


def _pinyin(words: list[str]) -> list[str]:
    syllables = [fold(part) for word in words for part in _syllables(word)]
    joined = "".join(syllables)
    # 吕 is lü: typed lv, or lyu as in a passport, or lu.
    umlauts = [joined.replace("v", way) for way in ("yu", "u")] if "v" in joined else []
    return [joined, " ".join(syllables), _initials(syllables), *umlauts]


def _syllables(word: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # its dictionaries are slow to read

    # A surname is read as a surname only at the head of the name: 曾, 单, 仇, 解…
    if word[0] in SURNAMES and HAN.fullmatch(word):
        return [SURNAMES[word[0]], *lazy_pinyin(word[1:], style=Style.NORMAL)]
    return lazy_pinyin(word, style=Style.NORMAL)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "單": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "任": "ren",
    "区": "ou",
    "區": "ou",
    "盖": "ge",
    "蓋": "ge",
    "朴": "piao",
    "繁": "po",
    "覃": "qin",
    "洗": "xian",
    "冼": "xian",
    "缪": "miao",
    "繆": "miao",
    "华": "hua",
    "華": "hua",
    "乐": "yue",
    "樂": "yue",
    "召": "shao",
    "折": "she",
}
