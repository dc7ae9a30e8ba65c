"""Draw the house from the import graph: ``python docs/render_architecture.py``.

Writes the picture between the markers of ``architecture.md``; a test holds the page to it.
"""

import re
from pathlib import Path

import grimp

PAGE = Path(__file__).parent / "architecture.md"
_MARKED = re.compile(r"(?<=<!-- picture -->\n).*?(?=<!-- end of picture -->)", re.DOTALL)

#: Top to bottom; a room may import those below it.
LAYERS = (
    ("testing",),
    ("cli", "django", "flask", "starlette"),
    ("web",),
    ("sample",),
    ("feeds", "broadcast", "visits", "ingest", "codec"),
    ("model", "dates", "_html"),
    ("errors",),
)


def picture() -> str:
    """The rooms, layer by layer, each with the rooms that it imports."""
    graph = grimp.build_graph("govnews")
    rooms = [room for layer in LAYERS for room in layer]
    lines = ["```text"]
    width = max(len(room) for room in rooms)
    for layer in LAYERS:
        for room in layer:
            name = f"govnews.{room}"
            below = [
                other
                for other in rooms
                if other != room and _imports(graph, name, f"govnews.{other}")
            ]
            lines.append(f"{room:{width}}  ->  {', '.join(below) or '(nothing)'}")
        lines.append("-" * 78)
    lines[-1] = "```"
    return "\n".join(lines) + "\n"


def _imports(graph: grimp.ImportGraph, importer: str, imported: str) -> bool:
    inside = {importer, *graph.find_descendants(importer)}
    outside = {imported, *graph.find_descendants(imported)}
    return any(outside & graph.find_modules_directly_imported_by(one) for one in inside)


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MARKED.sub(lambda _: picture(), text), encoding="utf-8")
