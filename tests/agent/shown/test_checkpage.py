"""The page of a check: everything escaped, nothing loaded, every figure with its proof."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html

from tieout.agent.shown.checkpage import page
from tieout.agent.workspace import Workspace
from tieout.checked import Checked
from tieout.tools.checking.overrides import Ledger, Wanted

TEXT = (
    "# <script>alert(1)</script> Apple Inc. fiscal 2024\n\n"
    "Net sales were $391.0 billion, up 2% from 2023. <img src=x onerror=alert(1)> Net income was $5 million.\n\n"
    "Total assets were $1 in fiscal 2024. \u202eabc\n"
)


def root_of(text: str) -> html.HtmlElement:
    """The page as a browser reads it."""
    root = html.document_fromstring(text)
    assert isinstance(root, html.HtmlElement)
    return root


@pytest.fixture(name="checked", scope="module")
def _checked(demo_home: Path) -> Checked:
    wanted = Wanted(figure="$1", by="<b>Ann</b>", reason='"because"')
    return Workspace(demo_home).check(TEXT, against="AAPL", overrides=Ledger(wanted=(wanted,)))


def test_nothing_of_the_text_is_markup(checked: Checked) -> None:
    """A script, an image and a bold name of the text are characters on the page."""
    shown = root_of(page(checked))

    assert len(shown.findall(".//script")) == 1
    assert shown.findall(".//img") == []
    assert [b.text for b in shown.findall(".//b") if b.text and "Ann" in b.text] == ["<b>Ann</b>"]
    assert "<script>alert(1)</script> Apple" in "".join(shown.get_element_by_id("text").itertext())
    assert "\u202e" not in page(checked)


def test_nothing_is_loaded_and_only_its_own_script_and_style_run(checked: Checked) -> None:
    """The policy forbids everything but what has the hash of the page's own style and script."""
    shown = page(checked)
    root = root_of(shown)
    policies = (m.get("content") or "" for m in root.iter("meta") if m.get("http-equiv") == "Content-Security-Policy")
    policy = next(policies)
    hashes = {
        f"'sha256-{b64encode(sha256((root.findtext(f'.//{name}') or '').encode()).digest()).decode()}'"
        for name in ("style", "script")
    }

    assert policy.startswith("default-src 'none'; ")
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashes
    assert (
        root.xpath("//link | //iframe | //object | //embed | //img | //*[@src or @style or @onclick or @onerror]") == []
    )
    assert re.findall(r"@import|url\(", shown) == []


def test_every_figure_is_marked_once_and_leads_to_its_proof(checked: Checked) -> None:
    """Each mark has its state in words, too; its proof has quotation, place and calculation."""
    root = root_of(page(checked))
    marks = root.find_class("figure")

    assert [m.get("data-state") for m in marks] == ["overridden" if f.override else f.verdict for f in checked.figures]
    assert [m.find_class("sign")[0].get("aria-label") for m in marks] == [m.get("data-state") for m in marks]
    proofs = [root.get_element_by_id(str(m.get("href"))[1:]).text_content() for m in marks]
    assert "Total net sales | 391,035" in proofs[0]
    assert "sample-AAPL-10-K-2024" in proofs[0]
    assert "(391,035 − 383,285) ÷ 383,285" in proofs[1]
    assert "answered for by <b>Ann</b>" in proofs[3]


def test_the_text_is_whole(checked: Checked) -> None:
    """Without the signs behind the figures the page shows the text, character by character."""
    root = root_of(page(checked))
    for sign in root.find_class("sign"):
        sign.drop_tree()

    assert root.get_element_by_id("text").text_content() == TEXT.replace("\u202e", "�")
