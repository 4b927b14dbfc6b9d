"""How ./run test spreads the tests over several processes."""

import os
from types import SimpleNamespace

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# In these files something that takes long to make is made once for several tests: one process does them all, or all
# that have the same parameter.
TOGETHER = (
    "tests/principles/test_demonstration.py",
    "tests/test_access.py",
    "tests/test_bad_input.py",
    "tests/test_supervisor.py",
)


class Scheduling(LoadScopeScheduling):
    """Each test for itself, in the order of the collection, but for TOGETHER. (xdist has a mark for groups, which the
    pytest of today does not hand on.)"""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return file + test.partition("[")[2] if file in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests mostly wait for the processes that they started."""
    return min(os.cpu_count() or 1, 4) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each process chooses a folder and a queue of its own before it reads the settings: not as soon as it begins."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Each process has left out the same tests: the first one tells how many."""
    if node.gateway.id == "gw0" and hasattr(node, "workeroutput"):
        node.config.hook.pytest_deselected(items=[SimpleNamespace()] * node.workeroutput["left_out"])
