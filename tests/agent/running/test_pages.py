"""What a checkpoint only names is written as a node ends, and read back as it was."""

import warnings
from pathlib import Path

import pytest

from tests.agent.doubles import parts_of, planned, sub
from tests.agent.scripted import answered
from tests.agent.threads import linked
from tieout.agent.running.pages import Pages, kept_answer, keys_of, page_of, read_page
from tieout.agent.state import Found, Page, Retrieval, State, Update
from tieout.agent.workspace import Workspace
from tieout.claim import Failure
from tieout.errors import NotThereError, ReadError
from tieout.question import Question
from tieout.tools.answers import Answers


@pytest.fixture
def pages(demo_home: Path, tmp_path: Path) -> Pages:
    """Pages of a home with answers of its own."""
    return Pages(parts=parts_of(linked(demo_home, tmp_path / "home")))


def test_only_what_a_checkpoint_does_not_hold_is_on_a_page() -> None:
    """An update without any of it makes no page; None and empty things are things."""
    assert page_of(Update(rounds=1, repeated=True)) is None
    page = page_of(Update(rounds=1, best=None, pending=()))
    assert page is not None
    assert page.model_fields_set == {"best", "pending"}


def test_pages_are_read_back_as_they_were_kept(pages: Pages) -> None:
    """Of several pages the named ones give each thing; findings of several branches and rounds are merged."""
    plan, failure = planned(sub("a"), sub("b")), Failure(reason="no_source", detail="d")
    first = pages.keep("r", Page(asked=Question(text="q"), plan=plan, failures=()))
    second = pages.keep("r", Page(failures=(failure,)))
    one = pages.keep("r", Page(found={"a": Found(facts=("1",))}))
    more = pages.keep("r", Page(found={"a": Found(passages=("p",), round=1)}))
    held = {"asked": first, "plan": first, "failures": second, "found:01:a": more, "found:00:a": one}

    read = pages.read("r", held, {"asked", "plan", "failures", "found", "draft"})
    assert read == {
        "asked": Question(text="q"),
        "plan": plan,
        "failures": (failure,),
        "found": {"a": Found(facts=("1",), passages=("p",), latest=("p",), round=1)},
    }


def test_what_was_left_at_its_default_is_kept_too(pages: Pages) -> None:
    """A place says of which kind it is, although nobody set that."""
    page = Page(answer=answered())
    name = pages.keep("r", page)

    assert pages.read("r", {"answer": name}, {"answer"}) == {"answer": answered()}


def test_a_branch_has_keys_of_its_own() -> None:
    """What two branches found, and one branch in two rounds, stands under different keys."""
    branch = Retrieval(subquestion=sub("a"))
    assert keys_of(Page(found={"a": Found()}), branch) == ("found:00:a",)
    assert keys_of(Page(found={"a": Found(round=2)}), branch) == ("found:02:a",)
    assert keys_of(Page(found={"a": Found()}), State()) == ("found",)


def test_a_page_of_another_make_is_said(pages: Pages) -> None:
    """A page with a field that nobody knows is an error, and not half a state."""
    answers = Answers(pages.parts.home().path)
    answers.put("r", "p", b'{"draught": 1}')

    with pytest.raises(ReadError, match=r"is not what it should be .* ask the question again"):
        read_page(answers, "r", "p")


def test_a_home_that_cannot_keep_it_leaves_it_in_the_thread(pages: Pages) -> None:
    """The page itself stands in for its name."""
    (pages.parts.home().path / "answers.sqlite").mkdir()
    page = Page(plan=planned())

    assert pages.keep("r", page) is page
    assert pages.read("r", {"plan": page}, {"plan"}) == {"plan": planned()}


def test_every_answer_is_kept_whole(demo_home: Path, tmp_path: Path) -> None:
    """Without any thread, too: an answer is found by its run's id, and one that never was is not there."""
    workspace = Workspace(linked(demo_home, tmp_path / "home"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        given = workspace.ask("Show net sales and net income of Apple, AMD and Texas Instruments for 2022 to 2024")

    assert workspace.answer(given.run_id) == given
    assert kept_answer(tmp_path / "home", given.run_id) == given
    with pytest.raises(NotThereError, match="ask the question again"):
        workspace.answer("nobody")
