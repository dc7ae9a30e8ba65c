"""Build once more and compare: the same sources give the same wheel and sdist."""

import subprocess
import sys
import tempfile
from pathlib import Path

first = Path(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "-m", "build", "-q", "--outdir", folder, "."], check=True)
    for again in Path(folder).iterdir():
        if again.read_bytes() != (first / again.name).read_bytes():
            sys.exit(f"{again.name} differs between two builds")
        print(f"{again.name}: the same twice")
