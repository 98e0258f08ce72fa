"""De Groote's curves and the muscle on its tendon."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.muscle import hill


def test_the_curves_pass_through_their_fixed_points() -> None:
    assert hill.force_length(np.array([1.0])) == pytest.approx(1.0, abs=1e-3)
    assert hill.force_velocity(np.array([-1.0, 0.0])) == pytest.approx([0.0, 1.0], abs=2e-3)
    assert hill.passive_force(np.array([0.2, 1.6])) == pytest.approx([0.0, 1.0], abs=1e-12)
    assert hill.tendon_force(np.array([1.0, 1.0 + hill.TENDON_STRAIN])) == pytest.approx([0.0, 1.0], abs=1e-12)


def test_the_curves_have_their_shapes() -> None:
    length = np.linspace(0.4, 1.8, 200)
    active = hill.force_length(length)
    top = int(np.argmax(active))
    assert (np.diff(active[: top + 1]) > 0.0).all()
    assert (np.diff(active[top:]) < 0.0).all()
    for rising in (hill.force_velocity(np.linspace(-1.0, 1.0, 100)), hill.passive_force(length)):
        assert (np.diff(rising) > 0.0).all()
    assert hill.force_velocity(np.array([1.0])) == pytest.approx(1.79, abs=0.1)  # eccentric plateau


def test_muscle_and_tendon_balance() -> None:
    whole, activation = np.meshgrid(np.linspace(5.6, 6.4, 9), np.linspace(0.0, 1.0, 6))
    fibre, pulled = hill.balance(whole, activation, 5.0)
    muscle = activation * hill.force_length(fibre) + hill.passive_force(fibre)
    taut = pulled > 0.0
    assert muscle[taut] == pytest.approx(pulled[taut], abs=1e-9)
    assert taut[-1].all()


def test_activation_shortens_the_fibre_and_a_stiff_tendon_does_not_let_it() -> None:
    activation = np.linspace(0.0, 1.0, 11)
    long_, _ = hill.balance(np.array(6.0), activation, 5.0)
    short, _ = hill.balance(np.array(1.05), activation, 0.05)
    assert (np.diff(long_) < 0.0).all()
    assert long_[0] - long_[-1] == pytest.approx(5.0 * hill.TENDON_STRAIN, rel=0.35)
    assert short[0] - short[-1] < 0.01


def test_a_tendon_without_length_a_slack_muscle_and_a_wrong_activation_are_refused() -> None:
    with pytest.raises(InputError, match="tendon"):
        hill.balance(np.array(6.0), np.array(0.5), 0.0)
    with pytest.raises(InputError, match="too short"):
        hill.balance(np.array(5.1), np.array(0.5), 5.0)
    with pytest.raises(InputError, match="activation"):
        hill.balance(np.array(6.0), np.array(1.5), 5.0)
