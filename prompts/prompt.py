"""How a prompt file becomes the messages of one model call.

A file has front matter (`id`, `version`, `inputs`), the rules, a line `=== data ===`, and what the rules apply to.
Placeholders are written `{{name}}`, so that `{gap}` of a sentence template stays as it is.
"""

import hashlib
import re
from importlib import resources

from pydantic import Field

from tieout.errors import InputError, NotThereError, ReadError
from tieout.model import Thing

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_DATA = "\n=== data ===\n"


class Rendered(Thing):
    """The two messages of one call, and which prompt they come from."""

    prompt: str
    """Its reference, for traces."""
    system: str
    """The rules."""
    user: str
    """What they are applied to: data, never rules."""


class Prompt(Thing):
    """One prompt as shipped; `text` still has its placeholders."""

    id: str = Field(pattern=r"^\w+$")
    version: int = Field(ge=1)
    inputs: tuple[str, ...]
    text: str

    @property
    def sha256(self) -> str:
        """Hash of the text: with another text the version changes too."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def reference(self) -> str:
        """Id, version and the hash's first digits, for traces: "draft@1:0a1b2c3d"."""
        return f"{self.id}@{self.version}:{self.sha256[:8]}"

    def render(self, **inputs: str) -> Rendered:
        """Fill every placeholder once; raises InputError when the inputs are not exactly those declared."""
        if set(inputs) != set(self.inputs):
            raise InputError(
                f"prompt {self.id!r} takes {sorted(self.inputs)}, not {sorted(inputs)}; give exactly those"
            )
        system, _, user = self.text.partition(_DATA)
        return Rendered(prompt=self.reference, system=_filled(system, inputs), user=_filled(user, inputs))


def load(name: str) -> Prompt:
    """Read a shipped prompt by its name; raises NotThereError or ReadError."""
    file = resources.files("tieout.prompts") / f"{name}.md"
    if not re.fullmatch(r"\w+", name) or not file.is_file():
        raise NotThereError(f"there is no prompt {name!r}; a prompt is a file NAME.md in tieout/prompts")
    return parse(file.read_text(encoding="utf-8"), name)


def parse(source: str, name: str) -> Prompt:
    """Read a prompt file's content; its id is its name, and its placeholders are its declared inputs."""
    match = _FRONT.fullmatch(source)
    if match is None:
        raise ReadError(f"prompt {name!r} has no front matter; it begins with --- lines around id, version and inputs")
    front = dict(line.partition(":")[::2] for line in match[1].splitlines())
    if set(front) != {"id", "version", "inputs"} or front["id"].strip() != name or _DATA not in match[2]:
        raise ReadError(f"prompt {name!r} needs id (its name), version, inputs, and a line {_DATA.strip()!r}")
    inputs = tuple(part.strip() for part in front["inputs"].split(",") if part.strip())
    used = set(_PLACEHOLDER.findall(match[2]))
    if used != set(inputs):
        raise ReadError(f"prompt {name!r} declares {sorted(inputs)} and uses {sorted(used)}; make them the same")
    return Prompt(id=name, version=int(front["version"]), inputs=inputs, text=match[2])


def _filled(template: str, inputs: dict[str, str]) -> str:
    """Substitution in one pass: what is filled in is never looked at again."""
    return _PLACEHOLDER.sub(lambda match: inputs[match[1]], template)
