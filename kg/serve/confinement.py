"""What a worker can do to the machine: so much memory, no network, no dump of its memory when it dies.

Each wall stands where the system has it; the server watches memory and time from outside as well.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
from pathlib import Path
from typing import Final

from kg.serve.settings import MEGABYTE

_NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET of unshare(2)
_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of prctl(2)
_NEW_USER: Final = 0x10000000  # CLONE_NEWUSER: makes it possible for those who are not root


def leave_the_network() -> bool:
    """Move this program to a network of its own in which nobody else is (Linux); whether that was possible.

    SERVICE is refused before a query runs; this is the second wall behind it.
    """
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        return any(library.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_NETWORK | _NEW_USER))
    return False


def end_with_the_server() -> None:
    """Let this program end when the one that started it does, however that ends (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def limit_memory(megabytes: int) -> bool:
    """Let this program take so much more memory than it has now (Linux); whether that was possible."""
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = _taken()
    if taken is None:
        return False
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = taken + megabytes * MEGABYTE
    if most not in (resource.RLIM_INFINITY, -1):
        wanted = min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))
    return True


def _taken() -> int | None:
    """Bytes of writable memory of this program, as RLIMIT_DATA counts them; None where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    told = dict(line.split(":", 1) for line in status.read_text(encoding="ascii", errors="replace").splitlines())
    return int(told["VmData"].split()[0]) * 1024 if "VmData" in told else None
