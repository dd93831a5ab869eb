"""Fetches one JSON document from a stranger's domain, and nothing else from anywhere else.

HTTPS on port 443 of a public address only: the name is resolved once, every answer must be
public, and the connection goes to that address with TLS for the name. No redirects, cookies,
proxies or compressed transfer; errors never repeat what the other side said.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from gradus.lib.canonical_json import NotJson, read
from gradus.lib.terms import Json

SECONDS: Final = 3.0
MAX_BYTES: Final = 1_000_000
HTTPS: Final = 443
OK: Final = 200
# Ranges that are "global" for the standard library and still lead elsewhere: NAT64, 6to4, Teredo.
DETOURS: Final = tuple(
    ipaddress.ip_network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)

Resolve = Callable[[str], list[str]]


class Unreachable(RuntimeError):
    """The document could not be had; the message is for logs."""


def resolved(host: str) -> list[str]:
    """All addresses of a name, asked once."""
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        message = "The name does not resolve."
        raise Unreachable(message) from None
    return [str(each[4][0]) for each in found]


def fetch(url: str, *, resolve: Resolve = resolved) -> Json:
    """The JSON at `url`, or `Unreachable`."""
    host, path = _split(url)
    addresses = resolve(host)
    if not addresses or not all(is_public(address) for address in addresses):
        message = "The name leads to an address that is not public."
        raise Unreachable(message)
    return _get(host, addresses[0], path)


def is_public(address: str) -> bool:
    """Whether an address may be connected to.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        parsed = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    detour = any(parsed in network for network in DETOURS if network.version == parsed.version)
    return parsed.is_global and not parsed.is_multicast and mapped is None and not detour


def _split(url: str) -> tuple[str, str]:
    """Host and path of a plain https address on its usual port."""
    try:
        parts = urlsplit(url)
        usual = parts.scheme == "https" and parts.port in {None, HTTPS} and url.isascii()
    except ValueError:
        usual = False
        parts = urlsplit("")
    if not usual or not parts.hostname or "@" in parts.netloc or " " in url:
        message = "Only plain https addresses are fetched."
        raise Unreachable(message)
    return parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Pinned(http.client.HTTPSConnection):
    """Connects to an address found before, with TLS for the name."""

    def __init__(self, host: str, address: str) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, HTTPS, timeout=SECONDS, context=self._tls)
        self._address = address

    def connect(self) -> None:
        raw = socket.create_connection((self._address, HTTPS), timeout=SECONDS)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)


def _get(host: str, address: str, path: str) -> Json:
    connection = _Pinned(host, address)
    try:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status != OK or "json" not in (answer.getheader("Content-Type") or ""):
            message = "The answer is not a JSON document."
            raise Unreachable(message)
        return read(answer.read(MAX_BYTES + 1), max_bytes=MAX_BYTES)
    except (OSError, http.client.HTTPException, NotJson) as error:
        message = f"No sound answer: {type(error).__name__}."
        raise Unreachable(message) from None
    finally:
        connection.close()
