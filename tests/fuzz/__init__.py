"""Fuzzing of what reads foreign bytes and texts: ``python -m tests.fuzz``."""
