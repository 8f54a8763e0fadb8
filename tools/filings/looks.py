"""How an element's style shows its text: hidden, bold, raised, at the end of a page."""

import re
from dataclasses import dataclass, field

from lxml import etree

_WHITE = r"\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0+(?:\.0+)?(?:p[tx]|r?em|%)?\s*(?:;|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\s*\d{4,}"
    rf"|(?<![-\w])color{_WHITE}.*background(?:-color)?{_WHITE}|background(?:-color)?{_WHITE}.*(?<![-\w])color{_WHITE}",
    re.DOTALL,
)
"""White text alone may stand on a dark ground, as heads of tables do."""
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)?")
_RAISES = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b")
_BREAKS = re.compile(r"break-(?:before|after)\s*:\s*(?:always|page|left|right)")
_INLINE = re.compile(r"display\s*:\s*inline\s*(?:;|$)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"[\w*]*\.([\w-]+)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; None is inherited."""

    hidden: bool = False
    bold: bool | None = None
    raised: bool = False
    breaks: bool = False
    inline: bool = False

    @classmethod
    def of(cls, style: str) -> "Look":
        """Read a style attribute, or the body of a rule."""
        style = style.lower()
        weight = _WEIGHT.search(style)
        return cls(
            hidden=_HIDES.search(style) is not None,
            bold=bool(weight[1]) if weight else None,
            raised=_RAISES.search(style) is not None,
            breaks=_BREAKS.search(style) is not None,
            inline=_INLINE.search(style) is not None,
        )

    def over(self, other: "Look") -> "Look":
        """This look where it says something, else the other."""
        return Look(
            hidden=self.hidden or other.hidden,
            bold=other.bold if self.bold is None else self.bold,
            raised=self.raised or other.raised,
            breaks=self.breaks or other.breaks,
            inline=self.inline or other.inline,
        )


PLAIN = Look()


@dataclass(slots=True)
class Looks:
    """The looks of one document's elements, each style read once."""

    classes: dict[str, Look] = field(default_factory=dict)
    _styles: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> "Looks":
        """Read the rules of the document's own style sheets that name one class."""
        classes: dict[str, Look] = {}
        for sheet in root.iter("{*}style"):
            for selectors, body in _RULE.findall(sheet.text or ""):
                look = Look.of(body)
                for selector in selectors.split(","):
                    if match := _CLASS.fullmatch(selector.strip()):
                        classes[match[1]] = look.over(classes.get(match[1], PLAIN))
        return cls(classes)

    def look(self, style: str | None, names: str | None) -> Look:
        """The look that a style attribute and class names give."""
        key = (style, names)
        if key not in self._styles:
            look = Look.of(style) if style else PLAIN
            for name in (names or "").split():
                look = look.over(self.classes.get(name, PLAIN))
            self._styles[key] = look
        return self._styles[key]
