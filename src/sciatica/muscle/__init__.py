"""What do the muscles do? Motor units, force, EMG, fatigue, strength, reflexes, twitches and spasms.

``force``, ``hill``, ``effort`` and ``strength`` import numba; ``spasm``, ``units``, ``emg``, ``people`` and ``fatigue``
do not.
"""
