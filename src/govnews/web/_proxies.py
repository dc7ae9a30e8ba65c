"""Whose address a request has, when it came through proxies."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network
from socket import AF_INET, inet_pton
from typing import TypeAlias

from ..errors import ModelError

#: Entries of X-Forwarded-For that are looked at, from its end; no portal has more proxies.
_MOST_HOPS = 32
#: An IPv6 zone, brackets and a port fit into it; a longer entry is no address.
_LONGEST_HOP = 80
#: Proxies to be remembered; what a network of trusted ones can hold has no bound.
_MOST_SEEN = 256
#: The peer of a connection over a socket in the file system has no address.
UNIX = "unix"
#: An address as it is written, how many bits it has, and the number that these are.
_Address: TypeAlias = tuple[str, int, int]


class TrustedProxies:
    """The portal's own proxies, whose ``X-Forwarded-For`` is believed.

    Whoever sends a request can write that header; only what a proxy of the portal's own
    appended is true. So the entries are read from the last one on, as long as each was
    appended by a trusted proxy; the first address that is none of these is the visitor's.

    Args:
        networks: Addresses or networks (RFC 4632), such as ``"10.0.0.0/8"`` or ``"::1"``;
            ``"unix"`` for a proxy that connects through a socket in the file system.

    Raises:
        ModelError: One of them is no address or network.

    Example:
        >>> proxies = TrustedProxies(["10.0.0.0/8"])
        >>> proxies.address("10.0.0.2", "192.0.2.66, 198.51.100.7")
        '198.51.100.7'
        >>> proxies.address("203.0.113.9", "192.0.2.66")
        '203.0.113.9'
    """

    def __init__(self, networks: Iterable[str] = ()) -> None:
        if isinstance(networks, str):
            raise ModelError("TrustedProxies", "networks", networks, "are one text, not several")
        given = tuple(networks)
        self._unix = UNIX in given
        self._networks = tuple(_network(one) for one in given if one != UNIX)
        #: The same as the bits, the first and the last number of each.
        self._spans = tuple(
            (one.max_prefixlen, int(one.network_address), int(one.broadcast_address))
            for one in self._networks
        )
        #: Proxies that were met, so as not to read their addresses again. No visitor's is kept.
        self._seen: set[str] = set()

    def __repr__(self) -> str:
        names = [*map(str, self._networks), *([UNIX] if self._unix else [])]
        return f"TrustedProxies({names})"

    def address(self, peer: str | None, forwarded_for: str | None) -> str | None:
        """The visitor's address.

        Args:
            peer: The address that the connection came from; None or empty for a socket in
                the file system.
            forwarded_for: The ``X-Forwarded-For`` header, several joined with commas; None
                when missing.

        Returns:
            The address, without a port; ``peer`` when the header is missing, forged or not
            to be believed.
        """
        if not forwarded_for or not (peer in self._seen or self._trusts(peer)):
            return peer
        found = peer
        for hop in reversed(forwarded_for.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]):
            address = _address(hop)
            if address is None:
                return found
            found = address[0]
            if not self._holds(address):
                return found
        return found

    def _trusts(self, peer: str | None) -> bool:
        if not peer:
            return self._unix
        address = _address(peer)
        trusted = address is not None and self._holds(address)
        if trusted and len(self._seen) < _MOST_SEEN:
            self._seen.add(peer)
        return trusted

    def _holds(self, address: _Address) -> bool:
        _, bits, number = address
        for width, first, last in self._spans:  # noqa: SIM110  # any() would double the price
            if width == bits and first <= number <= last:
                return True
        return False


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except (ValueError, TypeError) as error:
        raise ModelError("TrustedProxies", "networks", text, "hold no IP network") from error


def _address(text: str) -> _Address | None:
    """The address in an entry, which may have brackets and a port; None for anything else."""
    text = text.strip()
    if len(text) > _LONGEST_HOP:
        return None
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        if ":" not in text:
            # As strict as IPv4Address, of which the text is the only one, at a tenth of the price.
            return text, 32, int.from_bytes(inet_pton(AF_INET, text), "big")
        address = IPv6Address(text)
    except (OSError, ValueError):
        return None
    mapped = address.ipv4_mapped
    if mapped is not None:
        return str(mapped), 32, int(mapped)
    return str(address), 128, int(address)
