"""The house rules that a linter does not know: who imports whom, who reads the environment, how long a file is."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from tieout.agent.settings import NO_TELEMETRY

ROOT = Path(__file__).parents[1]
FOLDERS = ("agent", "tools", "prompts", "evals")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

SURFACES = tuple("cli health jobs.ledger jobs.schedule middleware pricing shown.factlist".split())
RANKS = {
    "tieout": 0,
    "tieout.tools": 1,
    "tieout.prompts": 1,
    "tieout.agent": 2,
    "tieout.agent.graph": 3,
    "tieout.agent.reviews.reviewing": 3,
    "tieout.agent.workspace": 4,
    **{f"tieout.agent.{name}": 5 for name in SURFACES},
    "tieout.evals": 6,
}
"""A module may import what has at most its own rank; a longer name decides. A report asks through a port of its own."""

READS_ENVIRONMENT = {
    "agent/settings.py": "the one reader",
    "agent/cli/app.py": "switches telemetry off before anything is imported",
    "agent/fetching.py": "hands its environment on to the process that reads EDGAR",
    "tools/filings/edgar.py": "is a process of its own, which its parent configures by environment",
    "evals/bench/child.py": "hands its environment on to the processes that it measures",
    "evals/bench/installing.py": "hands its environment on to pip",
    "evals/ragas_faithfulness.py": "is a program of its own; switches ragas's telemetry off and takes the judge's key",
}
LONG = dict[str, str]()
"""Files over the wall of 300 lines, each with its reason."""

IMPORT_NAMES = {
    "qdrant-edge-py": "qdrant_edge",
    "langchain-openai": "langchain_openai",
    "langgraph-checkpoint-sqlite": "langgraph",
    "pydantic-settings": "pydantic_settings",
    "langchain-core": "langchain_core",
    "typing-extensions": "typing_extensions",
}
BY_NAME = {"langchain-openai": "init_chat_model imports it", "langgraph-checkpoint-sqlite": "a namespace of langgraph"}
INTERNALS = {"pydantic_core": "pydantic pins its exact version"}


def modules(*folders: str) -> Iterator[tuple[str, Path]]:
    """Name and file of every module of ours; the vocabulary is the folder `tieout` without its links."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts if folder == "tieout" else ("tieout", *parts)).removesuffix(".__init__")
            if folder != "tieout" or len(parts) == 2:
                yield name, path


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            deeper = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((name if name in NAMES else node.module, node) for name in deeper)


NAMES = {name for name, _ in modules("tieout", *FOLDERS)}


def rank(module: str, ranks: Mapping[str, int] = RANKS) -> int:
    """How far out a module of ours is."""
    while module not in ranks:
        module = module.rpartition(".")[0]
    return ranks[module]


def child(source: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    kept = {
        name: value for name, value in os.environ.items() if name not in NO_TELEMETRY and not name.startswith("COV_")
    }
    arguments = [sys.executable, "-c", source]
    return subprocess.run(arguments, capture_output=True, text=True, check=True, env=kept | environment).stdout


@pytest.mark.parametrize("folder", ["tieout", *FOLDERS])
def test_imports_point_one_way(folder: str) -> None:
    """Vocabulary ← tools, prompts ← agent ← graph ← workspace ← surfaces ← evals; the package's front door is lazy."""
    against = [
        f"{name} imports {used}"
        for name, path in modules(folder)
        for used, _ in imports(path)
        if used.split(".")[0] == "tieout" and name != "tieout" and rank(used) > rank(name)
        if not (name.startswith("tieout.agent.cli") and used.startswith("tieout.evals"))
    ]

    assert against == []


def test_tools_and_prompts_do_not_know_each_other() -> None:
    """Neither of the two rooms of the same rank imports the other."""
    against = [
        f"{name} imports {used}"
        for folder, other in (("tools", "tieout.prompts"), ("prompts", "tieout.tools"))
        for name, path in modules(folder)
        for used, _ in imports(path)
        if used.startswith(other)
    ]

    assert against == []


def test_only_the_eval_command_knows_the_evals_and_only_inside_a_function() -> None:
    """An installation without the evals' extras can import everything."""
    against = [
        f"{name}: line {getattr(node, 'lineno', 0)}"
        for name, path in modules("tieout", "agent", "tools", "prompts")
        for used, node in imports(path)
        if used.startswith("tieout.evals")
        if name != "tieout.agent.cli.evals" or getattr(node, "col_offset", 0) == 0
    ]

    assert against == []


def test_imports_are_absolute() -> None:
    """No module of ours is imported relative to another."""
    relative = [
        f"{name}: line {node.lineno}"
        for name, path in modules("tieout", *FOLDERS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


@pytest.mark.slow
def test_the_tie_out_engine_needs_no_graph_no_index_and_no_encoder() -> None:
    """Importing every module of `tieout.tools.figures` loads none of langgraph, qdrant, onnxruntime, numpy, torch."""
    names = [name for name, _ in modules("tools") if name.startswith("tieout.tools.figures")]

    loaded = child(f"import sys\nfor name in {names}: __import__(name)\nprint(*sys.modules)").split()

    assert {"langgraph", "qdrant_edge", "onnxruntime", "numpy", "torch", "tieout.agent"} & set(loaded) == set()


@pytest.mark.slow
def test_the_front_door_costs_nothing_and_the_library_loads_no_optional_part() -> None:
    """`import tieout` loads no dependency; using the workspace loads neither torch nor an extra nor an API server."""
    loaded = child(
        "import sys, tieout\nprint(*(n for n in sys.modules if '.' not in n))\ntieout.Workspace\nprint(*sys.modules)"
    ).splitlines()

    assert {"pydantic", "langgraph", "numpy", "sqlalchemy"} & set(loaded[0].split()) == set()
    optional = {"torch", "pandas", "cohere", "ragas", "edgar", "langgraph_api", "langchain_openai", "openai"}
    assert optional & set(loaded[1].split()) == set()


def test_one_module_reads_the_environment() -> None:
    """`os.environ` and `os.getenv` stand only where a reason is given."""
    pattern = re.compile(r"\bos\.(?:environ\b(?!ment)|getenv\b)|from os import .*\b(?:environ|getenv)\b")
    reading = {
        str(path.relative_to(ROOT))
        for _, path in modules("tieout", *FOLDERS)
        if pattern.search(path.read_text("utf-8"))
    }

    assert reading - set(READS_ENVIRONMENT) == set()


@pytest.mark.parametrize("name", [n for n, p in modules("tieout", *FOLDERS) if "__all__" in p.read_text("utf-8")])
def test_every_public_name_resolves(name: str) -> None:
    """What `__all__` promises can be imported, and is sorted."""
    module = import_module(name)
    public = list(module.__all__)

    assert [n for n in public if not hasattr(module, n)] == []
    assert public == sorted(public)


def test_no_module_is_longer_than_the_wall() -> None:
    """300 lines, but for the files that have a reason; a reason goes when its file is short again."""
    long = {
        str(path.relative_to(ROOT))
        for _, path in modules("tieout", *FOLDERS)
        if len(path.read_text(encoding="utf-8").splitlines()) > 300
    }

    assert long == set(LONG)


def test_every_module_says_first_what_it_answers() -> None:
    """The first statement of a module that holds code is its docstring."""
    silent = [
        name
        for name, path in modules("tieout", *FOLDERS)
        if (tree := ast.parse(path.read_text(encoding="utf-8"))).body and not ast.get_docstring(tree)
    ]

    assert silent == []


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    """A dependency of the core stands in pyproject.toml if and only if a module imports it, or a reason is given."""
    declared = {re.split(r"[<>=\[]", line)[0] for line in PROJECT["project"]["dependencies"]}
    extras = {"cohere", "edgar", "fastembed", "qdrant_client"}
    imported = (
        {used.split(".")[0] for _, path in modules("tieout", "agent", "tools", "prompts") for used, _ in imports(path)}
        - sys.stdlib_module_names
        - {"tieout"}
    )
    offered = {IMPORT_NAMES.get(name, name) for name in declared}

    assert imported - offered - extras - set(INTERNALS) == set()
    assert {name for name in declared if IMPORT_NAMES.get(name, name) not in imported} - set(BY_NAME) == set()


def test_every_dependency_has_a_floor_and_a_reason() -> None:
    """Each line of a dependency list has a lower or upper bound, and a comment behind it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    lines = [line.strip() for line in listed.splitlines() if re.search(r'"[a-zA-Z]', line)]

    assert [line for line in lines if not re.search(r'(?:>=|<)[\d.]+[^"]*"\]?,?\s+# \w', line)] == []


def test_the_constraints_name_no_place_and_meet_every_floor() -> None:
    """constraints.txt pins exact versions of what pyproject.toml names, without a URL."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    named = {line.partition("==")[0].lower() for line in pins}
    extras = PROJECT["project"]["optional-dependencies"].values()
    asked = [*PROJECT["project"]["dependencies"], *(line for extra in extras for line in extra)]

    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    assert {re.split(r"[<>=\[]", line)[0].lower() for line in asked} - named == set()


@pytest.mark.slow
def test_the_command_line_switches_third_party_telemetry_off_unless_the_user_did_not_want_that(tmp_path: Path) -> None:
    """Every variable is set before a command runs; a value that the user has set stays."""
    source = (
        "import os\nfrom tieout.agent.cli.app import run\nfrom tieout.agent.settings import NO_TELEMETRY\n"
        f"run(['status', '--json', '--home', {str(tmp_path)!r}])\nprint(*(os.environ[n] for n in NO_TELEMETRY))"
    )

    silent, loud = (child(source, **given).split()[1:] for given in ({}, {"DO_NOT_TRACK": "0"}))

    assert silent == list(NO_TELEMETRY.values())
    assert loud == [*list(NO_TELEMETRY.values())[:3], "0", "false"]
