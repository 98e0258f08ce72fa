"""What reaches each motor pool besides will and guarding, and how much of its persistent current is switched on.

Impulses from an irritated nerve excite the pools of their own segments: small fibres over interneurons (the
withdrawal reflex), large muscle afferents directly. An inflamed nerve in contact with a muscle keeps that muscle's
group III and IV endings firing, and so does the muscle's own fatigue. The same inputs, and sensitisation, raise the
persistent inward current: neuromodulators of pain raise it in animals; by how much in people is unknown. The gains
are our assembly, a hypothesis with ranges in ``parameters.csv``.
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


def small_muscle_afferents_hz(
    neighbour: FloatArray, tired: FloatArray, unwilled: FloatArray, passing: FloatArray, parameters: Parameters
) -> FloatArray:
    """[M, 2] mean rate at which group III and IV afferents of each muscle reach the cord.

    Args:
        neighbour: [M, 2] inflammation beside the muscle, 0-1.
        tired: [M, 2] share of the muscle's force that fatigue has taken.
        unwilled: [M, 2] unwilled force, share of maximum: a cramp feeds itself by the afferents it excites.
        passing: [M, 2] share of the small fibres of the muscle's roots that conducts.
        parameters: the constants of ``cord``.
    """
    p = parameters
    cramped = np.maximum(unwilled - p.cramp_pain_from, 0.0)
    weary = np.maximum(tired - p.group_iv_tired_from, 0.0)
    hz = p.group_iv_inflamed_hz * neighbour + p.group_iv_tired_hz * weary + p.group_iv_cramp_hz * cramped
    return np.asarray(passing * hz)


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
    p = parameters
    irritation = by_muscle(body, felt.projection / (felt.projection + p.irritation_half_hz))
    raised = (
        p.pic_pain_gain * irritation
        + p.pic_sensitisation_gain * by_muscle(body, sensitisation)
        + p.pic_group_iv_gain * small_hz / (small_hz + p.group_iv_half_hz)
    )
    return np.asarray(p.pic_healthy + (p.pic_highest - p.pic_healthy) * (1.0 - np.exp(-raised)))


def muscle_pain_hz(body: Body, small_hz: FloatArray, parameters: Parameters) -> FloatArray:
    """[2, 9, 6] what painful muscles add to the small fibres of their roots, Hz per axon of the class.

    Args:
        body: root weights.
        small_hz: [M, 2] group III and IV rates at the cord.
        parameters: the constants of ``cord``.
    """
    onto = (body.muscles.root_weight.T @ (parameters.muscle_pain_share * small_hz)).T
    rate = np.zeros((2, onto.shape[1], len(CLASSES)))
    rate[:, :, A_DELTA] = onto
    rate[:, :, C_FIBRE] = onto
    return rate
