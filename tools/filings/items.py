"""Which items a form has, in which order, under which titles, and how long they can plausibly be."""

import re

_K = "1 1A 1B 1C 2 3 4 5 6 7 7A 8 9 9A 9B 9C 10 11 12 13 14 15 16"
_F = "1 2 3 4 4A 5 6 7 8 9 10 11 12 13 14 15 16 16A 16B 16C 16D 16E 16F 16G 16H 16I 16J 16K 17 18 19"
_Q = {"I": "1 2 3 4", "II": "1 1A 2 3 4 5 6"}

BY_ROW = frozenset({"Item 1", "Item 8"})
"""Items that may begin under a heading of their own: the index's row is believed for them."""
CURRENT = "8-K"
"""The form whose items have two numbers, in no fixed order."""
ORDERS: dict[str, tuple[str, ...]] = {
    "10-K": tuple(f"Item {item}" for item in _K.split()),
    "20-F": tuple(f"Item {item}" for item in _F.split()),
    "10-Q": tuple(f"Part {part}, Item {item}" for part, items in _Q.items() for item in items.split()),
}
TITLES = {
    name: re.compile(rf"(?:{title})\b", re.IGNORECASE)
    for name, title in {
        "Item 1": r"(?:description of )?(?:the |our )?business(?: overview)?(?=[\n.])|about (?:the )?(?-i:[A-Z])\w+",
        "Item 1A": "risk factors",
        "Item 1B": "unresolved staff comments",
        "Item 1C": "cybersecurity",
        "Item 2": "properties",
        "Item 3": "legal proceedings",
        "Item 4": "mine safety",
        "Item 5": "market for (?:the )?registrant",
        "Item 7": r"management[’']?s discussion and analysis",
        "Item 7A": "quantitative and qualitative disclosure",
        "Item 8": (
            r"financial statements and (?:supplementary data|notes)|"
            r"(?:consolidated )?statements? of (?:earnings|income|operations)"
        ),
        "Item 9A": r"(?:disclosure )?controls and procedures|management and auditor[’']?s reports",
        "Item 10": r"directors(?:, executive officers)?,? and corporate governance",
        "Item 11": "executive compensation",
        "Item 12": "security ownership",
        "Item 15": "exhibits?(?:,| and) financial statement schedules",
    }.items()
}
_LONG = 10_000_000
_K_MOST = {
    "1B": 10_000,
    "1C": 40_000,
    "2": 60_000,
    "3": 60_000,
    "4": 20_000,
    "5": 60_000,
    "6": 30_000,
    "7A": 80_000,
    "9": 20_000,
    "9A": 60_000,
    "9B": 30_000,
    "9C": 10_000,
    "16": 30_000,
}
_F_MOST = {"1": 20_000, "2": 20_000, "4A": 10_000, "7": 80_000, "13": 20_000, "14": 30_000, "15": 60_000}
_Q_MOST = {"I, 3": 80_000, "I, 4": 40_000, "II, 1": 60_000, "II, 2": 40_000, "II, 3": 20_000, "II, 4": 20_000}
_MOST: dict[str, dict[str, int]] = {
    "10-K": {f"Item {item}": length for item, length in _K_MOST.items()},
    "20-F": {f"Item {item}": length for item, length in _F_MOST.items()},
    "10-Q": {f"Part {item.replace(', ', ', Item ')}": length for item, length in _Q_MOST.items()},
}


def most(form: str, name: str) -> int:
    """How many characters an item of a form can have before it looks mis-cut."""
    return _MOST.get(form, {}).get(name, _LONG)
