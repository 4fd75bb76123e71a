"""tap.py - runs unittest cases and says the result in TAP, which Meson and ./check count.

SPDX-License-Identifier: EUPL-1.2
"""

import sys
import unittest


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0

    def say(self, word, test, tail=""):
        self.number += 1
        print(f"{word} {self.number} - {test.id().split('.')[-1].removeprefix('test_')}{tail}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say("ok", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say("ok", test, f" # SKIP {reason}")

    def fail(self, test, error):
        self.say("not ok", test)
        for line in self._exc_info_to_string(error, test).splitlines():
            print(f"# {line}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.fail(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.fail(test, err)


    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.say("not ok", test, f" {subtest.params or subtest._message}")
            for line in self._exc_info_to_string(err, test).splitlines():
                print(f"# {line}")


def main():
    """All tests of the program, or those it is given: `test_x.py Class.test_y`."""
    module, names = sys.modules["__main__"], sys.argv[1:]
    loader = unittest.defaultTestLoader
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    print(f"1..{suite.countTestCases()}", flush=True)
    result = TapResult()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
