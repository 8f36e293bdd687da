#!/usr/bin/env python3
"""Drives a running server as a user would: health, login, table, WebSocket, row, event, clean-up.

Usage: smoke.py BASE_URL, with ADMIN_EMAIL, ADMIN_PASSWORD and API_KEY in the environment.
"""

import base64
import json
import os
import secrets
import socket
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

DEADLINE_SECONDS = 10


class Failure(Exception):
    """What went wrong, for the user."""


def call(base, method, path, body=None, token=None):
    """One JSON request; returns status and decoded body."""
    headers = {"X-API-Key": os.environ.get("API_KEY", ""), "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(base + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS) as response:
            status, text = response.status, response.read()
    except urllib.error.HTTPError as error:
        raise Failure(f"{method} {path} answered {error.code}: {error.read().decode(errors='replace')}") from None
    except OSError as error:
        raise Failure(f"{method} {path}: {error} (is the server running?)") from None
    return status, json.loads(text) if text else None


class WebSocket:
    """Text frames over a plain TCP WebSocket (RFC 6455), as much as this test needs."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port or 80), DEADLINE_SECONDS)
        self.buffer = b""
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        self.socket.sendall(
            f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.buffer:
            self._fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        status = head.split(b"\r\n", 1)[0].decode()
        if " 101 " not in status + " ":
            raise Failure(f"the WebSocket was refused: {status}")

    def _fill(self):
        data = self.socket.recv(65536)
        if not data:
            raise Failure("the WebSocket was closed by the server")
        self.buffer += data

    def _take(self, size):
        while len(self.buffer) < size:
            self._fill()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def _send(self, opcode, payload):
        size, mask = len(payload), secrets.token_bytes(4)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        else:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def send(self, message):
        self._send(1, json.dumps(message).encode())

    def receive(self):
        """The next text message; pings are answered on the way."""
        text = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", self._take(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self._take(8))
            payload = self._take(size)
            opcode = first & 0x0F
            if opcode == 8:
                raise Failure(f"the WebSocket was closed by the server: {payload[2:].decode(errors='replace')}")
            if opcode == 9:
                self._send(10, payload)
            elif opcode in (0, 1):
                text += payload
                if first & 0x80:
                    return json.loads(text)

    def wait_for(self, event, accept=lambda payload: True):
        """The payload of the next message of this event."""
        end = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < end:
            self.socket.settimeout(max(0.01, end - time.monotonic()))
            try:
                _, _, _, name, payload = self.receive()
            except TimeoutError:
                break
            if name == event and accept(payload):
                return payload
        raise Failure(f"no {event} message within {DEADLINE_SECONDS} s")


def step(text):
    print(f"  ok  {text}", flush=True)


def watch_insert(base, token, table):
    """Joins the table's changes, inserts a row, and returns the milliseconds until its event came."""
    query = urllib.parse.urlencode({"token": token, "vsn": "2.0.0"})
    sock = WebSocket(f"ws{base.removeprefix('http')}/api/v1/realtime/ws?{query}")
    join = {
        "config": {"postgres_changes": [{"event": "*", "schema": "public", "table": table}]},
        "access_token": token,
    }
    sock.send(["1", "1", "realtime:smoke", "phx_join", join])
    reply = sock.wait_for("phx_reply")
    if reply.get("status") != "ok":
        raise Failure(f"joining the topic failed: {reply}")
    step("WebSocket topic joined")
    began = time.monotonic()
    call(base, "POST", f"/api/v1/tables/{table}/rows", {"note": "hello"}, token)
    step("row inserted")
    sock.wait_for("postgres_changes", lambda payload: "hello" in json.dumps(payload))
    return (time.monotonic() - began) * 1000


def run(base):
    _, health = call(base, "GET", "/health")
    if health.get("status") not in ("ready", "ok", "healthy"):
        raise Failure(f"/health says {health}")
    step(f"/health says {health['status']}")
    login = {"email": os.environ.get("ADMIN_EMAIL", ""), "password": os.environ.get("ADMIN_PASSWORD", "")}
    _, session = call(base, "POST", "/api/v1/auth/login", login)
    token = session["access_token"]
    step(f"logged in as {login['email']}")
    table = f"smoke_{secrets.token_hex(4)}"
    columns = [
        {"name": "id", "type": "uuid", "nullable": False, "primary_key": True},
        {"name": "note", "type": "text", "nullable": True},
    ]
    call(base, "POST", "/api/v1/tables", {"name": table, "schema": {"columns": columns}}, token)
    step(f"table {table} created")
    try:
        elapsed = watch_insert(base, token, table)
        step(f"event received {elapsed:.1f} ms after the insert was sent")
    finally:
        call(base, "DELETE", f"/api/v1/tables/{table}", token=token)
    step("table dropped")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        run(sys.argv[1].rstrip("/"))
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
    except (KeyError, TypeError, ValueError) as error:
        sys.exit(f"FAILED: unexpected answer ({error!r})")
    print("All steps passed")


if __name__ == "__main__":
    main()
