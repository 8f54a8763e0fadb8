"""Which forms are meant? Form names as people write them, and which forms are read."""

import re
from collections.abc import Iterable

from tieout.errors import InputError

_SHORT = re.compile(r"(10|8|20|40|6|11)[\s-]?([KQF])(T|SB|405)?(/A)?", re.IGNORECASE)
_PROSPECTUS = re.compile(r"(?:S|F)-\d{1,2}(?:ASR|MEF)?|424B\d|10-12[BG]|DEFA?\s?14A|DEFM?\s?14A|ARS")
READ = ("10-K", "10-Q", "8-K", "20-F", "40-F", "6-K", "11-K")
_VARIANTS = frozenset({*READ, "10-KT", "10-QT", "10-KSB", "10-QSB", "10-K405"})


def form_names(forms: Iterable[str]) -> tuple[str, ...]:
    """Forms as EDGAR names them: "10k" is "10-K"; each once, in the order given.

    Raises:
        InputError: none is named, or one that Tieout does not read.
    """
    names = tuple(dict.fromkeys(form_name(form) for form in forms if form.strip()))
    if not names:
        raise InputError("no form to fetch; name one, such as --forms 10-K")
    return names


def form_name(form: str) -> str:
    """One form as EDGAR names it; raises InputError for one that Tieout does not read."""
    words = " ".join(form.upper().removeprefix("FORM ").split())
    match = _SHORT.fullmatch(words)
    name = f"{match[1]}-{match[2]}{match[3] or ''}{match[4] or ''}".upper() if match else words
    base = name.removesuffix("/A")
    if base in _VARIANTS or _PROSPECTUS.fullmatch(base):
        return name
    raise InputError(
        f"form {form.strip()!r} is not read: Tieout fetches periodic and current reports ({', '.join(READ)}), their "
        "amendments, proxy statements and prospectuses; ownership and holdings forms have no statements to prove from"
    )
