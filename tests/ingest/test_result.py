"""Readings are values."""

import pickle

from govnews import ingest

FEED = "<rss><channel><title>A</title><item><title/></item></channel></rss>"


def test_equal_readings_are_equal_and_survive_pickling() -> None:
    one, other = ingest.read_feed(FEED), ingest.read_feed(FEED)
    assert one.errors
    assert one == other == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(other)
    assert one != ingest.read_feed(FEED.replace("<title/>", "<title>T</title>"))
