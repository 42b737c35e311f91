"""Whether an app can be reached from this computer alone, by the address it listens on and by a request itself."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

# What a proxy, a tunnel or a content network adds. Any of them means that somebody else may be asking.
FORWARDING = (
    "forwarded",
    "via",
    "x-forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-original-host",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "fastly-client-ip",
    "cdn-loop",
)
_FORWARDED = "x-forwarded-"


def is_loopback(host: str | None) -> bool:
    """Whether a host's name or number is this computer's own, which nobody else can reach; never for a blank one.

    Only `localhost` counts of names: where any other leads is for somebody else to say.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "intranet", None)]
    [True, True, True, False, False, False]
    """
    if not host:
        return False
    if host.casefold() == "localhost":
        return True
    try:
        number = ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    return number.is_loopback


def foreign_to(headers: Mapping[str, str], peer: str | None = None) -> str:
    """Why a request may come from elsewhere than this computer, in words; blank where nothing says so.

    A proxy on this computer hands on requests of the whole world, so what it adds counts; and a page elsewhere can have
    its name lead here (DNS rebinding), so the name that was asked for counts. What a page sends counts only where it is
    one of the same app: whatever else runs on this computer may show pages of strangers. `peer` is the other end's
    number where it is known.

    Nothing else can be known: what comes through a tunnel or a proxy that adds no header and asks for this computer's
    own name, sent by no browser, is like a request of this computer.
    """
    given = {name.casefold(): value for name, value in headers.items()}
    if peer and not is_loopback(peer):
        return "It comes from another computer."
    found = [name for name in FORWARDING if name in given] or [name for name in given if name.startswith(_FORWARDED)]
    if found:
        return f"It came through a proxy or a tunnel, which says so in the header {found[0]}."
    if not is_loopback(_host_of(f"//{given.get('host', '')}")):
        return "It asks for another name than this computer’s own."
    if "origin" in given and _netloc_of(given["origin"]) != given["host"].casefold():
        return "It was sent by a page of another site."
    return ""


def _netloc_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.casefold()
    except ValueError:
        return ""


def _host_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
