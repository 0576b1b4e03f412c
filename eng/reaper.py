#!/usr/bin/env python3
"""reaper.py LOG COMMAND… runs a daemon in the background, apart from the caller, and reaps the processes that it leaves behind.

QEMU puts itself in the background, so its parent becomes PID 1, and libvirt waits until the process has gone. In a container PID 1 is
often no init and reaps late or never; every stop of a guest then costs seconds. This process is a nearer subreaper and reaps at once.

It keeps nothing of the caller open, neither a terminal nor a pipe, and a Ctrl-C there does not reach the daemon. It prints its own process id,
passes SIGTERM on to the daemon, and ends with the last of its children.
"""

import ctypes
import os
import signal
import sys

PR_SET_CHILD_SUBREAPER = 36


def detach(log):
    null = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir("/")


def main():
    log, command = sys.argv[1], sys.argv[2:]
    reaper = os.fork()
    if reaper != 0:
        print(reaper)
        return
    os.setsid()
    detach(log)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    daemon = os.fork()
    if daemon == 0:
        os.execvp(command[0], command)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(daemon, signal.SIGTERM))
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


main()
