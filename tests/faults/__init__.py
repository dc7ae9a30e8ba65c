"""Faults on purpose: what is lost, what is counted twice, and how long a page waits.

``python -m tests.faults`` runs every fault many times and prints figures;
``python -m tests.faults --rounds 1000`` as often as told.
"""
