"""A load client of one process: keep-alive connections, a fixed count of requests, nothing left unfinished.

python -m bench.client URL CONNECTIONS COUNT [HEADER…] prints one Load as JSON. It runs in a process of its own,
so that its work is not taken for the server's.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

GIVE_UP_SECONDS = 60


@dataclass(frozen=True)
class Load:
    """What the requests of one run took."""

    count: int
    seconds: float
    milliseconds: tuple[float, ...]  # of each answer, fastest first
    size: int  # bytes of one body, as sent
    client_seconds: float  # processor time of the client itself

    @property
    def rate(self):
        """Answers a second."""
        return self.count / self.seconds

    def percentile(self, percent):
        """Return the milliseconds within which this percentage of the answers came."""
        return self.milliseconds[min(self.count - 1, self.count * percent // 100)]


class Connection:
    """One connection with at most one request under way."""

    def __init__(self, address, request):
        self.socket = socket.create_connection(address, timeout=GIVE_UP_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request = request
        self.received = bytearray()
        self.started = 0.0

    def send(self):
        self.received.clear()
        self.started = time.perf_counter()
        self.socket.sendall(self.request)

    def receive(self):
        """Take what has come; return the body's size once the answer is whole, else None."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        self.received += piece
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head, size = bytes(self.received[:end]).lower(), len(self.received) - end - 4
        if not head.startswith(b"http/1.1 200"):
            raise ConnectionError(f"not a page: {head.splitlines()[0].decode()}")
        return size if _is_whole(head, size, self.received) else None


def _is_whole(head, size, received):
    _, found, rest = head.partition(b"content-length:")
    if found:
        return size >= int(rest.split(b"\r\n", 1)[0])
    return received.endswith(b"\r\n0\r\n\r\n")


def load(url, connections, count, headers=()):
    """Send `count` requests over so many connections; return the Load. Raises OSError if one is not answered."""
    parts = urlsplit(url)
    lines = [f"GET {parts.path}{'?' if parts.query else ''}{parts.query} HTTP/1.1", f"Host: {parts.netloc}"]
    request = "\r\n".join([*lines, *headers, "", ""]).encode()
    opened = [Connection((parts.hostname, parts.port), request) for _ in range(min(connections, count))]
    try:
        return _run(opened, count)
    finally:
        for connection in opened:
            connection.socket.close()


def _run(connections, count):
    milliseconds, size, used, start = [], 0, time.process_time(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send()
        to_send = count - len(connections)
        while len(milliseconds) < count:
            ready = selector.select(GIVE_UP_SECONDS)
            if not ready:
                raise TimeoutError(f"no answer within {GIVE_UP_SECONDS} seconds")
            for key, _ in ready:
                if (whole := key.data.receive()) is None:
                    continue
                size = whole
                milliseconds.append((time.perf_counter() - key.data.started) * 1000)
                if to_send:
                    to_send -= 1
                    key.data.send()
    seconds = time.perf_counter() - start
    return Load(count, seconds, tuple(sorted(milliseconds)), size, time.process_time() - used)


if __name__ == "__main__":
    address, connections, count, *headers = sys.argv[1:]
    try:
        print(json.dumps(asdict(load(address, int(connections), int(count), headers))))
    except OSError as error:
        sys.exit(f"{address}: {error}")
