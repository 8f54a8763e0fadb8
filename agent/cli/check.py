"""The command that checks a text: `check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.agent.cli.app import DONE, NOT_VERIFIED, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import print_json, say
from tieout.errors import InputError

if TYPE_CHECKING:
    from tieout.checked import Checked
    from tieout.tools.checking.overrides import Wanted


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(check)


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Markdown, text, HTML, PDF, DOCX, XLSX or PPTX.")],
    *,
    against: Annotated[
        list[str] | None,
        typer.Option(help="A file or folder, or a ticker or document id of the home; repeatable. Else the whole home."),
    ] = None,
    prior: Annotated[Path | None, typer.Option(help="The same text of the year before, to compare with.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the text with every figure marked as a web page.")] = None,
    annotate: Annotated[Path | None, typer.Option(help="Write the file itself with notes: Markdown or DOCX.")] = None,
    override: Annotated[
        str | None, typer.Option(help='Answer for one figure: its text, or its span as "120:134".')
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    because: Annotated[str | None, typer.Option(help="Why.")] = None,
    overrides: Annotated[
        Path | None, typer.Option(help="Where overrides are kept; else FILE.tieout.json beside FILE.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Tie every figure of a text to its source; exit code 1 when one is wrong or untied.

    Without a source, and with an empty home, it tests the text against itself; exit code 1 when it contradicts itself.
    """
    from tieout.agent.workspace import Workspace
    from tieout.tools.checking.overrides import Ledger, beside, keep

    wanted = _wanted(override, by, because)
    kept = overrides or beside(file)
    ledger = Ledger.read(kept, wanted)
    outcome = Workspace(home_of(context, home)).check(file, against=against or None, overrides=ledger, prior=prior)
    if wanted:
        keep(kept, outcome)
        say(f"kept in {str(kept)!r}")
    _write(outcome, file, html, annotate)
    if as_json:
        from tieout.agent.cli.checkrows import rows

        print_json(rows(outcome))
    else:
        from tieout.agent.cli.checkshow import show

        show(outcome)
    return DONE if passes(outcome) else NOT_VERIFIED


def passes(outcome: "Checked") -> bool:
    """Whether every figure ties or is answered for; without a source, whether the text does not contradict itself."""
    if outcome.sources:
        return outcome.ties
    return not any(one.verdict == "wrong" for one in outcome.findings)


def _wanted(override: str | None, by: str | None, because: str | None) -> "list[Wanted]":
    """The override that was asked for; raises InputError where it is not whole."""
    from tieout.tools.checking.overrides import Wanted

    if override is None and by is None and because is None:
        return []
    if not (override and override.strip() and by and by.strip() and because and because.strip()):
        raise InputError("an override needs --override FIGURE, --by NAME and --because REASON")
    return [Wanted(figure=override, by=by.strip(), reason=because.strip())]


def _write(outcome: "Checked", file: Path, html: Path | None, annotate: Path | None) -> None:
    """Write the page and the annotated file where they are wanted."""
    if html is not None:
        from tieout.agent.shown.checkpage import page

        _save(html, page(outcome).encode("utf-8", "replace"))
    if annotate is not None:
        from tieout.tools.checking.annotate import annotated

        if annotate.exists() and annotate.samefile(file):
            raise InputError(f"{str(annotate)!r} is the text that is checked; give --annotate another name")
        _save(annotate, annotated(file, outcome))


def _save(path: Path, data: bytes) -> None:
    """Write a file; raises InputError where that cannot be."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be written: {error.strerror}; check folder and permissions") from error
    say(f"wrote {str(path)!r}")
