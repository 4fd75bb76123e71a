"""sav.py - reads the numbers of a small SPSS file with nothing but Python.

The layout is that of PSPP's "System File Format"; texts, very long names and ZLIB are left out.
SPDX-License-Identifier: EUPL-1.2
"""

import struct


def read_dictionary(raw):
    """(names, bias, where the data begin)"""
    (bias,) = struct.unpack_from("<d", raw, 84)
    at = 176
    short, long_names = [], {}
    while True:
        (kind,) = struct.unpack_from("<i", raw, at)
        at += 4
        if kind == 2:  # a variable
            _, has_label, n_missing = struct.unpack_from("<iii", raw, at)
            short.append(raw[at + 20 : at + 28].decode("ascii").strip())
            at += 28
            if has_label:
                at += 4 + (struct.unpack_from("<i", raw, at)[0] + 3) // 4 * 4
            at += 8 * abs(n_missing)
        elif kind == 3:  # labels of values, and the variables that they are of
            (n,) = struct.unpack_from("<i", raw, at)
            at += 4
            for _ in range(n):
                at += 8 + (raw[at + 8] + 8) // 8 * 8
            at += 8 + 4 * struct.unpack_from("<ii", raw, at)[1]
        elif kind == 6:  # a document
            at += 4 + 80 * struct.unpack_from("<i", raw, at)[0]
        elif kind == 7:  # an extension; 13 holds the long names
            subtype, size, count = struct.unpack_from("<iii", raw, at)
            at += 12
            if subtype == 13:
                pairs = raw[at : at + size * count].decode("utf-8").split("\t")
                long_names = dict(pair.split("=", 1) for pair in pairs)
            at += size * count
        elif kind == 999:
            return [long_names.get(name, name) for name in short], bias, at + 4
        else:
            raise ValueError(f"record {kind} at byte {at - 4}")


def read_numbers(raw, at, bias):
    """Every cell in order, compressed by bytecodes; None where there is no answer."""
    while at < len(raw):
        codes = raw[at : at + 8]
        at += 8
        for code in codes:
            if code == 252:
                return
            if code == 253:
                yield struct.unpack_from("<d", raw, at)[0]
                at += 8
            elif code == 255:
                yield None
            elif code != 0:
                yield code - bias


def read(path):
    """[{name: number}] of every row."""
    raw = path.read_bytes()
    names, bias, at = read_dictionary(raw)
    cells = list(read_numbers(raw, at, bias))
    return [dict(zip(names, cells[i : i + len(names)], strict=True)) for i in range(0, len(cells), len(names))]
