"""canary.py - looks for numbers that nobody may see, in whatever leaves: text of any precision, bytes, words.

A number stands for itself in any unit: 7 of 1009 is found as 0.693756194, as 69.3756 and as 0,00693756, rounded or cut
off.  Few digits say little by themselves: those are found only where they are a whole number.
SPDX-License-Identifier: EUPL-1.2
"""

import fractions
import math
import re
import struct

FEWEST_DIGITS = 6  # that a number must share with one that nobody may see
SHORT_DIGITS = 3  # that must be all of it
MOST_DIGITS = 12  # more are not looked at: the last ones differ from one way of computing to the next
NUMBER = re.compile(rb"(?<![0-9a-f])\d+(?:[.,]\d+)?(?!\d|[a-df]|e[0-9a-f])")  # and no piece of a hash
HIGH_BYTE = re.compile(rb"[\x3f\x40]")  # of every double from 2^-15 to 2^17
Z = 1.959963984540054


def digits_of(text):
    """The digits that count, without point and zeros in front."""
    return text.replace(".", "").replace(",", "").lstrip("0")


def texts_of(value, fewest):
    """value as digits, cut off and rounded, at every precision from the fewest on."""
    whole = digits_of(f"{value:.16e}".split("e")[0])
    for n in range(fewest, MOST_DIGITS + 1):
        yield whole[:n]
        yield str((int(whole[: n + 1]) + 5) // 10)[:n]


def neighbours(value):
    """value and the doubles next to it."""
    around = [value]
    for side in (-math.inf, math.inf):
        near = value
        for _ in range(4):
            near = math.nextafter(near, side)
            around.append(near)
    return around


def face(n_with, n):
    """What a share looks like whatever its unit: n_with / n without the tens in it."""
    fraction = fractions.Fraction(n_with, n)
    for factor in (2, 5):
        while fraction.denominator % factor == 0:
            fraction *= factor
        while fraction.numerator and fraction.numerator % factor == 0:
            fraction /= factor
    return fraction


def limits(n_with, n):
    """The 95 % interval of a share by Wilson, as a part of 1: nobody has the same by chance."""
    share = n_with / n
    centre = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return [(centre + side * half) / (1 + Z * Z / n) for side in (-1, 1)]


class Canaries:
    """values: {number: what it is}; words: {bytes: what they are}; those of `short` are known by three digits too.

    In megabytes of other numbers six digits come by chance; then say more for `fewest`.
    """

    def __init__(self, values, words=(), short=(), fewest=FEWEST_DIGITS):
        self.digits = {}
        self.doubles = {}
        self.whole = {}
        self.words = dict(words)
        for value, what in values.items():
            self.digits.update(dict.fromkeys(texts_of(value, fewest), what))
            for near in neighbours(value):
                for unit in (1.0, 0.01, 100.0):
                    for order in "<>":
                        self.doubles[struct.pack(order + "d", near * unit)] = what
        for value in short:
            for n in range(SHORT_DIGITS, FEWEST_DIGITS):
                text = f"{value:#.{n}g}"
                for written in (text, text.replace(".", ",")):
                    self.whole[written.encode()] = values[value]

    def in_digits(self, data):
        for found in set(NUMBER.findall(data)):
            digits = digits_of(found.decode())[:MOST_DIGITS]
            if found in self.whole:
                yield self.whole[found]
            elif digits in self.digits:
                yield self.digits[digits]

    def in_bytes(self, data):
        for high in HIGH_BYTE.finditer(data):
            at = high.start()
            for eight in (data[at : at + 8], data[max(0, at - 7) : at + 1]):
                if eight in self.doubles:
                    yield self.doubles[eight]

    def find(self, data):
        """What of them is in data, sorted."""
        data = data.encode() if isinstance(data, str) else bytes(data)
        found = {what for word, what in self.words.items() if word in data}
        return sorted(found.union(self.in_digits(data), self.in_bytes(data)))
