"""server.py - starts wijkscand on an invented picture and asks it things, for the tests beside it.

SPDX-License-Identifier: EUPL-1.2
"""

import ctypes
import gzip
import http.client
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests" / "tools"))

import seal

PROGRAM = os.environ.get("WKS_WIJKSCAND", str(SOURCE / "build/src/programs/wijkscand/wijkscand"))

FIXED_HEADERS = {
    "API-Version": "1.0.0",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                               "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


VERIFIER = seal.Verifier()


def make_picture(path, *more):
    """A picture from the migrations and fixture.sql; more: statements that follow."""
    store = sqlite3.connect(path)
    for migration in sorted((SOURCE / "src/public/picture/migrations").glob("*.sql")):
        store.executescript(migration.read_text())
    store.executescript((SOURCE / "tests/http/fixture.sql").read_text())
    for statements in more:
        store.executescript(statements)
    store.commit()
    store.close()
    VERIFIER.seal(path)
    return path


NEXT_RELEASE = """
INSERT INTO release VALUES (2, 'ffffffffffffffff', '2026-12-01', 0, 'GG1106', 'Twente', 'f2f2');
INSERT INTO area VALUES (2, 1, 'NL00', 'land', 'Nederland', NULL, '2024', 0), (2, 2, 'WK015399', 'wijk', 'Nieuw', 'NL00', '2024', 0);
"""


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


class Server:
    """A running wijkscand; use it in a with statement."""

    def __init__(self, *arguments, picture=None, environment=None):
        self.folder = tempfile.TemporaryDirectory(prefix="wijkscan-http-")
        self.picture = picture or make_picture(self.folder.name + "/picture.db")
        self.process = subprocess.Popen(
            [PROGRAM, "--quiet", "--port", "0", "--picture", self.picture, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            self.process.wait(10)
            raise AssertionError("wijkscand did not start: " + self.process.stderr.read())
        self.port = int(self.url.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        elif self.process.returncode != 0:
            print("# wijkscand ended with", self.process.returncode)
            print("".join("# " + line for line in self.process.stderr), flush=True)
        self.process.stdout.close()
        self.process.stderr.close()
        self.folder.cleanup()

    def stop(self, how=signal.SIGTERM):
        """End it; the seconds that took."""
        started = time.monotonic()
        self.process.send_signal(how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return time.monotonic() - started

    def connect(self, timeout=20):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, path, method="GET", headers=None, body=None, connection=None):
        own = connection or self.connect()
        try:
            own.request(method, path, body=body, headers=headers or {})
        except ConnectionRefusedError as error:
            raise AssertionError(f"nobody listens on {self.port}; wijkscand: exit code {self.process.poll()}") from error
        reply = own.getresponse()
        result = Reply(reply.status, reply.headers, reply.read())
        if connection is None:
            own.close()
        return result

    def raw(self, request, timeout=20):
        """Send bytes as they are; everything that comes back until the server closes, however it does."""
        got = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as link:
            try:
                link.sendall(request)
                while chunk := link.recv(65536):
                    got += chunk
            except (ConnectionResetError, BrokenPipeError):
                pass
        return got


def run_briefly(*arguments, environment=None):
    """Run wijkscand where it should refuse: exit code, stdout, stderr."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=20,
                          env={**os.environ, **(environment or {})})
    return done.returncode, done.stdout, done.stderr


def unbrotli(data):
    """The standard library knows no Brotli; the C library is there because wijkscand needs its twin."""
    library = ctypes.CDLL("libbrotlidec.so.1")
    out = ctypes.create_string_buffer(1 << 24)
    size = ctypes.c_size_t(len(out))
    if library.BrotliDecoderDecompress(ctypes.c_size_t(len(data)), data, ctypes.byref(size), out) != 1:
        raise AssertionError("not Brotli")
    return out.raw[:size.value]


DECODERS = {"br": unbrotli, "gzip": gzip.decompress, None: lambda data: data}
