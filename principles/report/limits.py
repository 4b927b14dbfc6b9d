"""How much one PDF may take, and what the child says when it cannot begin."""

import contextlib
import resource

SECONDS = 30
NO_PANGO = 3
MEGABYTE = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 1024 * MEGABYTE,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 30 * MEGABYTE,
    resource.RLIMIT_NOFILE: 256,
}


def set_limits() -> None:
    """For this process, for good. A system that knows a limit differently keeps its own."""
    for limit, most in LIMITS.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
