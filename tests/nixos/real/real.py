"""The modules and expressions of sdk/nixos against a real nixpkgs: real.py NIXPKGS [SEED]. eng/test-nixpkgs.sh runs it.

It builds nothing. What an image or a system would be is read from its derivations. Without arguments for cases all run; NIXHOST_TEST_CASES
is a regular expression for the titles of those that shall.
"""
import os
import pathlib
import re
import sys
import tempfile
import time
import traceback

from cases import CASES, Known
from machine import check_menus
from store import Store

here = pathlib.Path(__file__).resolve().parent
sdk = here.parent.parent.parent / "sdk/nixos"


def judge(case, store, nixpkgs):
    """Yields what is wrong: nothing when the case holds."""
    arguments = {name: value(store) if callable(value) else value for name, value in case.arguments.items()}
    evaluation = store.evaluate(sdk / f"{case.kind}.nix", nixpkgs, case.with_keys, **arguments)
    if case.refused:
        if evaluation.code == 0:
            yield f"it was accepted: {evaluation.result}"
        elif not re.search(case.refused, evaluation.errors):
            yield f"wanted an error with /{case.refused}/, and got:\n{evaluation.errors[-3000:]}"
        return
    if evaluation.code != 0:
        yield evaluation.errors[-3000:]
        return
    unexpected = [line for line in evaluation.warnings if not any(re.search(known, line) for known in case.warnings)]
    if unexpected:
        yield "warnings: " + "\n".join(unexpected)
    needed = () if isinstance(case.warnings, Known) else case.warnings
    yield from (f"no warning /{known}/ in {evaluation.warnings}" for known in needed if not any(re.search(known, line) for line in evaluation.warnings))
    for check in case.checks:
        said = check(evaluation)
        if said:
            yield said


def main(nixpkgs, seed):
    passed = failed = 0
    chosen = re.compile(os.environ.get("NIXHOST_TEST_CASES", ""))
    with tempfile.TemporaryDirectory(prefix="nixhost-real-") as scratch:
        store = Store(scratch)
        copy = store.add_nixpkgs(nixpkgs)
        print(f"nixpkgs {pathlib.Path(nixpkgs, 'lib/.version').read_text().strip()}, {store.run('nix-instantiate', '--version').stdout.strip()}", flush=True)
        for case in [*CASES(here.parent / "cases", seed), check_menus]:
            title = getattr(case, "title", "GRUB's menus by nixpkgs' own install-grub: the candidate's place")
            if not chosen.search(title):
                continue
            began = time.monotonic()
            try:
                wrong = list(check_menus(store, nixpkgs, copy, sdk)) if case is check_menus else list(judge(case, store, copy))
            except Exception:  # a case that cannot be judged has failed, and the others go on
                wrong = [traceback.format_exc()]
            passed, failed = (passed, failed + 1) if wrong else (passed + 1, failed)
            print(f"{'FAILED' if wrong else 'ok'} {title} ({time.monotonic() - began:.0f} s)", *(f"  {line}" for line in wrong), sep="\n", flush=True)
        store.run("chmod", "-R", "u+w", scratch)
    print(f"{passed} passed, {failed} failed")
    # A pattern that no title matches has tested nothing.
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None))
