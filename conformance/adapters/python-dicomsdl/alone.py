"""A request in a process of its own."""

import json
import os

from serve import RejectedError


def alone(operation):
    """In a process of its own: a memory fault would else come to light in a later case."""

    def run(request):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                answer = ["result", operation(request)]
            except RejectedError as refusal:
                answer = ["rejected", refusal.reply["message"]]
            except Exception as problem:
                answer = ["error", f"{type(problem).__name__}: {problem}"]
            with os.fdopen(writing, "w") as target:
                json.dump(answer, target)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as source:
            text = source.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            raise OSError(f"dicomsdl died of signal {os.WTERMSIG(status)}")
        kind, value = json.loads(text)
        if kind == "rejected":
            raise RejectedError(value)
        if kind == "error":
            raise OSError(value)
        return value

    return run
