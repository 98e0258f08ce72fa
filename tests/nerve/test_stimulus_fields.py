"""A potential outside the fibre: against every compartment solved, and the laws of a linear cable."""

import numpy as np
import pytest

from sciatica.nerve import (
    Current,
    Field,
    Injury,
    MyelinatedFibres,
    Pulses,
    Sinusoid,
    UnmyelinatedFibres,
    biphasic,
    damage,
    outward_currents_na,
    point_source_mv,
    rectangle,
    samples,
    simulate,
    straight_mm,
)
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.engine import reference
from sciatica.nerve.waveform import Waveform, means

ONE = MyelinatedFibres(np.array([10.0]), 13)
ALL = tuple(range(13))


def beside(fibres: MyelinatedFibres, ma: float, away_mm: float = 0.5, at_mm: float = 6.3) -> np.ndarray:
    return ma * point_source_mv(straight_mm(fibres), (away_mm, 0.0, at_mm), conductivity_s_m=0.2)


def seen(stimuli: object, fibres: object = ONE, duration_ms: float = 0.6, injury: Injury | None = None, **more: object):
    places = tuple(range(fibres.places))  # type: ignore[attr-defined]
    return simulate(
        fibres, injury, stimuli, duration_ms=duration_ms, spike_places=(), voltage_places=places,  # type: ignore[arg-type]
        precision="float64", **{"start": "equilibrium", **more},
    ).voltage_mv  # fmt: skip


def every_compartment(
    injury: Injury | None, mv: np.ndarray, form: Waveform, duration: float, step: float
) -> np.ndarray:
    """Voltages [N, T] with no mode and no elimination: the reference's matrices, driven by differences of potential."""
    hurt = damage.checked(injury, ONE)
    capacity, conductance, source, nodes, area = reference._assemble(ONE, hurt)
    settled = reference._settled(conductance, source, nodes, np.zeros(13))
    node = reference._Node(ONE, hurt, area, step, np.full(13, -80.0))
    shape, drive = mrg2002.geometry(ONE.diameter_um), np.zeros(len(source))
    for i in range(12):
        part = mrg2002.internode(shape, 0, hurt.myelin_fraction[0, i], hurt.seal_fraction[0, i])
        inside = np.r_[nodes[i], nodes[i] + 1 + 2 * np.arange(10), nodes[i + 1]]
        under = np.r_[-1, nodes[i] + 2 + 2 * np.arange(10), -1]
        for links, row in ((part.inside_us, inside), (part.gap_us, under)):
            current = links * np.diff(mv[0, 11 * i : 11 * i + 12])
            for k in range(11):
                for end, sign in ((k, 1.0), (k + 1, -1.0)):
                    if row[end] >= 0:
                        drive[row[end]] += sign * current[k]
    x, voltages = settled, []
    for mean in means([form], 0, round(duration / step), step)[0]:
        g, e = node.advance(x[nodes])
        loss, push = conductance.copy(), source + drive * mean
        loss[reference.BAND, nodes] += g
        push[nodes] += e
        x = reference._implicit(capacity, loss, push, x, step, "tr_bdf2", 0, 0.0, 0.0)
        voltages.append(x[nodes])
    return np.array(voltages).T - 80.0


def hurt_myelin() -> Injury:
    injury = Injury.healthy(ONE)
    injury.myelin_fraction[:, 5:8] = 0.1
    injury.seal_fraction[:, 6] = 0.3
    return injury


@pytest.mark.parametrize(
    ("form", "ma"),
    [
        (rectangle(0.02, onset_ms=0.0525), -0.03),  # its edges fall within steps
        (biphasic(0.04, onset_ms=0.05), -0.02),
        (Sinusoid(10.0, 0.3, onset_ms=0.05), 0.03),
        (Sinusoid(40.0, 0.3, onset_ms=0.05), 0.04),
    ],
    ids=["20 us", "biphasic", "10 kHz", "40 kHz"],
)
@pytest.mark.parametrize("injury", [None, hurt_myelin()], ids=["healthy", "hurt"])
def test_field_is_that_of_every_compartment_and_second_order(form: Waveform, ma: float, injury: Injury | None) -> None:
    mv, fine, duration = beside(ONE, ma), 0.0005, 0.4
    truth = every_compartment(injury, mv, form, duration, fine)
    height = np.abs(truth + 80.0).max()
    error = []
    for step in (0.005, 0.0025):
        ours = seen(Field(mv, form), duration_ms=duration, injury=injury, step_ms=step, start=np.zeros((1, 13)))[0]
        away = ours - truth[:, round(step / fine) - 1 :: round(step / fine)]
        error.append(float(np.sqrt((away**2).mean())))
    assert 1.0 < height < 9.0  # below threshold, and worth comparing
    assert error[1] < 0.008 * height
    assert error[0] / error[1] > 2.5  # the truth's own steps are not free of error either


def test_a_uniform_potential_does_nothing() -> None:
    same = np.full(ONE.site_mm.shape, 500.0)
    np.testing.assert_allclose(seen(Field(same, rectangle(0.1))), seen(None), atol=1e-9)


def test_a_straight_slope_acts_at_the_ends_alone() -> None:
    fibre = UnmyelinatedFibres(np.array([1.0]), 201)
    moved = seen(Field(5.0 * fibre.site_mm, rectangle(1.0)), fibres=fibre, duration_ms=1.0)[0, :, -1]
    rest = seen(None, fibres=fibre, duration_ms=1.0)[0, :, -1]
    away = moved - rest
    assert away[0] == pytest.approx(-away[-1], rel=0.05)
    assert abs(away[0]) > 0.1
    assert np.abs(away[90:111]).max() < 1e-3 * abs(away[0])


def test_response_is_linear_below_threshold_and_adds_up() -> None:
    left, right = beside(ONE, -1e-4, at_mm=4.0), beside(ONE, 2e-4, at_mm=9.0)
    forms = rectangle(0.1, onset_ms=0.05), Sinusoid(5.0, 0.4)
    pulse = Pulses(np.array([3]), np.array([[0.2]]), 0.05, np.array([1e-3]))
    rest = seen(None)
    parts = [Field(left, forms[0]), Field(right, forms[1]), pulse]
    alone = sum(seen(part) - rest for part in parts)
    np.testing.assert_allclose(seen(parts) - rest, alone, atol=2e-3 * np.abs(alone).max())
    twice = seen(Field(2.0 * left, forms[0])) - rest
    np.testing.assert_allclose(twice, 2.0 * (seen(parts[0]) - rest), atol=2e-3 * np.abs(twice).max())


def test_current_of_a_waveform_is_the_pulse_it_describes() -> None:
    pulse = Pulses(np.array([4]), np.array([[0.051, 0.3]]), 0.1, np.array([0.4]))
    form = samples(np.array([0.0, 0.051, 0.0510001, 0.151, 0.1510001, 0.3, 0.3000001, 0.4, 0.4000001, 0.5]),
                   np.array([0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0]))  # fmt: skip
    plain = seen(pulse, step_ms=0.005)
    np.testing.assert_allclose(seen(Current(pulse.place, pulse.amplitude_na, form), step_ms=0.005), plain, atol=1e-3)
    halves = [Pulses(np.array([4]), np.array([[onset]]), 0.1, np.array([0.4])) for onset in (0.051, 0.3)]
    np.testing.assert_allclose(seen(halves, step_ms=0.005), plain, atol=1e-9)


def test_each_fibre_may_have_its_own_waveform() -> None:
    two = MyelinatedFibres(np.array([8.7, 10.0]), 13)
    mv, forms = beside(two, -0.02), [rectangle(0.05, onset_ms=0.1), Sinusoid(3.0, 0.4)]
    together = seen(Field(mv, forms), fibres=two, step_ms=0.005)
    for i, form in enumerate(forms):
        one = seen(Field(mv[i : i + 1], form), fibres=MyelinatedFibres(two.diameter_um[i : i + 1], 13), step_ms=0.005)
        np.testing.assert_allclose(together[i], one[0], atol=0.02)  # a batch shares its number of kept modes


def test_reciprocity_of_electrode_and_node() -> None:
    """What a current into the node makes at the electrode, that current into the electrode makes at the node."""
    electrode, form = (0.7, 0.0, 5.0), biphasic(0.1, onset_ms=0.05)
    lead_mv = point_source_mv(straight_mm(ONE), electrode, conductivity_s_m=(0.1, 0.1, 0.5))
    rest, node = seen(None, step_ms=0.0025), 7
    for_ma = 1e-4
    at_node = (seen(Field(for_ma * lead_mv, form), step_ms=0.0025) - rest)[0, node]
    into = 1e-3
    there = seen(Current(np.array([node]), np.array([into]), form), step_ms=0.0025)
    leaving = outward_currents_na(ONE, None, there, 0.0025)[0] - outward_currents_na(ONE, None, rest, 0.0025)[0]
    at_electrode = 1e-6 * lead_mv[0] @ leaving
    np.testing.assert_allclose(
        at_electrode / into, at_node / (for_ma * 1e6), atol=0.01 * np.abs(at_node).max() / (for_ma * 1e6)
    )


def test_a_mirrored_electrode_makes_the_mirrored_spike() -> None:
    end = float(ONE.site_mm[0, -1])
    spikes = []
    for at in (0.3 * end, 0.7 * end):
        stimulus = Field(beside(ONE, -0.2, at_mm=at), rectangle(0.1, onset_ms=0.05))
        run = simulate(ONE, None, stimulus, duration_ms=1.0, spike_places=ALL, precision="float64")
        spikes.append(run.spike_time_ms[0, :, 0])
    np.testing.assert_allclose(spikes[0], spikes[1][::-1], rtol=1e-9)
    assert np.ptp(spikes[0]) > 0.05


def test_kilohertz_blocks_what_a_weaker_wave_lets_through() -> None:
    fibres = MyelinatedFibres(np.full(3, 10.0), 31)
    place = (0.5, 0.0, 15.0 * float(fibres.node_spacing_mm[0]))
    wave = point_source_mv(straight_mm(fibres), place, conductivity_s_m=0.2) * np.array([[0.0], [0.05], [0.6]])
    late = Pulses(np.full(3, 2), np.full((3, 1), 6.0), 0.1, np.full(3, 5.0))
    run = simulate(
        fibres, None, [Field(wave, Sinusoid(20.0, 9.0, ramp_ms=1.0)), late], duration_ms=8.0, spike_places=(6, 26),
        precision="float64",
    )  # fmt: skip
    times = np.where(np.isnan(run.spike_time_ms), 0.0, run.spike_time_ms)
    np.testing.assert_array_equal((times > 6.0).sum(axis=2), [[1, 1], [1, 1], [1, 0]])
