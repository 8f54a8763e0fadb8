"""What branches write is merged the same way in whatever order it comes."""

from itertools import permutations

from tieout.agent.state import Died, Found, Page, first_said, keep_first, merge_found, merge_held


def test_findings_merge_in_any_order() -> None:
    """Findings of different sub-questions give one dictionary, sorted by id."""
    parts = [{"b": Found(facts=("2",))}, {"a": Found(facts=("1",))}, {"c": Found(passages=("3",))}]
    merged = []
    for order in permutations(parts):
        whole: dict[str, Found] = {}
        for part in order:
            whole = merge_found(whole, part)
        merged.append(list(whole.items()))

    assert merged == [sorted((k, v) for part in parts for k, v in part.items())] * 6


def test_a_newer_finding_comes_after_the_older_and_once() -> None:
    """A second search of one sub-question adds to the first."""
    first, second = {"a": Found(facts=("1", "2"))}, {"a": Found(facts=("2", "3"), passages=("p",))}

    assert merge_found(first, second) == {"a": Found(facts=("1", "2", "3"), passages=("p",))}


def test_the_first_error_of_a_run_is_kept_and_the_next_question_clears_it() -> None:
    """Two branches that die report the first; another run's error replaces it; None clears."""
    one, two = (Died(run="r", node=n, error="E", message=n) for n in ("a", "b"))
    other = Died(run="s", node="c", error="E", message="c")

    assert keep_first(None, one) == one
    assert keep_first(one, two) == one
    assert keep_first(one, other) == other
    assert keep_first(one, None) is None


def test_the_newest_page_of_each_thing_is_the_one_that_is_held() -> None:
    """Branches that end together each add their own."""
    page = Page(pending=())

    assert merge_held({"plan": "1", "draft": "1"}, {"draft": "2"}) == {"plan": "1", "draft": "2"}
    assert merge_held({"found:00:a": "1"}, {"found:00:b": page}) == {"found:00:a": "1", "found:00:b": page}


def test_the_first_reason_to_stop_is_the_one_that_is_told() -> None:
    """Another branch that ends later does not say otherwise."""
    assert first_said("", "time") == first_said("time", "") == first_said("time", "money") == "time"
