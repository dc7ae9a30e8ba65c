"""Strategies for official documents."""

from hypothesis import strategies as st

from ..model import OfficialDocument


def official_documents() -> st.SearchStrategy[OfficialDocument]:
    """Official documents."""
    return st.builds(OfficialDocument, title=st.just("Kế hoạch"))
