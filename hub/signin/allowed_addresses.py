"""Which addresses the hub asks on a provider's word: public ones, and networks that the operator names.

What a provider says of itself comes from another agency's machine. It must not make the hub ask the machines of its own
network, whose services trust every caller from inside.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from hub.access.safe_urls import LOOPBACK, is_literal, is_safe
from hub.settings.kinds import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Its last 32 bits are an address of the old kind, which a translator asks.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class AllowedAddresses:
    """`networks` are those of the operator's choice, `loopback` whether providers on this very machine are asked."""

    networks: tuple[Network, ...] = ()
    loopback: bool = True

    def admits(self, address: str, *, loopback: bool) -> bool:
        """Whether an address is asked; `loopback`: it was named as one of this machine's."""
        try:
            found = _as_ipv4(ipaddress.ip_address(address.partition("%")[0]))
        except ValueError:
            return False
        if found.is_loopback:
            return loopback and self.loopback
        if found.is_link_local or found.is_multicast or found.is_unspecified or loopback:
            return False
        return found.is_global or any(found in network for network in self.networks if network.version == found.version)

    def fits(self, issuer: str, url: object) -> bool:
        """Whether an address that the issuer's provider names may be asked, as far as its text says."""
        if not is_safe(url) or not is_safe(issuer):
            return False
        host, own = (urlsplit(str(each)).hostname or "" for each in (url, issuer))
        if host in LOOPBACK or own in LOOPBACK:
            # A provider on this machine names this machine, and no other one does.
            return self.loopback and host in LOOPBACK and own in LOOPBACK
        return not is_literal(host) or self.admits(host, loopback=False)


def _as_ipv4(address: Address) -> Address:
    """The address of the old kind that one of the new kind stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
