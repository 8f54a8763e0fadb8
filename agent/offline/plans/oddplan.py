"""Is a question contradictory, foreign or empty? Then that is what the refusal says."""

import re
from collections.abc import Iterator

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.plans.changeplan import plan_changes
from tieout.agent.offline.plans.sheetplan import plan_sheet
from tieout.agent.offline.plans.summaryplan import plan_summary
from tieout.agent.offline.reading.spelling import is_printed
from tieout.claim import Reason
from tieout.document import Entity
from tieout.ports import Snapshot
from tieout.question import Plan
from tieout.tools.figures.companies import Companies, Named, name_words

_SYMBOL = re.compile(
    r"[’']?s?\s*\(\s*(?:(?:NYSE|NASDAQ|Nasdaq|AMEX|ticker|symbol)\s*:?\s*)?(?P<symbol>[A-Z]{1,5}(?:[.-][A-Z])?)\s*\)"
)
_UNITS = frozenset("USD EUR GBP JPY CAD US UK GAAP IFRS TTM LTM YOY QOQ FY YTD CAGR ADR LLC INC PLC CEO CFO".split())
_LONG_YEAR = re.compile(r"\b(?:in|for|during|fiscal|year|FY|of)\s*\d{5,8}\b(?!\s*[a-z])", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\b(?:in|for|during|of) (?:the |fiscal )?year\s+\d{1,3}\b", re.IGNORECASE)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufaff\ufe70-\ufeff]")
_FOREIGN = frozenset(
    "cuál cual cuáles cuánto cuanto cuántos fue fueron ingresos ventas beneficio ganancia netos neta del "
    "gagné quel quelle quels était étaient chiffre affaires bénéfice combien résultat les des une pour "
    "wie hoch war waren der die das umsatz gewinn betrug welche welcher jahr des "
    "qual foi receita lucro quanto quale ricavi utile fatturato nel della dell".split()
)
FIRST = 1930
"""Before this nobody filed with the SEC."""
ENOUGH = 2
"""Foreign words from which a question is none in English."""
WHOLE = (plan_summary, plan_sheet, plan_changes)
A_NAME = 6
"""Words that a company's name and a period may have together."""


def plan_odd(planning: Planning) -> Plan | None:
    """A refusal that says what is wrong with the question, else None."""
    problem = next(_problems(planning), None)
    return None if problem is None else planning.refusal(*problem)


def _problems(planning: Planning) -> Iterator[tuple[Reason, str]]:
    """What makes the question one that cannot be answered as it stands."""
    asked = planning.asked
    named = planning.reader.companies.find(asked.text)
    for contradiction in _contradictions(asked.text, named, planning.reader.companies, planning.home):
        yield "ambiguous", contradiction
    if _SHORT_YEAR.search(asked.text) and not asked.periods:
        yield "missing_evidence", "the year that the question names has fewer digits than a year has"
    if _LONG_YEAR.search(asked.text) and not asked.periods:
        yield "missing_evidence", "the year that the question names has more digits than a year has"
    if any(p.year < FIRST for m in asked.periods for p in m.periods):
        yield "missing_evidence", "no filing is as old as the year that the question names"
    if _is_foreign(planning):
        yield "ambiguous", "the question is not in English, the one language that is read; ask it in English"
    if asked.entities and _is_bare(planning):
        names = " and ".join(company(e) for e in asked.entities)
        yield "ambiguous", f"what of {names} is asked? Name a figure or a topic, and a period"


def _is_foreign(planning: Planning) -> bool:
    """Whether the question is in another script, or has several words of another language that mean nothing here."""
    asked = planning.asked
    if _OTHER_SCRIPT.search(asked.text):
        return True
    words = {w.casefold() for w in re.findall(r"[^\W\d_]+", asked.text)}
    unread = _FOREIGN & (set(asked.words) if asked.metrics else words)
    return len(words & _FOREIGN) >= ENOUGH and len(unread) >= ENOUGH


def _contradictions(text: str, named: tuple[Named, ...], companies: Companies, home: Snapshot) -> Iterator[str]:
    """A company and the symbol behind it that are not one."""
    for one in named:
        match = _SYMBOL.match(text, one.end)
        if match is None or match["symbol"] in _UNITS or one.entity.ticker is None:
            continue
        symbol = match["symbol"]
        if symbol.upper() == one.entity.ticker.upper():
            continue
        others = [e for e in companies.named(symbol) if e.key != one.entity.key]
        if others or not (_is_said(symbol, one.entity) or is_printed(symbol, frozenset({one.entity.key}), home)):
            what = f", and {symbol} is that of {company(others[0])}" if others else f", not {symbol}"
            yield f"the ticker of {company(one.entity)} is {one.entity.ticker}{what}: say which company is meant"


def _is_said(symbol: str, entity: Entity) -> bool:
    """Whether a symbol abbreviates the company's own name: "Advanced Micro Devices (AMD)"."""
    initials = "".join(w[0] for w in name_words(entity.name)).upper()
    return symbol.upper() in initials or initials.startswith(symbol.upper())


def _is_bare(planning: Planning) -> bool:
    """Whether nothing is said but names and periods, and no filing or company as a whole is asked for."""
    asked = planning.asked
    if re.match(r"\W*(?:where|who|whom|when|why|how|which)\b", asked.text, re.IGNORECASE):
        return False
    silent = not (asked.metrics or asked.words or asked.strangers or planning.question.history)
    if not silent or len(asked.text.split()) > len(asked.entities) * A_NAME:
        return False
    return all(whole(planning) is None for whole in WHOLE)
