"""How a sample filing looks as inline XBRL: contexts, units, tagged figures, tables and the cover page."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from tieout.evals.sample import Dimensions, Figure, Period, Row, Sample, Table

COLUMNS = {"now": 0, "before": 1, "earlier": 2}
MARKUP = re.compile(r"\{(\w+) ([^}]+)\}")
UNITS = {
    "usd": "<xbrli:measure>iso4217:USD</xbrli:measure>",
    "shares": "<xbrli:measure>xbrli:shares</xbrli:measure>",
    "usdPerShare": (
        "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>"
        "<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide>"
    ),
}


def printed(value: Decimal, scale: int, places: int) -> str:
    """A value's digits as a statement prints them: scaled, with separators, without a sign."""
    return f"{abs(value).scaleb(-scale):,.{places}f}"


def day(when: Period) -> str:
    """The last day of a period in words, with the hard space that filings put before the day."""
    return f"{when[-1]:%B}\u00a0{when[-1].day}, {when[-1].year}"


def _places(figure: Figure, scale: int) -> int:
    """The decimal places that a statement prints: as many as the figure has, and no fewer than its decimals say."""
    digits = -int((figure.value or Decimal(0)).scaleb(-scale).normalize().as_tuple().exponent)
    claimed = 0 if figure.decimals == "INF" else int(figure.decimals) + scale
    return max(0, digits, claimed)


@dataclass
class Page:
    """Writes the parts of one sample; collects the contexts that they use, for the header that comes first."""

    sample: Sample
    contexts: dict[tuple[Period, Dimensions], str] = field(default_factory=dict)
    count: int = 0

    def tag(self, figure: Figure, scale: int | None = None, places: int | None = None) -> str:
        """A figure in its ix:nonFraction element, printed exactly or at a coarser scale."""
        scale = figure.scale if scale is None else scale
        decimals = figure.decimals if places is None else str(places - scale)
        start = (
            f'<ix:nonFraction id="{self._next()}" name="{figure.concept}" '
            f'contextRef="{self.context(figure.period, figure.dimensions)}" unitRef="{figure.unit}"'
        )
        if figure.value is None:
            return f'{start} xsi:nil="true"></ix:nonFraction>'
        start += f' decimals="{decimals}" scale="{scale}"'
        if not figure.value:
            return f'{start} format="ixt:fixed-zero">—</ix:nonFraction>'
        sign = ' sign="-"' if figure.value < 0 else ""
        shown = printed(figure.value, scale, _places(figure, scale) if places is None else places)
        form = ' format="ixt:num-dot-decimal"' if "," in shown else ""
        return f"{start}{sign}{form}>{shown}</ix:nonFraction>"

    def word(self, name: str, text: str, form: str = "") -> str:
        """A piece of text in its ix:nonNumeric element, for the fiscal year."""
        context = self.context(self.sample.periods[0], ())
        attribute = f' format="ixt:{form}"' if form else ""
        return (
            f'<ix:nonNumeric id="{self._next()}" name="dei:{name}" contextRef="{context}"{attribute}>'
            f"{escape(text)}</ix:nonNumeric>"
        )

    def context(self, period: Period, dimensions: Dimensions) -> str:
        """The id of a context; the same period and dimensions have the same one."""
        return self.contexts.setdefault((period, dimensions), f"c-{len(self.contexts) + 1}")

    def prose(self, text: str) -> str:
        """A text with its `{kind concept …}` marks replaced by figures.

        `{tag C now 9 1}` and `{bare C now 9 1}` print a concept's value at a scale and number of places, tagged or not;
        `{growth C now}` the change over the year before in percent; `{ratio A B now}` a share in percent;
        `{less A B now}` a difference in millions.
        """
        return MARKUP.sub(lambda match: self._mark(match[1], match[2].split()), escape(text, quote=False))

    def _mark(self, kind: str, words: list[str]) -> str:
        if kind in {"tag", "bare"}:
            concept, column, *shape = words
            figure = self.sample.figure(concept, COLUMNS[column])
            if kind == "tag":
                return self.tag(figure, *map(int, shape))
            scale, places = map(int, shape)
            return printed(figure.value or Decimal(0), scale, places)
        *concepts, column = words
        values = [self.sample.figure(concept, COLUMNS[column]).value or Decimal(0) for concept in concepts]
        if kind == "growth":
            base = self.sample.figure(concepts[0], COLUMNS[column] + 1).value or Decimal(0)
            return f"{abs((values[0] - base) / base * 100):.1f}"
        if kind == "ratio":
            return f"{values[0] / values[1] * 100:.1f}"
        if kind == "less":
            return printed(values[0] - values[1], 6, 0)
        raise KeyError(f"{self.sample.ticker}: unknown mark {kind!r} in the text")

    def table(self, key: str) -> str:
        """A table with its title, its caption, its column headers and its rows."""
        table = self.sample.tables[key]
        rows = "\n".join(self._row(row, table) for row in self.sample.rows(key))
        title = f'<div class="t">{escape(table.title)}</div>' if table.title else ""
        caption = f'<div class="u">({escape(table.caption)})</div>' if table.caption else ""
        note = f"<p>{self.prose(table.note)}</p>" if table.note else ""
        return f"{title}{caption}<table>{self._headers(table)}\n{rows}</table>{note}"

    def _headers(self, table: Table) -> str:
        periods = [(when,) for when in table.dates] or [(last,) for _, last in self.sample.periods[: table.columns]]
        names = [str(when[-1].year) if table.headers == "years" else day(when) for when in periods]
        cells = "".join(f'<td></td><td colspan="3" class="h">{name}</td>' for name in names)
        over = f'<tr><td></td><td></td><td colspan="{4 * len(names) - 1}" class="h">{table.over}</td></tr>'
        return f"{over if table.over else ''}<tr><td></td>{cells}</tr>"

    def _row(self, row: Row, table: Table) -> str:
        if not row.figures:
            return f'<tr><td class="g" colspan="{4 * table.columns + 1}">{escape(row.label)}</td></tr>'
        cells = "".join(f"<td></td>{self._cells(figure, row)}" for figure in row.figures)
        style = ' class="r"' if "total" in row.flags else ""
        return f"<tr{style}><td>{self.prose(row.label)}</td>{cells}</tr>"

    def _cells(self, figure: Figure, row: Row) -> str:
        shown = (figure.value or Decimal(0)) * (-1 if row.turned else 1)
        opening, closing = ("(", ")") if shown < 0 else ("", "")
        dollar = "$" if "$" in row.flags else ""
        return f'<td>{dollar}</td><td class="n">{opening}{self.tag(figure)}</td><td>{closing}</td>'

    def _next(self) -> str:
        self.count += 1
        return f"f-{self.count}"
