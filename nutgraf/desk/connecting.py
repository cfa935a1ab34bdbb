"""Connections to the public internet, and to nowhere else: a name is looked up once, and the address that was looked
at is the one that is connected to, so that no name can lead to this computer or a private network.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class PrivateAddressError(OSError):
    """A name that leads to this computer or a private network."""


def connection_to(
    scheme: str, host: str, port: int | None, timeout: float, *, allow_private: bool
) -> http.client.HTTPConnection:
    """Return a connection whose other end has been looked at; the handshake of https is still to come."""
    name = host if host.isascii() else host.encode("idna").decode("ascii")
    if scheme.lower() != "https":
        plain = http.client.HTTPConnection(name, port, timeout=timeout)
        plain.sock = _connected(name, port or http.client.HTTP_PORT, timeout, allow_private=allow_private)
        return plain
    context = ssl.create_default_context()
    secure = http.client.HTTPSConnection(name, port, timeout=timeout, context=context)
    to = _connected(name, port or http.client.HTTPS_PORT, timeout, allow_private=allow_private)
    secure.sock = context.wrap_socket(to, server_hostname=name, do_handshake_on_connect=False)
    return secure


def _connected(host: str, port: int, timeout: float, *, allow_private: bool) -> socket.socket:
    """Connect to the first of a host's addresses that answers; none of them may be private."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not allow_private and not all(map(is_public, addresses)):
        raise PrivateAddressError("an address of this computer or of a private network")
    fault: OSError = OSError("no address")
    for address in dict.fromkeys(addresses):
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            fault = error
    raise fault


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it is wrapped in another one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


@contextmanager
def deadline(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Hang up when the time is over, and say so."""
    is_late = threading.Event()

    def hang_up() -> None:
        is_late.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if is_late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
