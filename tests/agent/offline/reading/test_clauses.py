"""A question falls into its parts at list marks, sentences and joined questions, and nowhere else."""

import pytest

from tieout.agent.offline.reading.clauses import clauses


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What was revenue in 2024? And the year before?", ["What was revenue in 2024?", "And the year before?"]),
        ("(a) revenue 2024 (b) R&D 2023", ["revenue 2024", "R&D 2023"]),
        ("What was revenue, and by how much did it grow?", ["What was revenue", "by how much did it grow?"]),
        ("What was Apple Inc. revenue in 2023?", ["What was Apple Inc. revenue in 2023?"]),
        ("What were revenue and net income of Apple and AMD?", ["What were revenue and net income of Apple and AMD?"]),
        ("What was U.S. revenue (net) in 2023?", ["What was U.S. revenue (net) in 2023?"]),
        ("What was revenue in Q1 2023 and Q2 2023?", ["What was revenue in Q1 2023 and Q2 2023?"]),
        ("Was it 1.5 or 2.5 in 2023?", ["Was it 1.5 or 2.5 in 2023?"]),
    ],
)
def test_parts(question: str, parts: list[str]) -> None:
    """Lists, sentences and joined questions are taken apart; names, figures and enumerations are not."""
    assert [one.text for one in clauses(question).parts] == parts


def test_the_lead_of_a_list_is_kept() -> None:
    """What stands before the first item holds for all of them."""
    found = clauses("For Apple in 2023:\n- revenue\n- net income")
    assert (found.lead, [one.text for one in found.parts]) == ("For Apple in 2023:", ["revenue", "net income"])


def test_a_long_list_is_read_in_time() -> None:
    """Eight thousand characters of items are taken apart at once."""
    text = " ".join(f"({i}) revenue {2000 + i % 25}" for i in range(1, 500))
    assert len(clauses(text).parts) == 499
