"""What does a reader see of a stretch of Markdown, and where does each character of it stand?

Marks of emphasis, links' addresses, comments and tags are not seen; what they part reads as one: "$39<b>1</b>.0".
"""

import html
import re
from dataclasses import dataclass, field

from tieout.tools.checking.paper import Place, Run

FILLER = "\ue00f"
"""Stands for each character that is hidden."""
_TAG = r"[a-z][a-z0-9]{0,20}"
_HIDING = re.compile(
    r"(?P<fenced>^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)[^\n]*$|.*\Z))|"
    r"(?P<code>(?P<tick>`{1,3})(?!`)[^\n`]{1,1000}(?P=tick)(?!`))|"
    r"(?P<hidden><!--.*?-->|<(?P<unshown>script|style|template)\b[^<>]{0,2000}>.*?</(?P=unshown)\s*>|"
    rf"<(?P<tag>{_TAG})\b(?=[^<>]{{0,400}}?(?:display\s*:\s*none|visibility\s*:\s*hidden|\shidden[\s>=]))[^<>]{{0,2000}}>"
    r".*?</(?P=tag)\s*>)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(
    rf"(?P<filler>{FILLER}+)|\\(?P<escaped>[!-/:-@\[-`{{-~])|"
    r"(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});)|(?P<note>\[\^[^\]\s]{1,40}\]:?)|"
    r"(?P<image>!?\[)(?=[^\[\]]{0,2000}\]\()|(?P<address>\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?"
    rf"(?:\s+\"[^\"]{{0,500}}\")?\))|(?P<tag></?{_TAG}(?:\s[^<>]{{0,2000}})?/?>)|"
    r"(?P<emphasis>\*{1,3}|~~|`{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))|(?P<line>\r\n?|\n)",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"</?(?:br|p|div|li|tr|td|th|hr|table|ul|ol|h[1-6])\b", re.IGNORECASE)
_SPACED_STAR = re.compile(r"\s\*\s")


def hidden(text: str) -> tuple[Place, ...]:
    """The ranges of a Markdown text that are not shown: comments that end, and elements that are not displayed."""
    if "<" not in text:
        return ()
    closers = (text.rfind("-->"), text.casefold().rfind("</"))
    return tuple(m.span() for m in _HIDING.finditer(text, 0, max(closers) + 200) if m["hidden"] is not None)


def masked(text: str, places: tuple[Place, ...]) -> str:
    """The text, as long as before, with a filler for every character that is hidden."""
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start].replace(FILLER, "\ufffd"), FILLER * (end - start)]
        at = end
    return "".join([*parts, text[at:].replace(FILLER, "\ufffd")])


@dataclass(kw_only=True)
class _Builder:
    letters: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0

    def add(self, letters: str, start: int, end: int) -> None:
        """Characters that are seen, for a range of the text."""
        if letters:
            self.runs.append((self.length, start, end))
            self.letters.append(letters)
            self.length += len(letters)


def visible(text: str, start: int, end: int) -> tuple[str, tuple[Run, ...]]:
    """The seen characters of `start:end` of a masked text, lines joined by spaces, and where they stand."""
    built, at = _Builder(), start
    while (mark := _MARK.search(text, at, end)) is not None:
        built.add(text[at : mark.start()], at, mark.start())
        built.add(_seen(mark, text, start), *mark.span())
        at = mark.end()
    built.add(text[at:end], at, end)
    return "".join(built.letters), tuple(built.runs)


def _seen(mark: re.Match[str], text: str, start: int) -> str:
    """What is seen of one mark."""
    if mark["escaped"] is not None:
        return mark["escaped"]
    if mark["entity"] is not None:
        return html.unescape(mark["entity"])
    if mark["line"] is not None or (mark["tag"] is not None and _BREAKS.match(mark["tag"])):
        return " "
    if mark["emphasis"] == "*" and _SPACED_STAR.match(text, max(start, mark.start() - 1)):
        return "*"
    return ""
