"""A parked run waits in the home for whoever answers it: later, from another process, once."""

import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.agent.invariant import check_answer
from tieout import Context, Workspace
from tieout.agent.jobs.job import Job
from tieout.agent.jobs.report import run_report
from tieout.agent.reviews import parked
from tieout.agent.running.checkpoints import FILE, PREFIX, keep_only
from tieout.errors import BusyError, InputError, NotThereError, ReadError, TieoutError
from tieout.tools.ingest import remove

ROOT = Path(__file__).parents[3]
QUESTION = "What were Apple's net sales in fiscal 2024?"
STATED = "Apple Inc.’s net sales were $391,035 million in fiscal 2024 (ended September 28, 2024)."
ALWAYS = Context(review="always")
FALSE = "Apple Inc.’s net sales were $400.0 billion in fiscal 2024."


@pytest.fixture(scope="module")
def shared(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of this file's own, with the three samples."""
    return copied(demo_home, tmp_path_factory.mktemp("reviews") / "home")


@pytest.fixture
def home(shared: Path) -> Path:
    """The same, with nothing parked."""
    for file in shared.glob(f"{FILE}*"):
        file.unlink()
    return shared


@pytest.fixture
def own(demo_home: Path, tmp_path: Path) -> Path:
    """A home of the test's own, to change what is indexed."""
    return copied(demo_home, tmp_path / "home")


def copied(home: Path, target: Path) -> Path:
    return Path(shutil.copytree(home, target, ignore=shutil.ignore_patterns("lock", "leases")))


def parked_in(home: Path, question: str = QUESTION) -> str:
    answer = Workspace(home).ask(question, context=ALWAYS)
    assert answer.status == "needs_review"
    return answer.run_id


def rows(home: Path, table: str) -> int:
    connection = sqlite3.connect(home / FILE)
    try:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608  # our own names
    finally:
        connection.close()


def test_a_parked_question_says_so_and_prints_no_figure(home: Path) -> None:
    """What stands for the answer has no figure, and what waits shows the proven sentence with the words it rests on."""
    answer = Workspace(home).ask(QUESTION, context=ALWAYS)
    (one,) = Workspace(home).reviews.waiting()

    assert (answer.status, answer.text) == (
        "needs_review",
        "Not published yet: this answer waits for a person’s review.",
    )
    assert (one.id, one.question, one.standing) == (answer.run_id, QUESTION, "waiting")
    assert one.proven == (STATED,)
    assert [(p.figure, p.section, p.quote) for p in one.proofs] == [
        ("$391,035 million", "Item 8", "Total net sales | 391,035 | 383,285 | 394,328")
    ]
    assert one.choices == ("approve", "edit", "reject", "more")


@pytest.mark.parametrize(("decision", "status"), [("approve", "answered"), ("reject", "abstained")])
def test_another_workspace_answers(home: Path, decision: str, status: str) -> None:
    """A word given by a workspace that never saw the question publishes what is proven, or nothing."""
    review = parked_in(home)

    done = Workspace(home).reviews.decide(review, decision, by="Ann")

    assert done.answer is not None
    assert (done.standing, done.decision, done.decided_by, done.answer.status) == ("decided", decision, "Ann", status)
    assert ("391,035" in done.answer.text) is (decision == "approve")
    check_answer(done.answer, home)
    assert Workspace(home).reviews.waiting() == ()
    assert (rows(home, "checkpoints"), rows(home, "writes")) == (0, 0)


def test_a_process_that_is_killed_leaves_its_review_behind(home: Path) -> None:
    """What a process had parked before it was killed is answered by this one."""
    code = (
        "import sys, time; from tieout import Context, Workspace; "
        "print(Workspace(sys.argv[1]).ask(sys.argv[2], context=Context(review='always')).run_id, flush=True); "
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(home), QUESTION], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        review = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)

    done = Workspace(home).reviews.decide(review, "approve").answer

    assert done is not None
    assert done.text == f"{STATED} [1]"


def test_of_two_answers_at_once_one_wins(home: Path) -> None:
    """Two people answer at the same moment: one word counts, and the other is told whose it was or to look again."""
    review = parked_in(home)
    together = threading.Barrier(2)
    won: list[str] = []
    told: list[TieoutError] = []

    def answer(decision: str) -> None:
        desk = Workspace(home).reviews
        together.wait()
        try:
            won.append(desk.decide(review, decision, by=decision).decision)
        except TieoutError as error:
            told.append(error)

    threads = [threading.Thread(target=answer, args=(d,)) for d in ("approve", "reject")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == len(told) == 1
    assert isinstance(told[0], BusyError | InputError)
    assert "somebody else is answering" in str(told[0]) or f"decided already: {won[0]} by {won[0]}" in str(told[0])
    assert Workspace(home).reviews.show(review).decision == won[0]


def test_a_word_on_what_is_decided_changes_nothing(home: Path) -> None:
    """The second word is refused with the first one, who gave it and when; the answer is shown as it is."""
    review = parked_in(home)
    desk = Workspace(home).reviews
    first = desk.decide(review, "approve", by="Ann")

    with pytest.raises(InputError, match=r"is decided already: approve by Ann, \d{4}-\d\d-\d\d \d\d:\d\d UTC"):
        desk.decide(review, "reject", by="Bob")
    assert desk.show(review).answer == first.answer


def test_an_id_that_is_none_is_said(home: Path) -> None:
    """An unknown id, and the beginning of two, are one line each."""
    review, _ = parked_in(home), parked_in(home)
    desk = Workspace(home).reviews

    for unknown in ("nope", "", "%"):
        with pytest.raises(NotThereError, match="`tieout review` lists what waits"):
            desk.show(unknown)
    with pytest.raises(InputError, match="2 reviews begin with"):
        desk.decide(review[:1], "approve")
    assert desk.show(review).id == review


@pytest.mark.parametrize(
    ("decision", "sentences", "said"),
    [
        ("perhaps", (), "'perhaps' is no decision here; choose one of: approve, edit, reject, more"),
        ("edit", (), "an edit needs the sentences that are to be printed"),
        ("edit", ("  ", ""), "an edit needs the sentences that are to be printed"),
        ("approve", (STATED,), "sentences go with an edit, not with 'approve'"),
        ("edit", ("Yes.",) * 201, "at most 200 sentences, not 201"),
    ],
)
def test_a_word_that_means_nothing_leaves_the_review_waiting(
    home: Path, decision: str, sentences: tuple[str, ...], said: str
) -> None:
    """What cannot be done is said, and the review waits as before."""
    review = parked_in(home)
    desk = Workspace(home).reviews

    with pytest.raises(InputError, match=said):
        desk.decide(review, decision, sentences)
    assert desk.show(review).standing == "waiting"


def test_an_edit_is_judged_before_anybody_approves_it(home: Path) -> None:
    """An edit with a false figure waits again and says why; an approval then publishes the true sentence alone."""
    review = parked_in(home)
    desk = Workspace(home).reviews

    again = desk.decide(review, "edit", ("Apple Inc.’s net sales were $391.0 billion in fiscal 2024.", FALSE))
    done = desk.decide(review, "approve").answer

    assert (again.standing, again.answer) == ("waiting", None)
    assert again.proven == ("Apple Inc.’s net sales were $391,035 million in fiscal 2024.",)
    assert [(f.reason, f.text) for f in again.failures] == [("wrong_value", FALSE)]
    assert done is not None
    assert (done.status, done.written_by) == ("partial", "offline, edited by a person")
    assert "400.0" not in done.model_dump_json()
    check_answer(done, home)


def test_an_edit_of_nothing_but_a_false_figure_publishes_nothing(home: Path) -> None:
    """An approved edit without a proven sentence is an abstention."""
    review = parked_in(home)
    desk = Workspace(home).reviews
    desk.decide(review, "edit", (FALSE,))

    done = desk.decide(review, "approve").answer

    assert done is not None
    assert (done.status, "400.0" in done.model_dump_json()) == ("abstained", False)


def test_more_evidence_is_looked_for_until_there_is_none(home: Path) -> None:
    """Asked for more again and again, the run says that everything was looked for, and still waits."""
    review = parked_in(home)
    desk = Workspace(home).reviews
    for _ in range(12):
        if (said := desk.decide(review, "more")).problem:
            break

    assert said.problem.startswith("everything that this question can be looked for with was looked for")
    assert (said.standing, said.proven) == ("waiting", (STATED,))


def test_the_time_that_a_person_thought_is_not_the_questions(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answered a day later, a run with a budget of a minute looks for more and publishes, and took seconds."""
    review = Workspace(home).ask(QUESTION, context=Context(review="always", max_seconds=60)).run_id
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 86_400)
    desk = Workspace(home).reviews

    more = desk.decide(review, "more")
    done = desk.decide(review, "approve").answer

    assert more.standing == "waiting"
    assert done is not None
    assert (done.status, done.seconds < 60) == ("answered", True)
    assert not [n for n in done.notes if "budget" in n or "seconds" in n]


def test_an_answer_after_another_ingestion_is_judged_again(own: Path, tmp_path: Path) -> None:
    """In a home that has grown, what was proven is proven still, and is published with proofs that open there."""
    review = parked_in(own)
    (tmp_path / "note.md").write_text("# A note\n\nNothing of interest.\n", encoding="utf-8")
    Workspace(own).ingest(tmp_path / "note.md")

    moved = Workspace(own).reviews.show(review).moved
    done = Workspace(own).reviews.decide(review, "approve").answer

    assert moved
    assert done is not None
    assert done.text == f"{STATED} [1]"
    check_answer(done, own)


def test_what_the_home_no_longer_proves_is_not_published(own: Path) -> None:
    """The cited filing is gone when the approval comes: the review says so, and a second approval publishes nothing."""
    review = parked_in(own)
    remove(Workspace(own).home, ["sample-AAPL-10-K-2024"])
    desk = Workspace(own).reviews

    again = desk.decide(review, "approve")
    done = desk.decide(review, "approve").answer

    assert (again.standing, again.proven) == ("waiting", ())
    assert again.problem.startswith("the indexed documents have changed since this was parked")
    assert done is not None
    assert done.status == "abstained"
    check_answer(done, own)


def test_what_a_dead_process_was_answering_waits_again(home: Path) -> None:
    """A claim of a process that is gone is nobody's; what it left of the run is cleaned away, the parked run is not."""
    review = parked_in(home)
    register = Workspace(home).reviews.register
    register.claim(review, datetime.now(UTC))
    with pytest.raises(BusyError, match="somebody else is answering review"):
        Workspace(home).reviews.decide(review, "approve")
    dead = f"{gone()} {socket.gethostname()} x"
    connection = sqlite3.connect(home / FILE)
    with connection:
        connection.execute("update reviews set owner = ?", (dead,))
        connection.execute(
            "insert into checkpoints (thread_id, checkpoint_id) values (?, 'x')", (f"{PREFIX}{review}:half",)
        )
    connection.close()

    assert [r.standing for r in Workspace(home).reviews.waiting()] == ["waiting"]
    done = Workspace(home).reviews.decide(review, "approve").answer
    assert done is not None
    assert done.status == "answered"
    assert rows(home, "checkpoints") == 0


def gone() -> int:
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_reviews_are_kept_for_a_bounded_time(home: Path) -> None:
    """After ninety days a review is dropped and says so; a decision is forgotten; other threads are not touched."""
    review, decided = parked_in(home), parked_in(home)
    desk = Workspace(home).reviews
    desk.decide(decided, "reject")
    connection = sqlite3.connect(home / FILE)
    with connection:
        connection.execute("insert into checkpoints (thread_id, checkpoint_id) values ('a chat', 'x')")
    connection.close()

    kept = desk.register.sweep(datetime.now(UTC) + timedelta(days=91))
    keep_only(home / FILE, kept)

    with pytest.raises(InputError, match=r"was dropped, .*: it waited for 90 days"):
        desk.decide(review, "approve")
    with pytest.raises(NotThereError):
        desk.show(decided)
    assert rows(home, "checkpoints") == 1


def test_only_so_many_reviews_wait(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most that may wait, the oldest is dropped."""
    monkeypatch.setattr(parked, "MOST", 1)
    first, second = parked_in(home), parked_in(home)
    desk = Workspace(home).reviews
    desk.tidy()

    assert [r.id for r in desk.waiting()] == [second]
    assert desk.show(first).standing == "dropped"


def test_a_review_can_be_dropped(home: Path) -> None:
    """What was dropped is not listed, keeps no checkpoint, and cannot be answered."""
    review = parked_in(home)
    desk = Workspace(home).reviews

    assert desk.drop(review).standing == "dropped"
    assert (desk.waiting(), rows(home, "checkpoints")) == ((), 0)
    with pytest.raises(InputError, match=r"was dropped, .*: somebody dropped it; ask the question again"):
        desk.decide(review, "approve")


def test_a_question_that_needs_nobody_leaves_nothing(home: Path) -> None:
    """With review "withheld" a proven answer is published at once, and so is a refusal; neither is kept."""
    workspace = Workspace(home, context=Context(review="withheld"))

    assert [workspace.ask(q).status for q in (QUESTION, "What was Tesla's revenue?")] == ["answered", "abstained"]
    assert (workspace.reviews.waiting(), rows(home, "reviews"), rows(home, "checkpoints")) == ((), 0, 0)


def test_a_home_that_cannot_remember_refuses(home: Path) -> None:
    """A file in the checkpoints' place is no database: one line, and no answer that nobody could ever give."""
    (home / FILE).write_text("not a database, but long enough to be taken for one" * 20)

    with pytest.raises(ReadError, match="holds no parked runs"):
        Workspace(home).ask(QUESTION, context=ALWAYS)


def test_a_review_of_a_home_that_is_not_there(tmp_path: Path) -> None:
    """A home that was never made has no reviews, and is not made by looking."""
    assert Workspace(tmp_path / "none").reviews.waiting() == ()
    assert not (tmp_path / "none").exists()


async def test_it_works_inside_an_event_loop(home: Path) -> None:
    """The async twins park and answer."""
    workspace = Workspace(home, context=ALWAYS)

    answer = await workspace.aask(QUESTION)
    done = await workspace.reviews.adecide(answer.run_id, "approve")

    assert done.answer is not None
    assert done.answer.status == "answered"


def test_a_thread_remembers_what_was_parked(home: Path) -> None:
    """A follow-up leans on a question that waits for review, and may be parked itself."""
    workspace = Workspace(home)
    workspace.ask(QUESTION, context=ALWAYS, thread="t")

    then = workspace.ask("And in fiscal 2023?", context=ALWAYS, thread="t")
    now = workspace.ask("And in fiscal 2022?", thread="t")

    assert "$383,285 million" in workspace.reviews.show(then.run_id).proven[0]
    assert "$394,328 million" in now.text


# --- reports ----------------------------------------------------------------------------------------------------------


def job(folder: Path, **changes: object) -> Job:
    questions = (QUESTION, "What was AMD's revenue in fiscal 2023?", "What was Apple's net income in fiscal 2024?")
    values: dict[str, object] = {"title": "Weekly", "questions": questions, "output": folder, "review": "material"}
    return Job.model_validate(values | {"materiality": "$50 billion"} | changes)


def test_a_report_is_written_without_what_waits_and_completed_by_the_answers(home: Path, tmp_path: Path) -> None:
    """The report has what needs no review and says how to answer the rest; with the last answer it is complete."""
    workspace = Workspace(home)
    written = run_report(workspace, job(tmp_path / "out"))
    first, second = written.waiting
    before = written.path.read_text(encoding="utf-8")

    one = Workspace(home).reviews.decide(first, "approve")
    between = written.path.read_text(encoding="utf-8")
    two = Workspace(home).reviews.decide(second, "reject")
    after = written.path.read_text(encoding="utf-8")

    assert "1 of 3 answered · 2 of 3 waiting for review" in before
    assert f"See it with `tieout review {first}`" in before
    assert "22,680" in before
    assert "391,035" not in before
    assert "$391,035 million" in between
    assert f"`tieout review {second}`" in between
    assert "2 of 3 answered · 1 of 3 not verifiable" in after
    assert "a reviewer rejected this answer" in after
    assert one.written == two.written == (written.path,)
    assert one.report == str(written.path)
    assert rows(home, "reports") == 0
    assert written.summary()["status"] == "needs_review"
    assert written.summary()["reviews"] == [first, second]


def test_a_report_that_is_written_again_drops_its_earlier_reviews(home: Path, tmp_path: Path) -> None:
    """Of two runs of a job on one day the newer waits; the older one's reviews are gone, and cannot overwrite it."""
    workspace = Workspace(home)
    older = run_report(workspace, job(tmp_path / "out", questions=(QUESTION,)))
    newer = run_report(workspace, job(tmp_path / "out", questions=(QUESTION,)))

    with pytest.raises(InputError, match="its report was written again"):
        workspace.reviews.decide(older.waiting[0], "reject")
    assert [r.id for r in workspace.reviews.waiting()] == list(newer.waiting)


def test_a_report_says_that_a_review_was_dropped(home: Path, tmp_path: Path) -> None:
    """A dropped review is a question without an answer, with the reason."""
    workspace = Workspace(home)
    written = run_report(workspace, job(tmp_path / "out", questions=(QUESTION,)))

    workspace.reviews.drop(written.waiting[0])

    assert "Not answered, InputError: its review was dropped: somebody dropped it" in written.path.read_text(
        encoding="utf-8"
    )


def test_two_answers_at_once_complete_one_report(home: Path, tmp_path: Path) -> None:
    """Two people who answer two questions of one report at the same moment lose neither answer."""
    written = run_report(Workspace(home), job(tmp_path / "out"))

    threads = [threading.Thread(target=Workspace(home).reviews.decide, args=(r, "approve")) for r in written.waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    text = written.path.read_text(encoding="utf-8")
    assert "3 of 3 answered" in text
    assert "$391,035 million" in text
    assert "$93,736 million" in text
