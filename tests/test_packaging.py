"""The wheel: what is in it, and that it answers in a clean environment, beside packages of the same names."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("agent", "tools", "prompts", "evals")
BUILT_FROM = ("tieout", *FOLDERS, "pyproject.toml", "README.md", "LICENSE")
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
RUN = "from tieout.agent.cli import main; main()"
FREE_CASH_FLOW = "1121000000"
LARGEST = 900e6


def own(folder: str) -> Iterator[Path]:
    """The files of a folder at the top, without what running it leaves behind."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(ROOT).parts):
            yield path


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it must succeed."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("TIEOUT_", "COV_", "PYTHON"))}
    ran = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, check=False, timeout=800)
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module", name="wheel")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: a folder of an older build would leak into it."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    run(sys.executable, "-m", "build", "--wheel", "--outdir", out, source, cwd=source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module", name="names")
def _names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module", name="python")
def _python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a clean environment with the wheel and nothing but its dependencies."""
    environment = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", environment, cwd=environment)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile")
    run(python, *install, "--constraint", ROOT / "constraints.txt", wheel, cwd=environment)
    return python


@pytest.fixture(scope="module", name="elsewhere")
def _elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose own packages have our folders' names and break whoever imports them."""
    folder = tmp_path_factory.mktemp("elsewhere")
    for name in (*FOLDERS, "tests"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(f"raise RuntimeError({name!r})", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", name="answers")
def _answers(python: Path, elsewhere: Path) -> list[dict[str, Any]]:
    """What two demos that start at the same time on one home print, and a third after them; they must agree."""
    command = (python, "-c", RUN, "demo", "--home", "samples", "--json")
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: run(*command, cwd=elsewhere), range(2)))
    printed = [json.loads(text) for text in (*both, run(*command, cwd=elsewhere))]
    assert len({tuple(answer["text"] for answer in answers) for answers in printed}) == 1
    return list(printed[-1])


def test_every_package_is_listed() -> None:
    """A folder with an `__init__.py` is installed."""
    found = {
        ".".join(("tieout", *path.parent.relative_to(ROOT).parts))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("__init__.py")
    }

    assert set(PACKAGES) == found | {"tieout"}


def test_the_links_for_editors_are_relative() -> None:
    """Each folder at the top is linked into `tieout/`, so that a clone anywhere type-checks."""
    assert {f: (ROOT / "tieout" / f).readlink().as_posix() for f in FOLDERS} == {f: f"../{f}" for f in FOLDERS}


@pytest.mark.slow
def test_the_wheel_has_every_file_of_ours_once_and_no_other(names: list[str]) -> None:
    """Code and data, encoder, prompts, vocabulary, samples, py.typed, licences; no tests."""
    shipped = {n for n in names if ".dist-info/" not in n}
    code = {f"tieout/{p.relative_to(ROOT)}" for folder in FOLDERS for p in own(folder) if p.suffix == ".py"}
    data = {f"tieout/{p.relative_to(ROOT)}" for folder in FOLDERS[:3] for p in own(folder) if p.suffix != ".py"}
    vocabulary = {f"tieout/{p.name}" for p in (ROOT / "tieout").iterdir() if p.is_file()}

    asked = {f"tieout/evals/{one}/annual_reports.jsonl" for one in ("reports", "retrieval")}
    assert shipped == code | data | vocabulary | asked
    assert len(names) == len(set(names))
    assert {n.partition(".dist-info/")[2] for n in names if "/licenses/" in n} == {
        "licenses/LICENSE",
        "licenses/tools/index/encoder/LICENSE",
    }
    assert {
        "tieout/py.typed",
        "tieout/tools/index/encoder/encoder.onnx",
        "tieout/tools/figures/metrics.toml",
        "tieout/prompts/plan.md",
        "tieout/agent/demo/sample-AMD-10-K-2023.html",
    } <= shipped


@pytest.mark.slow
def test_the_installed_demo_answers_beside_packages_of_the_same_names(answers: list[dict[str, Any]]) -> None:
    """Two figures with their proofs and one refusal, whoever fills the home first."""
    growth, cash, refused = answers

    assert [growth["status"], cash["status"], refused["status"]] == ["answered", "answered", "abstained"]
    assert growth["figures"][0]["value"] == "391035000000"
    assert cash["figures"][0]["value"] == FREE_CASH_FLOW
    assert {o["source"]["accession"] for o in cash["figures"][0]["calculation"]["operands"]} == {"0000002488-24-000012"}
    assert refused["figures"] == []


@pytest.mark.slow
@pytest.mark.usefixtures("answers")
def test_the_installed_script_answers_a_question(python: Path, elsewhere: Path) -> None:
    """`tieout ask --json` of the wheel prints the figure of the sample."""
    script = python.with_name("tieout")

    printed = run(script, "ask", "AMD's free cash flow in fiscal 2023?", "--home", "samples", "--json", cwd=elsewhere)

    assert json.loads(printed)["figures"][0]["value"] == FREE_CASH_FLOW


@pytest.mark.slow
def test_the_core_is_small_and_brings_no_torch(python: Path) -> None:
    """The clean environment takes less than 900 MB, the encoder included, and byte code as large as its source."""
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=ROOT).strip())
    files = [path for path in packages.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    size = sum(path.stat().st_blocks * 512 * (2 if path.suffix == ".py" else 1) for path in files)

    assert size < LARGEST
    assert not (packages / "torch").exists()
