"""The command that looks whether all is in order: `doctor`."""

import json
import sys

import typer

from tieout.agent.cli.app import HomeOption, JsonOption, home_of


def attach(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(doctor)


def doctor(context: typer.Context, *, home: HomeOption = None, as_json: JsonOption = False) -> int:
    """Check the installation and the home, and say what to do; exit code 1 when Tieout cannot be used."""
    from tieout.agent.cli.show import console
    from tieout.agent.health import examine

    findings = examine(home_of(context, home))
    usable = not any(finding.state == "broken" for finding in findings)
    if as_json:
        checks = [finding.model_dump(mode="json") for finding in findings]
        sys.stdout.write(json.dumps({"usable": usable, "checks": checks}) + "\n")
    else:
        from rich.text import Text

        out = console()
        for finding in findings:
            style = {"ok": "green", "note": "yellow", "broken": "bold red"}[finding.state]
            out.print(Text(f"{finding.state:7}", style=style), Text(f"{finding.check}: {finding.detail}"))
            if finding.advice:
                out.print(Text(f"        {finding.advice}", style="dim"))
    return 0 if usable else 1
