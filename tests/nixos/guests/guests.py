"""Boots the stand-in's guest under QEMU and checks its reports. guests.py DIRECTORY SDK NIXPKGS prints a line per test: ok|no, title, detail.

tests/EndToEnd.Tests has what users see: systems built in the guest, missing disks, systems that do not boot, bases of others.
This script ends its guests even when it fails. It waits for reports, never for time; BUDGET only ends a guest that hangs.
"""
import concurrent.futures, json, os, pathlib, shutil, socket, subprocess, sys, threading, time

work, sdk, nixpkgs = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
here = pathlib.Path(__file__).resolve().parent
BUDGET = 420
# Each round gives the guest another system, and the power fails in these phases. The simulation (bootstrap.sh) covers every command.
CUTS = ((("stage", "build"), "rose"), (("activate", "reboot"), "lilly"), (("init", "verify"), "rose"))
ROUNDS = CUTS if os.environ.get("NIXHOST_TEST_POWER_CUTS") == "all" else CUTS[1:2]
NETWORK = {"mac": "52:54:00:00:00:01", "addresses": ["10.0.2.77/24"], "gateway": "10.0.2.2", "dns": ["10.0.2.3"]}


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=BUDGET, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def evaluate(file, **arguments):
    flags = [word for name, value in arguments.items() for word in ("--argstr", name, str(value))]
    return json.loads(run("nix-instantiate", "--eval", "--strict", "--json", "--read-write-mode", sdk / file, "-I", f"nixhost={sdk}", "--argstr", "nixpkgs", nixpkgs, *flags))


def build(file, **arguments):
    found = evaluate(file, **arguments)
    run("nix-store", "--realise", found["drv"])
    return found


def closure_of(system):
    return set(run("nix-store", "--query", "--requisites", system).split())


class Guest:
    """One guest: its own disk, its disks from the host, and its reports."""

    def __init__(self, name, image, root, self_config):
        self.directory = work / name
        self.directory.mkdir()
        guests.append(self)
        here_and_now.guest = self
        self.image, self.process, self.port, self.last = image, None, None, None
        self.disks = {"nixConfig": self.copy("nixConfig", root), "selfConfig": self.copy("selfConfig", self_config)}
        run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", f"{image['out']}/{image['file']}", self.directory / "os.qcow2")

    def copy(self, name, source):
        target = self.directory / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
        (target / "hosts/self").mkdir(parents=True, exist_ok=True) if name == "nixConfig" else None
        return target

    def wants(self, config, **fields):
        """Writes the manifest for the next start."""
        target = self.directory / "config"
        target.mkdir(exist_ok=True)
        manifest = {"version": 1, "configHash": config, "hostName": "rose", "network": NETWORK, "disks": [
            {"name": "nixConfig", "target": "/etc/nixos"}, {"name": "selfConfig", "target": "/etc/nixos/hosts/self"}]} | fields
        (target / "nixhost.json").write_text(json.dumps(manifest))
        self.disks["config"] = target

    def wants_system(self, config, system, **fields):
        """Writes a manifest in mode closure, with the disk of the missing paths."""
        lacking = sorted(closure_of(system) - closure_of(self.image["out"]))
        with open(self.directory / "closure.raw", "wb") as file:
            subprocess.run(["nix-store", "--export", *lacking], stdout=file, check=True, timeout=BUDGET)
        os.truncate(self.directory / "closure.raw", -(-(self.directory / "closure.raw").stat().st_size // 512) * 512)
        self.wants(config, mode="closure", system=system, closureDisk="closure", **fields)

    def start(self):
        self.off()
        socket_path = self.directory / "port"
        socket_path.unlink(missing_ok=True)
        command = ["qemu-system-x86_64", "-machine", "q35", "-accel", "tcg,tb-size=32", "-cpu", "qemu64", "-m", "192", "-display", "none", "-monitor", "none",
                   "-serial", f"file:{self.directory / 'console'}", "-nodefaults", "-netdev", "user,id=lan", "-device", f"virtio-net-pci,netdev=lan,mac={NETWORK['mac']},romfile=",
                   "-drive", f"if=none,id=os,file={self.directory / 'os.qcow2'},format=qcow2,cache=unsafe", "-device", "virtio-blk-pci,drive=os,bootindex=1"]
        for name, directory in self.disks.items():
            command += ["-blockdev", f"driver=vvfat,node-name={name},dir={directory},read-only=on,fat-type=16", "-device", f"virtio-blk-pci,drive={name},serial=nixhost-{name}"]
        if (self.directory / "closure.raw").exists():
            command += ["-drive", f"if=none,id=closure,file={self.directory / 'closure.raw'},format=raw,readonly=on", "-device", "virtio-blk-pci,drive=closure,serial=nixhost-closure"]
        command += ["-device", "virtio-serial", "-chardev", f"socket,id=port,path={socket_path},server=on,wait=off", "-device", "virtserialport,chardev=port,name=org.nixhost.bootstrap"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=open(self.directory / "qemu.log", "w"))
        self.port = socket.socket(socket.AF_UNIX)
        deadline = time.monotonic() + BUDGET
        while True:
            try:
                return self.port.connect(str(socket_path))
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise RuntimeError((self.directory / "qemu.log").read_text())
                time.sleep(0.05)

    def says(self, message):
        """Sends the running guest a message of the host."""
        self.port.sendall(json.dumps(message).encode() + b"\n")

    def off(self):
        """Cuts the power."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.port.close()
        self.process = None

    def reports(self):
        """Yields each report of this power-on once, without those of earlier boots."""
        seen, rest, deadline = set(), b"", time.monotonic() + BUDGET
        while True:
            self.port.settimeout(max(0.1, deadline - time.monotonic()))
            try:
                data = self.port.recv(65536)
            except TimeoutError:
                data = b""
            if not data:
                raise RuntimeError(f"no more reports after {self.last}; console:\n{self.console()[-1500:]}")
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                report = json.loads(line)
                if report.get("replayed") or (report["boot"], report["seq"]) in seen:
                    continue
                seen.add((report["boot"], report["seq"]))
                deadline = time.monotonic() + BUDGET
                yield report

    def until(self, wanted):
        """Returns the reports up to the first wanted one (a predicate, or a phase)."""
        test = wanted if callable(wanted) else lambda r: r["phase"] == wanted
        got = []
        for report in self.reports():
            got.append(report)
            self.last = report
            if test(report):
                return got

    def settled(self):
        """Starts the guest and returns its final report: ready, or a failure."""
        self.start()
        return self.until(lambda r: r["phase"] in ("ready", "gave-up", "idle") or r["state"] == "failed")

    def console(self):
        file = self.directory / "console"
        return file.read_text(errors="replace") if file.exists() else ""


def first_boot(base, systems):
    guest = Guest("first", base, here / "root", here / "root/hosts/rose")
    guest.wants_system("h1", systems["rose"])
    got = guest.settled()
    yield "A guest of the base becomes the system that the host has built", (got[-1]["phase"], got[-1].get("system")), ("ready", systems["rose"])
    yield "It tells each phase", [r["phase"] for r in got if r["phase"] != "init"], ["stage", "build", "activate", "reboot", "verify", "ready"]
    yield "It is at its address", got[-1].get("address"), "10.0.2.77/24"
    yield "It tells its host key", got[-1].get("hostKey", "")[:16], "ssh-ed25519 AAAA"
    yield "It booted twice for it", len({r["boot"] for r in got}), 2
    got = guest.settled()
    yield "The next boot changes nothing", [r["phase"] for r in got], ["init", "ready"]
    guest.says({"v": 1, "type": "config-changed", "config": "h1"})
    again = guest.until(lambda r: r["phase"] == "ready" and r["seq"] > got[-1]["seq"])
    yield "Told that something has changed, it looks again at once", {r["boot"] for r in again}, {got[-1]["boot"]}

    guest.wants_system("h2", systems["lilly"])
    got = guest.settled()
    yield "Another configuration is applied at the next boot", (got[-1]["phase"], got[-1].get("system")), ("ready", systems["lilly"])

    guest.wants("h3", mode="rebuild")
    guest.disks["selfConfig"].joinpath("configuration.nix").write_text("{ networking.hostName = ; }\n")
    got = guest.settled()
    yield "A syntax error fails at once, with its place", (got[-1]["phase"], got[-1]["state"], "/etc/nixos/hosts/self/configuration.nix:1:25" in got[-1]["msg"]), ("build", "failed", True)
    guest.wants_system("h4", systems["rose"])
    yield "A good configuration recovers", (got := guest.settled())[-1].get("system"), systems["rose"]


def power_cuts(base, systems):
    guest = Guest("cuts", base, here / "root", here / "root/hosts/rose")
    for number, (cuts, name) in enumerate(ROUNDS):
        guest.wants_system(f"c{number}", systems[name])
        for cut in cuts:
            guest.start()
            if cut in ("init", "verify"):
                # The power fails in the new system's first boot.
                first = guest.until("reboot" if cut == "init" else cut)[-1]
                if cut == "init":
                    guest.until(lambda r: r["boot"] != first["boot"])
            else:
                guest.until(cut)
            guest.off()
        got = guest.settled()
        yield f"Power cuts at {cuts[0]} and {cuts[1]} are survived", (got[-1]["phase"], got[-1].get("system")), ("ready", systems[name])
        yield f"With three attempts at most ({cuts[0]}, {cuts[1]})", max(r["attempt"] for r in got) <= 3, True


def judge(scenario, base, systems):
    """Returns the scenario's tests as lines: outcome, title, detail."""
    def line(outcome, title, detail):
        return "\t".join((outcome, title, detail.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", " ")[-4000:]))

    lines = []
    try:
        for title, got, wanted in scenario(base, systems):
            detail = "" if got == wanted else f"  wanted {wanted}\n  got    {got}\n  the guest's last report: {here_and_now.guest.last}"
            lines.append(line("ok" if got == wanted else "no", title, detail))
    except Exception as error:  # a failed scenario must not stop the others
        lines.append(line("no", f"The guests of {scenario.__name__}", repr(error)))
    finally:
        if guest := getattr(here_and_now, "guest", None):
            guest.off()
    return lines


guests = []
here_and_now = threading.local()
try:
    base = build("image.nix", source=here / "root/common/base.nix")
    identity = json.dumps({"hostName": "rose", "network": NETWORK})
    systems = {name: build("system.nix", source=here / "root", entry=f"hosts/{name}", identity=identity)["out"] for name in ("rose", "lilly")}
    # Our smallest machine has this many cores, so this many guests run at once.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for lines in pool.map(lambda scenario: judge(scenario, base, systems), (power_cuts, first_boot)):
            print("\n".join(lines), flush=True)
finally:
    for guest in guests:
        guest.off()
