"""Running a program of dcmqi, and telling a refusal from a crash."""

import re
import shutil
import subprocess
import sysconfig

from serve import RejectedError

REASON = re.compile(r"(ERROR|FATAL|Error|E:|F:|Condition failed)")
BUILD_PATH = re.compile(r" in /\S+")


def run(name, *arguments):
    """Run a program and give the errors it printed; if it fails, they are its word on the input."""
    program = shutil.which(name, path=sysconfig.get_path("scripts")) or name
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False)
    text = (done.stdout + done.stderr).decode(errors="replace")
    reasons = [BUILD_PATH.sub("", line) for line in text.splitlines() if REASON.match(line)]
    if done.returncode > 128:  # the wrapper that pip installs gives a signal as 256 less its number
        raise OSError(f"{name} died of signal {256 - done.returncode}")
    if done.returncode and reasons:
        raise RejectedError("; ".join(reasons))
    if done.returncode:
        raise OSError(f"{name} ended with {done.returncode} and gave no reason")
    return reasons
