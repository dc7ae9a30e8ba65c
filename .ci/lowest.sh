#!/usr/bin/env bash
# The oldest versions that pyproject.toml allows really work: install them, run the core tests.
# The Python to use may be named as the first argument.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${1:-python3}" -m venv "$work/uv"
"$work/uv/bin/python" -m pip install -q uv
uv=$work/uv/bin/uv
# The bounds to test: those of the package, not those of its tests or of what it leads to.
"$work/uv/bin/python" .ci/lowest.py >"$work/oldest.txt"
"$uv" venv -q -p "$work/uv/bin/python" "$work/lowest"
"$uv" pip install -q -p "$work/lowest" -c "$work/oldest.txt" --group tests ".[all]"
"$work/lowest/bin/python" -m pytest -q -n auto -p no:cacheprovider \
    --deselect tests/dates/test_styles_page.py \
    tests/model tests/codec tests/dates tests/feeds tests/ingest tests/broadcast
