"""A private Nix store for the tests against a real nixpkgs, and what evaluations leave in it: the derivations and their texts."""
import ast
import json
import os
import pathlib
import re
import subprocess

OPTIONS = ("--option", "extra-experimental-features", "flakes", "--option", "substitute", "false", "--option", "build-users-group", "")

KEYS = 'mkdir -p /root/.ssh; mount -t tmpfs tmpfs /root/.ssh; echo "ssh-ed25519 AAAAexample" >/root/.ssh/authorized_keys; exec "$@"'


class Evaluation:
    """What one command said: its JSON, its standard error, and the derivations below its result."""

    def __init__(self, done, store):
        self.code, self.errors, self.store = done.returncode, done.stderr, store
        self.result = json.loads(done.stdout) if done.returncode == 0 else None
        self._files = None

    @property
    def warnings(self):
        return [line for line in self.errors.splitlines() if re.search(r"\bwarning:", line)]

    def _closure(self):
        if self._files is None:
            paths = self.store.run("nix-store", *OPTIONS, "--query", "--requisites", self.result["drv"]).stdout.split()
            self._files = {path[len(str(self.store.directory)) + 34:-len(".drv")]: path for path in paths if path.endswith(".drv")}
        return self._files

    def names(self):
        return self._closure().keys()

    def environment(self, name):
        """The environment of the derivation with this name, which has the text of a rendered file."""
        if name not in self.names():
            return {}
        text = pathlib.Path(self._closure()[name]).read_text()
        pairs = re.findall(r'\(("(?:[^"\\]|\\.)*"),("(?:[^"\\]|\\.)*")\)', text[text.rindex("],[(") + 2:])
        return {ast.literal_eval(key): value[1:-1].replace('\\n', '\n').replace('\\t', '\t').replace('\\"', '"').replace('\\\\', '\\') for key, value in pairs}

    def text(self, name):
        return self.environment(name).get("text", "")

    def unit(self, name):
        return self.text(f"unit-{name}" if f"unit-{name}" in self.names() else name)


class Store:
    """The store. It has one copy of nixpkgs, so that no evaluation hashes it again."""

    def __init__(self, scratch):
        self.scratch = pathlib.Path(scratch)
        self.directory = self.scratch / "store"
        for name in ("store", "etc", "home"):
            (self.scratch / name).mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, "NIX_STORE_DIR": str(self.directory), "NIX_STATE_DIR": str(self.scratch / "var"), "NIX_LOG_DIR": str(self.scratch / "log"),
                            "NIX_CONF_DIR": str(self.scratch / "etc"), "HOME": str(self.scratch / "home"), "XDG_CACHE_HOME": str(self.scratch / "home/.cache"), "NIX_PATH": "", "NIX_REMOTE": ""}

    def run(self, *command, check=True):
        done = subprocess.run([str(word) for word in command], env=self.environment, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stderr}")
        return done

    def add_nixpkgs(self, source):
        """Copies nixpkgs into the store, without .git and with the name that the provider gives it."""
        expression = f'"${{builtins.path {{ name = "nixpkgs"; path = {pathlib.Path(source).resolve()}; filter = path: _: baseNameOf path != ".git"; }}}}"'
        return json.loads(self.run("nix-instantiate", *OPTIONS, "--eval", "--json", "--read-write-mode", "--expr", expression).stdout)

    def evaluate(self, file, nixpkgs, with_keys=False, **arguments):
        """Evaluates with the provider's own flags, and writes the derivations so that their texts can be read. With keys, this machine has a
        /root/.ssh/authorized_keys for as long as it takes."""
        before = ("unshare", "--mount", "sh", "-ec", KEYS, "sh") if with_keys else ()
        flags = [word for name, value in arguments.items() for word in ("--argstr", name, str(value))]
        done = self.run(*before, "nix-instantiate", "--eval", "--strict", "--json", "--read-write-mode", file, "-I", f"nixhost={file.parent}", "--show-trace", *OPTIONS,
                        "--argstr", "nixpkgs", nixpkgs, "-I", f"nixpkgs={nixpkgs}", "--argstr", "system", "x86_64-linux", *flags, check=False)
        return Evaluation(done, self)
