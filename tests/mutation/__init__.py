"""Mutation testing of a room: ``python -m tests.mutation feeds/_http.py``."""
