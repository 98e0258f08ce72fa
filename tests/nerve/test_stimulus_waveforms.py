"""Waveforms know their mean over every step exactly, potentials their source; what cannot be is refused."""

import numpy as np
import pytest
from scipy.integrate import quad

from sciatica.core.errors import InputError
from sciatica.nerve import GanglionCells, Injury, MyelinatedFibres, Pulses, UnmyelinatedFibres, simulate
from sciatica.nerve.field import point_source_mv, sampled_mv, straight_mm
from sciatica.nerve.run import needs_full
from sciatica.nerve.stimulus import Current, Field, fitting_step_ms, gathered
from sciatica.nerve.waveform import Piecewise, Sinusoid, biphasic, ends, means, rectangle, samples, train

FORMS = {
    "rectangle": rectangle(0.1, onset_ms=0.0137, amplitude=-2.0),
    "biphasic": biphasic(0.05, onset_ms=0.02, gap_ms=0.011, second_phase_ms=0.2),
    "train": train(biphasic(0.02), np.array([0.01, 0.06, 0.3])),
    "samples": samples(np.array([0.03, 0.1, 0.17, 0.4]), np.array([1.0, -0.5, 0.2, 0.9])),
    "sinusoid": Sinusoid(13.0, 0.3, onset_ms=0.021, phase_rad=0.4),
    "ramped": Sinusoid(20.0, 0.35, onset_ms=0.01, ramp_ms=0.1, amplitude=3.0),
}


@pytest.mark.parametrize("name", FORMS)
def test_mean_over_each_step_is_the_integral_of_the_value(name: str) -> None:
    form, step = FORMS[name], 0.03
    edges = (
        form.time_ms if isinstance(form, Piecewise) else form.onset_ms + np.array([0.0, form.ramp_ms, form.duration_ms])
    )
    for first in range(0, 16, 3):
        ours = means([form], first, 3, step)[0]
        for i in range(3):
            low, high = (first + i) * step, (first + i + 1) * step
            inside = [float(e) for e in edges if low < e < high]
            area = quad(lambda t: float(form.before(np.array([t]))[0]), low, high, points=inside or None, limit=200)[0]
            assert ours[i] == pytest.approx(area / step, abs=1e-9)


@pytest.mark.parametrize("name", FORMS)
def test_no_charge_is_lost_at_any_step(name: str) -> None:
    form = FORMS[name]
    whole = float(form.integral(np.array([10.0]))[0])
    for step in (0.001, 0.0037, 0.05, 1.0):
        steps = int(np.ceil(0.6 / step))
        assert means([form], 0, steps, step).sum() * step == pytest.approx(whole, abs=1e-12)


def test_a_jump_at_the_end_of_a_step_belongs_to_the_next() -> None:
    seen = ends([rectangle(0.1, onset_ms=0.1)], 0, 50, 0.005)[0]
    np.testing.assert_array_equal(seen[[20, 21, 40, 41]], [0.0, 1.0, 1.0, 0.0])
    assert seen[0] == ends([rectangle(0.1)], 0, 1, 0.005)[0, 0] == 0.0


def test_biphasic_pulses_carry_no_charge() -> None:
    for form in (biphasic(0.1), biphasic(0.05, gap_ms=0.1, second_phase_ms=0.31)):
        assert float(form.integral(np.array([5.0]))[0]) == pytest.approx(0.0, abs=1e-15)


def test_a_train_is_its_pulses() -> None:
    onsets = np.array([0.2, 0.0, 1.3])
    t = np.linspace(0.0, 2.0, 997)
    alone = [rectangle(0.2, onset_ms=0.1 + onset) for onset in onsets]
    np.testing.assert_allclose(
        train(rectangle(0.2, onset_ms=0.1), onsets).integral(t), sum(each.integral(t) for each in alone), atol=1e-12
    )


def test_the_finest_swing_sets_the_step() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 5)
    for form, finest in (
        (rectangle(0.02, onset_ms=0.3), 0.02),
        (biphasic(0.05, second_phase_ms=0.2), 0.05),
        (Sinusoid(40.0, 1.0), 0.0125),
        (samples(np.linspace(0.0, 1.0, 401), np.cos(2.0 * np.pi * 5.0 * np.linspace(0.0, 1.0, 401))), 0.1),
    ):
        assert form.finest_ms == pytest.approx(finest, rel=0.03)
        stimuli = gathered(Current(np.array([2]), np.array([1.0]), form), fibres)
        step = fitting_step_ms(stimuli, 0.005)
        assert step <= min(0.005, form.finest_ms / 8.0 * (1.0 + 1e-9))
        assert 0.005 / step == pytest.approx(round(0.005 / step))
        with pytest.raises(InputError, match="too large for the waveform"):
            gathered(Current(np.array([2]), np.array([1.0]), form), fibres, form.finest_ms)
    assert fitting_step_ms(gathered(None, fibres), 0.005) == 0.005


def test_a_source_in_an_isotropic_medium_is_the_textbooks() -> None:
    fibres = MyelinatedFibres(np.array([10.0]), 21)
    place = straight_mm(fibres, across_mm=(3.0, 4.0))
    v = point_source_mv(place, (0.0, 0.0, 0.0), conductivity_s_m=0.5)
    assert v[0, 0] == pytest.approx(1e3 / (4.0 * np.pi * 0.5 * 5.0))
    np.testing.assert_allclose(v, point_source_mv(place, (0.0, 0.0, 0.0), conductivity_s_m=(0.5, 0.5, 0.5)))


def test_current_through_a_closed_surface_is_the_sources_also_where_the_medium_is_anisotropic() -> None:
    sigma = np.array([0.1, 0.3, 0.6])
    u, weight = np.polynomial.legendre.leggauss(60)
    phi = (np.arange(120) + 0.5) * 2.0 * np.pi / 120.0
    z, p = np.meshgrid(u, phi, indexing="ij")
    normal = np.stack([np.sqrt(1.0 - z**2) * np.cos(p), np.sqrt(1.0 - z**2) * np.sin(p), z], axis=-1)
    nudge = 1e-5
    flux = np.zeros(z.shape)
    for axis in range(3):
        shift = nudge * np.eye(3)[axis]
        up, down = (point_source_mv(2.0 * normal + s, (0, 0, 0), conductivity_s_m=sigma) for s in (shift, -shift))
        flux -= sigma[axis] * normal[..., axis] * (up - down) / (2.0 * nudge)
    # S/m mV/mm is mA/m² · 1e0 = 1e-6 mA/mm²; the sphere's radius is 2 mm
    total = 4.0 * (flux * weight[:, None]).sum() * (2.0 * np.pi / 120.0) * 1e-3
    assert total == pytest.approx(1.0, rel=1e-5)


def test_sampled_potentials_are_the_sources_that_were_sampled() -> None:
    fibres = MyelinatedFibres(np.array([5.7, 10.0]), 11)
    arc = np.linspace(-1.0, 30.0, 400)
    path = np.stack([np.zeros(400), np.zeros(400), arc], axis=1)
    there = point_source_mv(path, (0.0, 1.5, 6.0), conductivity_s_m=0.3)
    wanted = point_source_mv(straight_mm(fibres, start_mm=2.0), (0.0, 1.5, 6.0), conductivity_s_m=0.3)
    np.testing.assert_allclose(sampled_mv(fibres, arc, there, start_mm=2.0), wanted, rtol=1e-5)
    one_a_fibre = sampled_mv(fibres, arc, np.stack([there, 2.0 * there]), start_mm=2.0)
    np.testing.assert_allclose(one_a_fibre[1], 2.0 * wanted[1], rtol=1e-5)
    np.testing.assert_allclose(sampled_mv(fibres, arc, there, start_mm=2.0, smooth=False), wanted, rtol=1e-2)


FIBRES = MyelinatedFibres(np.array([8.7, 10.0]), 11)
ARC = np.linspace(0.0, 12.0, 50)
MV = np.exp(-ARC)


def field(**changed: object) -> Field:
    given = {"potential_mv": np.ones(FIBRES.site_mm.shape), "waveform": rectangle(0.1), **changed}
    return Field(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: sampled_mv(FIBRES, ARC, np.where(ARC > 3.0, np.nan, MV)), "not a number"),
        (lambda: sampled_mv(FIBRES, ARC[:3], MV[:3]), "too few samples"),
        (lambda: sampled_mv(FIBRES, ARC[::-1], MV), "out of order"),
        (lambda: sampled_mv(FIBRES, ARC[:30], MV[:30]), "do not cover fibre 0"),
        (lambda: sampled_mv(FIBRES, ARC, MV, start_mm=np.array([0.0, -0.1])), "do not cover fibre 1"),
        (lambda: sampled_mv(FIBRES, ARC, MV[:-1]), "wrong shape"),
        (lambda: point_source_mv(straight_mm(FIBRES), (0.0, 0.0, 1.0), conductivity_s_m=0.2), "lies on a fibre"),
        (lambda: point_source_mv(straight_mm(FIBRES), (0.0, 1.0, 1.0), conductivity_s_m=(0.2, 0.0, 1.0)), "no conduct"),
        (
            lambda: gathered(field(potential_mv=np.full(FIBRES.site_mm.shape, np.nan)), FIBRES),
            "not a number at fibre 0",
        ),
        (lambda: gathered(field(potential_mv=np.ones((2, 60))), FIBRES), "does not reach along the whole fibre"),
        (lambda: gathered(field(waveform=[rectangle(0.1)] * 3), FIBRES), "wrong number"),
        (lambda: gathered(Current(np.array([2, 11]), np.ones(2), rectangle(0.1)), FIBRES), "shorter than its stimulus"),
        (lambda: gathered(Current(np.array([2, 2]), np.array([1.0, np.inf]), rectangle(0.1)), FIBRES), "not a number"),
        (lambda: gathered("pulse", FIBRES), "unknown stimulus"),
        (lambda: rectangle(0.0), "no duration"),
        (lambda: rectangle(0.1, onset_ms=-1.0), "out of order"),
        (lambda: Sinusoid(0.0, 1.0), "no wave"),
        (lambda: Sinusoid(1.0, 1.0, ramp_ms=2.0), "longer than the wave"),
        (lambda: train(rectangle(0.2), np.array([0.0, 0.1])), "overlap"),
        (lambda: samples(np.array([0.0, 1.0]), np.array([0.0, np.nan])), "not a number"),
    ],
)
def test_what_cannot_be_is_refused(make: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()  # type: ignore[operator]


def run(**changed: object) -> object:
    arguments: dict[str, object] = {"duration_ms": 0.2, "spike_places": (5,), **changed}
    stimulus = arguments.pop("stimulus", None)
    fibres = arguments.pop("fibres", FIBRES)
    return simulate(fibres, None, stimulus, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stimulus": field(waveform=rectangle(0.008)), "step_ms": 0.005}, "too large for the waveform"),
        (
            {"stimulus": Pulses(np.array([2, 2]), np.zeros((2, 1)), 0.004, np.ones(2)), "step_ms": 0.005},
            "too large for",
        ),
        ({"fibres": MyelinatedFibres(np.full(10**6, 10.0), 10**5)}, "the fibres do not fit in memory"),
        ({"fibres": UnmyelinatedFibres(np.full(10**6, 1.0), 10**6)}, "the fibres do not fit in memory"),
        ({"solver": "fast"}, "unknown solver"),
        ({"device": "tpu"}, "unknown device"),
        ({"device": "cuda", "solver": "full"}, "does not run on a device"),
        (
            {
                "fibres": MyelinatedFibres(np.array([10.0]), 5, membrane="gaines2018_motor"),
                "solver": "reduced",
                "spike_places": (2,),
            },
            "not for the reduced path",
        ),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_it_begins(changed: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        run(**changed)


def test_auto_takes_the_full_path_only_where_it_must() -> None:
    injury = Injury.healthy(FIBRES)
    assert needs_full(FIBRES, injury) == ""
    injury.internodal_potassium_s_cm2[1, 3] = 0.01
    assert "laid bare" in needs_full(FIBRES, injury)
    assert "tree" in needs_full(GanglionCells(np.array([0.8])), Injury.healthy(GanglionCells(np.array([0.8]))))
