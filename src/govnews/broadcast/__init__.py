"""Broadcast plans at work: phrases, calendars, listings, logs and annual reports."""

from ._ics import to_ics as to_ics
