"""Sphinx settings."""

from importlib.metadata import version as _version

project = "govnews"
copyright = "2026, the govnews authors"  # noqa: A001  # Sphinx calls it so
release = version = _version("govnews")
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "examples"]

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_preserve_defaults = True
autodoc_inherit_docstrings = False

html_theme = "furo"
html_title = f"govnews {version}"
# The README stands on the project's own page; its links to files are not pages of this site.
suppress_warnings = ["myst.xref_missing"]
