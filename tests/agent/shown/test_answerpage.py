"""An answer as a page: everything that it says, and nothing that a filing says as markup."""

from pathlib import Path

import lxml.html

from tests.agent.scripted import abstained, answered
from tieout.agent.shown.answerpage import answer_page
from tieout.agent.workspace import Workspace

EVIL = "<script>alert(1)</script> | **bold**"


def said(element: lxml.html.HtmlElement) -> str:
    """What a reader sees of an element."""
    return "".join(str(text) for text in element.itertext())


def test_a_page_carries_text_proofs_and_sources(demo_home: Path) -> None:
    """A tear sheet has its headings, tables, proofs with operands, and marks that lead to sources."""
    answer = Workspace(demo_home).ask("tear sheet of Apple")
    page = lxml.html.fromstring(answer_page(answer, html=True))
    headings = [said(h) for h in page.findall(".//h2")]
    targets = {a.get("href") for a in page.findall(".//a")}

    assert headings[:3] == ["Business", "Income", "Growth"]
    assert headings[-2:] == ["Proofs", "Sources"]
    assert "$383,285 million" in said(page)
    assert targets == {f"#{li.get('id')}" for li in page.findall(".//ol/li")}
    assert len(page.findall(".//table[@class='proofs']/tbody/tr")) > len({f.text for f in answer.figures})


def test_nothing_that_a_filing_says_is_markup() -> None:
    """Script and emphasis of a quotation are shown, not done."""
    answer = answered(text=f"- “{EVIL}” [1]", quote=EVIL)
    page = answer_page(answer, html=True)

    assert "<script" not in page
    assert EVIL in said(lxml.html.fromstring(page))
    assert r"\*\*bold\*\*" in answer_page(answer, html=False)


def test_a_refusal_is_a_page_too() -> None:
    """What is withheld stands there with its reason, in HTML and in Markdown."""
    assert "no guidance is indexed" in answer_page(abstained(), html=True)
    assert answer_page(abstained(), html=False).startswith("# What will revenue be?\n")
