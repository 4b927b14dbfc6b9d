"""Real workers are killed while they send: nobody is told twice, and nobody is forgotten."""

import pytest

from tests.chaos.run import KILLS, PROMISES, Chaos

pytestmark = [pytest.mark.chaos, pytest.mark.early]


def test_promises_are_kept_once_while_workers_are_killed(tmp_path, capsys):
    figures = Chaos(tmp_path).run()

    with capsys.disabled():
        print(f"\nchaos: {figures}")
    assert figures.faults == dict.fromkeys(figures.faults, 0)
    assert (figures.promises, figures.kills) == (PROMISES, KILLS)
    assert figures.uncertain <= KILLS
    assert figures.in_letters_of_several > 20


@pytest.mark.audit
@pytest.mark.parametrize("mutant", ["no_key", "no_fence", "no_hold"])
def test_the_same_run_notices_when_a_rule_is_gone(tmp_path, capsys, mutant):
    figures = Chaos(tmp_path, mutant).run()

    with capsys.disabled():
        print(f"\nchaos, {mutant}: {figures}")
    assert figures.sent_twice > 0
