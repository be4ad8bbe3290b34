"""Running a program of dcmqi, and telling a refusal from a crash."""

import re
import shutil
import subprocess
import sysconfig

from serve import RejectedError

REASON = re.compile(r"(ERROR|FATAL|Error|E:|F:)")


def run(name, *arguments):
    """Run a program; where it ends with a reason, that is its word on the input."""
    program = shutil.which(name, path=sysconfig.get_path("scripts")) or name
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False)
    text = (done.stdout + done.stderr).decode(errors="replace")
    reasons = [line for line in text.splitlines() if REASON.match(line)]
    if done.returncode > 0 and reasons:
        raise RejectedError("; ".join(reasons))
    if done.returncode:
        raise OSError(f"{name} ended with {done.returncode}: {text[-500:]}")
