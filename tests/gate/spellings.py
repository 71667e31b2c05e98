"""Spellings of CBOR and base45: those of the standards, and those that nobody here may read."""

# RFC 8949, appendix A: what is of the kinds that a pass is made of.
CBOR = {
    "00": 0, "01": 1, "0a": 10, "17": 23, "1818": 24, "1819": 25, "1864": 100, "1903e8": 1000,
    "1a000f4240": 1000000, "1b000000e8d4a51000": 1000000000000, "20": -1, "29": -10, "3863": -100,
    "3903e7": -1000, "60": "", "6161": "a", "6449455446": "IETF", "62225c": '"\\',
    "62c3bc": "\u00fc", "63e6b0b4": "\u6c34", "64f0908591": "\U00010151", "80": [],
    "83010203": [1, 2, 3], "8301820203820405": [1, [2, 3], [4, 5]],
    "98190102030405060708090a0b0c0d0e0f101112131415161718181819": list(range(1, 26)),
}  # fmt: skip
# The same appendix: well-formed, and of no kind that a pass has, or spelt in another way.
OTHER_CBOR = (
    "1bffffffffffffffff", "c249010000000000000000", "3bffffffffffffffff", "f90000", "f98000",
    "f93c00", "fb3ff199999999999a", "f97c00", "f97e00", "fa47c35000", "f4", "f5", "f6", "f7", "f0",
    "f8ff", "c11a514b67b0", "d74401020304", "a26161016162820203", "826161a161626163",
    "5f42010243030405ff", "7f657374726561646d696e67ff", "9fff", "9f018202039f0405ffff",
    "83018202039f0405ff", "bf61610161629f0203ffff",
    # Longer than they need be, out of order, twice, cut short, too deep, and what is no CBOR.
    "1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff", "3800", "5800",
    "5817" + "00" * 23, "780161", "9800", "b800", "a202000100", "a201000100", "a220000100", "a1",
    "a101", "82", "8200", "42", "4200", "62c3", "61", "62c328", "63eda080", "1c", "1d", "1e", "1f",
    "3f", "ff", "0000", "", "81818181818100", "1b0020000000000000", "3b001fffffffffffff", "a1f600",
    "a1810100",
)  # fmt: skip
# RFC 9285, section 4.
BASE45 = {
    "AB": "BB8",
    "Hello!!": "%69 VD92EX0",
    "base-45": "UJCLQE7W581",
    "ietf!": "QED8WEX0",
    "": "",
}
OTHER_BASE45 = (
    "G", "GG", "::", "GGX", ":::", "UJCLQE7W58", "bb8", "BB8 ", "BB\u0131", "\uff22B8", "BB8\n",
    "BB8=", "B,8", "BB8A", "\u00c4B8", "\ud83d\ude00B",
)  # fmt: skip
