"""How large is the core installation, as pip leaves it?"""

import os
import subprocess
import sys
from pathlib import Path

from tieout.errors import ServiceError
from tieout.evals.bench.measure import Bar, Measure

BAR = Bar(side="at most", limit=900.0)


def measure(source: Path, folder: Path) -> tuple[Measure, ...]:
    """Install a wheel or a checkout without extras into a clean environment, and add up its files."""
    environment = folder / "installed"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}}
    before = size(environment)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(source)]
    done = subprocess.run(install, capture_output=True, text=True, check=False, env=clean)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["nothing"]
        raise ServiceError(f"pip could not install {source.name!r} and said: {said[0]}; run it alone")
    grown = (size(environment) - before) / 1e6
    note = "byte code included; pip and the interpreter not"
    return (
        Measure(group="install", name="core installation", unit="MB", runs=(round(grown),), bars=(BAR,), note=note),
    )


def size(folder: Path) -> int:
    """Bytes on the disk of all files in a folder, links not followed."""
    files = (Path(parent, name).lstat() for parent, _, names in os.walk(folder) for name in names)
    return sum(getattr(file, "st_blocks", 0) * 512 or file.st_size for file in files)
