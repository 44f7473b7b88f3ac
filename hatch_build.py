"""The package build: what hatch does, and before it the explorer, built from its TypeScript into kg/explorer."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ExplorerHook(BuildHookInterface):
    """Builds the explorer for wheels and editable installs; git ignores it, the wheel must not."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the explorer where a source of it is newer."""
        runpy.run_path(str(Path(self.root) / "explorer" / "build.py"))["main"]([])
        build_data["artifacts"].append("kg/explorer/**")
