#!/usr/bin/env python3
"""failures.py RESULTS.trx … prints the failed tests of these runs, a block each and then a line each. It is short, so that the end of a long log
says what went wrong. A long message keeps its end, because what a command printed last is why it failed."""

import sys
import xml.etree.ElementTree as xml

NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
FIRST_LINES = 1
LAST_LINES = 12
LINE_LENGTH = 300


def failures(path):
    for result in xml.parse(path).getroot().iterfind(".//t:UnitTestResult", NAMESPACE):
        if result.get("outcome") not in ("Passed", "NotExecuted"):
            yield result.get("testName"), result.findtext(".//t:Message", "", NAMESPACE), result.findtext(".//t:StackTrace", "", NAMESPACE)


def lines(text):
    return [line[:LINE_LENGTH] for line in text.splitlines() if line.strip()]


def message(text):
    said = lines(text)
    if len(said) <= FIRST_LINES + LAST_LINES:
        return said
    return said[:FIRST_LINES] + ["  …"] + said[-LAST_LINES:]


def main(paths):
    failed = [failure for path in paths for failure in failures(path)]
    for name, said, stack in failed:
        print(f"{name}:")
        for line in message(said) + lines(stack)[:2]:
            print(f"  {line}")
    for name, _, _ in failed:
        print(f"failed: {name}")


main(sys.argv[1:])
