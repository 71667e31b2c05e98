"""Names of people who do not exist, in the four languages of the house."""

from __future__ import annotations

from random import Random


def pool(words: str) -> list[str]:
    """Part words at their spaces."""
    return words.split()


SURNAMES_HANT = pool(
    "陳 黃 林 李 張 王 吳 劉 蔡 楊 許 鄭 謝 郭 曾 葉 鄧 蘇 羅 馮 趙 孫 單 歐陽 司徒 區"
)
SURNAMES_HANS = pool(
    "陈 黄 林 李 张 王 吴 刘 蔡 杨 许 郑 谢 郭 曾 叶 邓 苏 罗 冯 赵 孙 单 欧阳 司徒 吕"
)
GIVEN_HANT = pool(
    "家明 志強 詠詩 嘉欣 偉文 麗華 子軒 曉彤 俊傑 美玲 國榮 淑芬 浩然 思敏 永康 慧儀 啟東 "
    "雅雯 澤宇 靜怡 文龍 樂瑤 振邦 秀蘭 梓晴 敏 婷 健"
)
GIVEN_HANS = pool(
    "家明 志强 咏诗 嘉欣 伟文 丽华 子轩 晓彤 俊杰 美玲 国荣 淑芬 浩然 思敏 永康 慧仪 启东 "
    "雅雯 泽宇 静怡 文龙 乐瑶 振邦 秀兰 梓晴 敏 婷 健"
)
FIRST_EN = pool(
    "Oliver Amelia George Isla Arthur Ava Harriet Thomas Grace Edward Ruby Samuel Priya "
    "Daniel Eleanor Marcus Beatrice Owen Zara Fergus"
)
LAST_EN = pool(
    "Ashworth Bennett Carmichael Doyle Ellison Fairfax Goodwin Hartley Iyer Jennings "
    "Kendrick Lockhart Mercer Nightingale O’Connor Pemberton Quinn Ramsay St.John "
    "Thackeray"
)
FIRST_ES = pool(
    "María José Lucía Íñigo Carmen Andrés Sofía Raúl Inés Joaquín Begoña Ángel Elena "
    "Óscar Rocío Martín Pilar Gonzalo Noemí Tomás"
)
LAST_ES = pool(
    "García Núñez Fernández Muñoz Ibáñez Rodríguez Peña Sánchez Castaño Gómez Ordóñez "
    "Zúñiga Álvarez Martínez Güell Ortiz Vázquez Domínguez"
)
# How a house in a Chinese city is peopled, in parts of a hundred.
SHARES = (("zh-Hant", 48), ("zh-Hans", 24), ("en", 20), ("es", 8))


def language(chance: Random) -> str:
    """Draw the language of a household."""
    return chance.choices([code for code, _ in SHARES], [share for _, share in SHARES])[0]


def family(lang: str, chance: Random) -> str:
    """Draw a family name."""
    if lang == "es":
        return " ".join(chance.sample(LAST_ES, 2))
    pool = {"zh-Hant": SURNAMES_HANT, "zh-Hans": SURNAMES_HANS}.get(lang, LAST_EN)
    return chance.choice(pool)


def person(lang: str, surname: str, chance: Random) -> str:
    """Draw a full name in the order of its language."""
    if lang == "zh-Hant":
        return surname + chance.choice(GIVEN_HANT)
    if lang == "zh-Hans":
        return surname + chance.choice(GIVEN_HANS)
    first = chance.choice(FIRST_ES if lang == "es" else FIRST_EN)
    return f"{first} {surname}"


def phone(lang: str, chance: Random) -> str:
    """Draw a telephone number from ranges that nobody is given."""
    if lang == "zh-Hans":
        return f"+86 100 0000 {chance.randrange(10_000):04d}"
    return f"+852 0000 {chance.randrange(10_000):04d}"
