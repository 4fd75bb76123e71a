"""seal.py - the text of a release and the verifier's seal under it, written a second time, for tests that make pictures.

What it must agree with: src/public/picture/picture_text.h and src/release/seal.h.

SPDX-License-Identifier: EUPL-1.2
"""

import ctypes
import hashlib
import pathlib
import sqlite3

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SODIUM = ctypes.CDLL("libsodium.so.23")


def word(text):
    """A text as one word: spaces, percent signs and control characters as %20."""
    raw = text.encode()
    return b"%" if raw == b"" else b"".join(b"%%%02x" % byte if byte <= 32 or byte in (37, 127) else bytes([byte]) for byte in raw)


def column(value):
    if value is None:
        return b"-"
    if isinstance(value, int):
        return b"i%d" % value
    if isinstance(value, bytes):
        return b"b" + hashlib.sha256(value).hexdigest().encode()
    return b"n%.17g" % value if isinstance(value, float) else b"t" + word(value)


def text_of(store, release):
    """Everything that the release says, a line a row."""
    lines = []
    for query in sorted((SOURCE / "src/public/picture/text").glob("*.sql"), key=lambda path: path.name):
        for row in store.execute(query.read_text(), (release,)):
            lines.append(b" ".join([query.stem.encode(), *map(column, row)]) + b"\n")
    return b"".join(lines)


def said_by(picture):
    """All that the newest release says, and what was signed of it: the same whoever holds the key."""
    with sqlite3.connect(picture) as store:
        (release,) = store.execute("SELECT max(number) FROM release").fetchone()
        (statement,) = store.execute("SELECT statement FROM seal WHERE release = ?", (release,)).fetchone()
        return text_of(store, release) + statement.encode()


class Verifier:
    """Who signs whatever it is given."""

    def __init__(self, seed=b"a seed of exactly 32 bytes, tests"[:32]):
        public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
        assert SODIUM.crypto_sign_seed_keypair(public, secret, seed) == 0
        self.public, self.secret = public.raw.hex(), secret.raw

    def sign(self, text):
        signature = ctypes.create_string_buffer(64)
        assert SODIUM.crypto_sign_detached(signature, None, text, ctypes.c_ulonglong(len(text)), self.secret) == 0
        return signature.raw.hex()

    def seal(self, picture, date="2026-11-21", entry=7):
        """Sign every release of the picture that has no seal; the public key comes beside it."""
        with sqlite3.connect(picture) as store:
            for (release,) in store.execute("SELECT number FROM release EXCEPT SELECT release FROM seal").fetchall():
                digest = hashlib.sha256(text_of(store, release)).hexdigest()
                statement = (
                    f"wijkscan-statement 1\nrelease {digest}\ndate {date}\npolicy {'0' * 64}\nledger {entry} {'1' * 64}\n"
                )
                store.execute("INSERT INTO seal VALUES (?, ?, ?, ?)", (release, statement, self.sign(statement.encode()), self.public))
        pathlib.Path(f"{picture}.pub").write_text(self.public + "\n")
