#!/usr/bin/env python3
"""failures.py RESULTS.trx … : the failed tests of these runs, a block each, short enough that the end of a long log says what went wrong."""

import sys
import xml.etree.ElementTree as xml

NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
MESSAGE_LINES = 12
LINE_LENGTH = 300


def failures(path):
    for result in xml.parse(path).getroot().iterfind(".//t:UnitTestResult", NAMESPACE):
        if result.get("outcome") not in ("Passed", "NotExecuted"):
            yield result.get("testName"), result.findtext(".//t:Message", "", NAMESPACE), result.findtext(".//t:StackTrace", "", NAMESPACE)


def lines(text, count):
    return [line[:LINE_LENGTH] for line in text.splitlines() if line.strip()][:count]


def main(paths):
    for path in paths:
        for name, message, stack in failures(path):
            print(f"failed: {name}")
            for line in lines(message, MESSAGE_LINES) + lines(stack, 2):
                print(f"  {line}")


main(sys.argv[1:])
