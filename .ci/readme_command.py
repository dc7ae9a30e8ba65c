"""Print the n-th command of the README's quick start: the one fenced block under its heading."""

import re
import sys
from pathlib import Path

readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
section = readme.split("\n## Quick start\n", 1)[1].split("\n## ", 1)[0]
(block,) = re.findall(r"^```\w*\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
first, second = (line for line in block.splitlines() if line.strip())
print((first, second)[int(sys.argv[1]) - 1])
