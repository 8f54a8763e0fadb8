"""Any folder of PDFs is searched as well: contracts, manuals, policies, with page citations and freshness."""

from collections.abc import Iterator

import pytest

from tests.tools.filings.test_pdf import pdf
from tieout.ports import SearchQuery, Snapshot
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.lookup import search_results

FILLER = ["This page deals with matters of a general kind.", "Nothing on it is of interest here."]
DOCUMENTS = {
    "supply-contract": [
        ["SUPPLY AGREEMENT", "This agreement is made on 3 March 2023 between Anvil Works and Holt Marine."],
        ["2. DELIVERIES", "The supplier delivers the goods within ten working days of each order."],
        ["9. TERM AND TERMINATION", "Either side may end this agreement by written notice of ninety days."],
        ["14. GOVERNING LAW", "The laws of Scotland govern this agreement; its courts hear any dispute."],
    ],
    "pump-manual": [
        ["OPERATING MANUAL", "Centrifugal pump, series four. Issued May 2, 2022."],
        FILLER,
        ["4. MAINTENANCE", "Grease the bearings every two thousand hours of operation."],
        ["5. FAULTS", "If the motor overheats, clean the strainer and check the inlet valve."],
    ],
    "travel-policy-old": [
        ["TRAVEL POLICY", "Effective date: January 1, 2019"],
        ["3. HOTELS", "Staff may book hotels of up to 120 dollars a night."],
    ],
    "travel-policy-new": [
        ["TRAVEL POLICY", "Effective date: January 1, 2024"],
        ["3. HOTELS", "Staff may book hotels of up to 180 dollars a night."],
    ],
}
ASKED = [
    ("How can the agreement be terminated?", "supply-contract", 3),
    ("Which law governs the contract?", "supply-contract", 4),
    ("When must goods be delivered?", "supply-contract", 2),
    ("How often are bearings lubricated?", "pump-manual", 3),
    ("What to do when the motor gets too hot?", "pump-manual", 4),
    ("How much may a hotel cost?", "travel-policy-new", 2),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """A contract, a manual, and a policy in two versions."""
    folder = tmp_path_factory.mktemp("any")
    for name, pages in DOCUMENTS.items():
        (folder / f"{name}.pdf").write_bytes(pdf(pages))
    with Home.open(folder / "home", create=True) as home:
        ingest(home, [folder / f"{name}.pdf" for name in DOCUMENTS])
        with home.snapshot() as opened:
            yield opened


@pytest.mark.parametrize(("question", "document", "page"), ASKED)
def test_the_page_that_answers_comes_first(snapshot: Snapshot, question: str, document: str, page: int) -> None:
    """Everyday words find the clause, the step or the rule, and its page is cited."""
    first = search_results(snapshot, SearchQuery(text=question, k=3))[0]

    assert (first.document, first.page) == (document, page)


def test_newer_documents_come_first(snapshot: Snapshot) -> None:
    """Of two versions of a policy the newer one goes first, both are found."""
    found = search_results(snapshot, SearchQuery(text="rules for hotels", k=6))

    order = [one.document for one in found if one.page == 2 and one.document.startswith("travel")]
    assert order == ["travel-policy-new", "travel-policy-old"]


def test_filters_hold(snapshot: Snapshot) -> None:
    """A search within one document finds nothing of the others."""
    found = search_results(snapshot, SearchQuery(text="hotel bearings law", k=9, documents=("pump-manual",)))

    assert {one.document for one in found} == {"pump-manual"}


def test_days_that_documents_bear(snapshot: Snapshot) -> None:
    """A contract bears the day on which it was made, a manual that of its issue, a policy that from which it holds."""
    assert {one.id: str(one.dated) for one in snapshot.documents()} == {
        "supply-contract": "2023-03-03",
        "pump-manual": "2022-05-02",
        "travel-policy-old": "2019-01-01",
        "travel-policy-new": "2024-01-01",
    }
