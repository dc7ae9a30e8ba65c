"""Whose address a request has: only the portal's own proxies are believed."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import example, given, strategies as st

from govnews.errors import ModelError
from govnews.web import TrustedProxies

OWN = TrustedProxies(["10.0.0.0/8", "fd00::/8", "::1", "unix"])


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "address"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("10.0.0.2", None, "10.0.0.2"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "198.51.100.7, 10.0.0.9", "198.51.100.7"),
        ("10.0.0.2", " 2001:db8::7 ", "2001:db8::7"),
        ("10.0.0.2", "[2001:db8::7]:443", "2001:db8::7"),
        ("10.0.0.2", "198.51.100.7:5120", "198.51.100.7"),
        ("::ffff:10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("fd00::2", "::ffff:198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "10.0.0.3, 10.0.0.4", "10.0.0.3"),
        # written by the visitor: what stands before the entry of our own proxy
        ("10.0.0.2", "192.0.2.66, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "10.0.0.77, 198.51.100.7", "198.51.100.7"),
        ("198.51.100.7", "192.0.2.66", "198.51.100.7"),
        ("198.51.100.7", "10.0.0.2", "198.51.100.7"),
        # no address where one has to be: the last one known stands
        ("10.0.0.2", "unknown", "10.0.0.2"),
        ("10.0.0.2", "' OR 1=1 --, 10.0.0.9", "10.0.0.9"),
        ("10.0.0.2", "198.51.100.7,", "10.0.0.2"),
        (None, "198.51.100.7", "198.51.100.7"),
        ("", "198.51.100.7", "198.51.100.7"),
        ("no address", "198.51.100.7", "no address"),
        (None, None, None),
    ],
)
def test_the_first_address_that_is_no_proxy_of_ours(peer, forwarded_for, address):
    assert OWN.address(peer, forwarded_for) == address


def test_without_proxies_the_header_is_ignored():
    assert TrustedProxies().address("10.0.0.2", "198.51.100.7") == "10.0.0.2"
    assert TrustedProxies().address(None, "198.51.100.7") is None


def test_a_header_of_64_kilobytes_is_read_from_its_end_only():
    assert OWN.address("10.0.0.2", "1.2.3.4, " * 8_000 + "198.51.100.7") == "198.51.100.7"
    assert OWN.address("10.0.0.2", "10.0.0.3," * 8_000 + "10.0.0.4").startswith("10.0.0.")
    assert OWN.address("10.0.0.2", "x" * 65_536) == "10.0.0.2"


@given(st.text(), st.ip_addresses().map(str).filter(lambda one: not one.startswith(("10.", "fd"))))
def test_what_a_visitor_writes_before_our_entry_changes_nothing(forged, visitor):
    address = OWN.address("10.0.0.2", f"{forged},{visitor}")
    assert address == OWN.address("10.0.0.2", visitor)


@given(st.one_of(st.none(), st.text()), st.one_of(st.none(), st.text()))
def test_any_text_has_an_answer(peer, forwarded_for):
    OWN.address(peer, forwarded_for)


@pytest.mark.parametrize("networks", [["10.0.0.0/99"], ["proxy"], [""], [None], "10.0.0.0/8"])
def test_a_setting_that_is_no_network_is_named(networks):
    with pytest.raises(ModelError, match=r"TrustedProxies\.networks"):
        TrustedProxies(networks)


def test_a_network_may_be_given_by_one_of_its_hosts():
    assert TrustedProxies(["10.0.0.7/8"]).address("10.9.9.9", "198.51.100.7") == "198.51.100.7"
    assert repr(TrustedProxies(["10.0.0.7/8", "unix"])) == "TrustedProxies(['10.0.0.0/8', 'unix'])"


def test_proxies_are_remembered_within_bounds_and_visitors_never():
    proxies = TrustedProxies(["10.0.0.0/8"])
    for number in range(1_000):
        peer = f"10.0.{number // 256}.{number % 256}"
        assert proxies.address(peer, "203.0.113.9") == "203.0.113.9"
    assert proxies.address("203.0.113.9", "198.51.100.7") == "203.0.113.9"
    assert len(proxies._seen) == 256
    assert all(one.startswith("10.0.") for one in proxies._seen)


_PARTS = st.one_of(
    st.integers(0, 300).map(str), st.sampled_from(["01", "", "1 ", "+1", "0x1", "١"])
)


@given(
    st.one_of(st.ip_addresses().map(str), st.lists(_PARTS, min_size=3, max_size=5).map(".".join))
)
@example("192.0.2.01")
@example("192.0.2.1\0")
@example("192.0.2")
@example("fe80::1%eth0")
def test_an_address_is_what_the_standard_library_takes_for_one(text):
    try:
        expected = ip_address(text.strip())
    except ValueError:
        assert OWN.address("::1", text) == "::1"
        return
    assert OWN.address("::1", text) == str(getattr(expected, "ipv4_mapped", None) or expected)


@given(st.ip_addresses(), st.ip_addresses(), st.integers(0, 128))
def test_a_network_holds_what_it_holds_in_the_standard_library(peer, host, length):
    network = ip_network(f"{host}/{min(length, host.max_prefixlen)}", strict=False)
    mapped = getattr(peer, "ipv4_mapped", None) or peer
    expected = "198.51.100.7" if mapped in network else str(peer)
    assert TrustedProxies([str(network)]).address(str(peer), "198.51.100.7") == expected
