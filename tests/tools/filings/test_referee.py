"""Arelle reads the same figures: concept, dates, dimensions, value and nil."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.tools.filings.inline import inline
from tieout.tools.filings.markup import xml

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

Key = tuple[str, str, str | None, str, tuple[tuple[str, str], ...]]
SILENT = "(ixTransformValueError)"
"""Offline, Arelle does not know the SEC's formats for number words."""


def ours(path: Path) -> Counter[Key]:
    """The figures as read here."""
    found = inline(xml(path, path.read_text(encoding="utf-8")))
    return Counter(
        (
            figure.concept,
            "nil" if figure.value is None else _plain(figure.value),
            figure.context.start.isoformat() if figure.context.start else None,
            figure.context.end.isoformat() if figure.context.end else "",
            figure.context.members,
        )
        for figure in found.figures
    )


def theirs(path: Path) -> Counter[Key]:
    """The figures as Arelle reads them, offline."""
    from arelle import Cntlr

    controller = Cntlr.Cntlr(logFileName="logToBuffer")
    controller.webCache.workOffline = True
    model = controller.modelManager.load(str(path))
    keys: Counter[Key] = Counter()
    for fact in model.facts:
        if fact.unitID is None:
            continue
        context = fact.context
        members = sorted(
            (str(d.dimensionQname), str(d.memberQname) if d.isExplicit else d.typedMember.stringValue.strip())
            for d in context.qnameDims.values()
        )
        start = None if context.isInstantPeriod else context.startDatetime.date().isoformat()
        end = (context.endDatetime - timedelta(days=1)).date().isoformat()
        number = "nil" if fact.isNil else fact.value if fact.value == SILENT else _plain(Decimal(fact.value))
        keys[str(fact.qname), number, start, end, tuple(members)] += 1
    controller.close()
    return keys


def _plain(value: Decimal) -> str:
    return str(value.normalize())


@pytest.mark.parametrize("start", ["AAPL_10-K_0000320193-24", "TXN_10-K"])
def test_same_figures(shared_data: Path, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure differs; where Arelle is silent, the figure is one in words."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = next((shared_data / "filings" / "10-K").glob(f"{start}*.html"))
    referee, found = theirs(path), ours(path)
    silent = Counter({key: n for key, n in referee.items() if key[1] == SILENT})

    assert referee - found == silent
    assert sum((found - referee).values()) == sum(silent.values())
    assert {(k[0], *k[2:]) for k in found - referee} == {(k[0], *k[2:]) for k in silent}
