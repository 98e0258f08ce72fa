"""What reaches each motor pool besides will and guarding, and how much of its persistent current is switched on.

Impulses from an irritated nerve excite the pools of their own segments: small fibres over interneurons (the
withdrawal reflex), large muscle afferents directly. An inflamed nerve in contact with a muscle keeps that muscle's
group III and IV endings firing, and so does the muscle's own fatigue. The same inputs, and sensitisation, raise the
persistent inward current: neuromodulators of pain raise it in animals; by how much in people is unknown. What these
small afferents tell also makes the pool's synaptic noise larger.

Impulses that nobody willed leave *irritants* in a muscle (every impulse releases potassium): some that fade within a
minute, some that stay for hours. They excite its small afferents, and so a cramp outlasts its cause, hurts, and
leaves the muscle ready for the next one (threshold 18 Hz before, 14 Hz 5 to 60 minutes after a cramp: Miller 2017,
doi:10.1002/mus.25562). With the nerve blocked between muscle and cord a cramp lasts seconds, not a minute (Minetto
2011, doi:10.1113/jphysiol.2011.212332). The gains are our assembly, a hypothesis with ranges in ``parameters.csv``.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.cord.afferents import by_muscle
from sciatica.cord.pain import Felt
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

A_ALPHA = CLASSES.index("a_alpha")
A_DELTA = CLASSES.index("a_delta")
C_FIBRE = CLASSES.index("c")


FADING, STAYING = range(2)
"""Rows of the irritants."""


def irritate(irritants: FloatArray, impulses_hz: FloatArray, step_s: float, parameters: Parameters) -> FloatArray:
    """[2, ...] irritants of each muscle after a step: those that fade and those that stay, 0-1 each.

    Args:
        irritants: [2, ...] before.
        impulses_hz: [...] mean rate of the muscle fibres' impulses that nobody willed, Hz a fibre.
        step_s: its length.
        parameters: the constants of ``cord``.
    """
    p = parameters
    moved = []
    for amount, impulses, fall_s in (
        (irritants[FADING], p.irritant_impulses, p.irritant_fade_s),
        (irritants[STAYING], p.irritant_stay_impulses, p.irritant_stay_s),
    ):
        up, down = impulses_hz / impulses, 1.0 / fall_s
        settled = up / (up + down)
        moved.append(settled + (amount - settled) * np.exp(-step_s * (up + down)))
    return np.stack(moved)


def small_muscle_afferents_hz(
    neighbour: FloatArray, tired: FloatArray, irritants: FloatArray, passing: FloatArray, parameters: Parameters
) -> FloatArray:
    """[M, 2] mean rate at which group III and IV afferents of each muscle reach the cord.

    Args:
        neighbour: [M, 2] inflammation beside the muscle, 0-1.
        tired: [M, 2] share of the muscle's force that fatigue has taken.
        irritants: [2, M, 2] from :func:`irritate`.
        passing: [M, 2] share of the small fibres of the muscle's roots that conducts.
        parameters: the constants of ``cord``.
    """
    p = parameters
    cramped = p.group_iv_cramp_hz * irritants[FADING] + p.group_iv_after_hz * irritants[STAYING]
    weary = np.maximum(tired - p.group_iv_tired_from, 0.0)
    return np.asarray(passing * (p.group_iv_inflamed_hz * neighbour + p.group_iv_tired_hz * weary + cramped))


def afferent(
    body: Body,
    rate_hz: FloatArray,
    felt: Felt,
    small_hz: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """[M, 2] drive (share of full) that afferents give each pool.

    Args:
        body: root weights.
        rate_hz: [2, 9, 6] ectopic impulses arriving, Hz per axon.
        felt: what the dorsal horn makes of them: only what it lets through reaches the interneurons.
        small_hz: [M, 2] from :func:`small_muscle_afferents_hz`.
        parameters: the constants of ``cord``.
    """
    p = parameters
    withdrawal = p.withdrawal_gain * by_muscle(body, felt.projection / (felt.projection + p.irritation_half_hz))
    direct = p.ia_drive_per_hz * by_muscle(body, rate_hz[:, :, A_ALPHA])
    return np.asarray(withdrawal + direct + p.group_iv_drive_per_hz * small_hz)


def persistent_current(
    body: Body,
    felt: Felt,
    sensitisation: FloatArray,
    small_hz: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """[M, 2] amplitude of the persistent inward current, in rheobases; arguments as :func:`afferent`."""
    irritation = by_muscle(body, felt.projection / (felt.projection + parameters.irritation_half_hz))
    return raised_current(irritation, by_muscle(body, sensitisation), small_hz, parameters)


def raised_current(
    irritation: FloatArray, sensitisation: FloatArray, small_hz: FloatArray, parameters: Parameters
) -> FloatArray:
    """Amplitude of the persistent inward current, in rheobases, of pools in irritated segments; any one shape.

    Args:
        irritation: 0-1, the segments' nociceptive projection, saturating.
        sensitisation: 0-1, carried over days.
        small_hz: group III and IV rates.
        parameters: the constants of ``cord``.
    """
    p = parameters
    raised = (
        p.pic_pain_gain * irritation
        + p.pic_sensitisation_gain * sensitisation
        + p.pic_group_iv_gain * small_hz / (small_hz + p.group_iv_half_hz)
    )
    return np.asarray(p.pic_healthy + (p.pic_highest - p.pic_healthy) * (1.0 - np.exp(-raised)))


def noise_factor(small_hz: FloatArray, parameters: Parameters) -> FloatArray:
    """Synaptic noise of each pool over that of a quiet cord, from the rate of its small muscle afferents (Hz)."""
    p = parameters
    return np.asarray(1.0 + p.noise_group_iv_gain * small_hz / (small_hz + p.group_iv_half_hz))


def muscle_pain_hz(
    body: Body, small_hz: FloatArray, parameters: Parameters, irritants: FloatArray | None = None
) -> FloatArray:
    """[2, 9, 6] what painful muscles add to the small fibres of their roots, Hz per axon of the class.

    Muscles that share a root share its second neurons: they add as squares do, so that ten sore muscles hurt about
    three times as much as one. No human measurement of such sums was found.

    Args:
        body: root weights.
        small_hz: [M, 2] group III and IV rates at the cord.
        parameters: the constants of ``cord``.
        irritants: [2, M, 2] from :func:`irritate`: what fades hurts besides, as a cramp does.
    """
    hurting = small_hz if irritants is None else small_hz + parameters.cramp_pain_hz * irritants[FADING]
    onto = np.sqrt((body.muscles.root_weight.T**2) @ (parameters.muscle_pain_share * hurting) ** 2).T
    rate = np.zeros((2, onto.shape[1], len(CLASSES)))
    rate[:, :, A_DELTA] = onto
    rate[:, :, C_FIBRE] = onto
    return rate
