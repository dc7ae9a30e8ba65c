"""Print the lowest version that pyproject.toml allows of each package, as pip's constraints."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for requirement in [*project["dependencies"], *(one for extra in extras.values() for one in extra)]:
    name, *rest = re.split(r"(?:\[.*?\])?(>=|==)", requirement)
    if rest and name != "govnews":
        version = re.match(r"[\d.]*\d", rest[1])[0]
        print(f"{name}=={version}" if rest[0] == ">=" else f"{name}=={rest[1]}")
