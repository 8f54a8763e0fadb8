"""What models are told: one Markdown file a prompt, with id, version and inputs."""

from tieout.prompts.prompt import Prompt, Rendered, load

__all__ = ["Prompt", "Rendered", "load"]
