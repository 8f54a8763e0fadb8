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
_MOST = {
    "Item 1B": 10_000,
    "Item 1C": 40_000,
    "Item 2": 60_000,
    "Item 3": 60_000,
    "Item 4": 20_000,
    "Item 6": 30_000,
    "Item 9": 20_000,
    "Item 9B": 30_000,
    "Item 9C": 10_000,
    "Item 16": 120_000,
}


def most(name: str) -> int:
    """How many characters an item can have before it looks mis-cut."""
    return _MOST.get(name, _LONG)
