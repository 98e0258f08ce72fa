"""What do the muscles do? Motor units, force, EMG, fatigue, strength, reflexes, twitches and spasms.

``force`` and ``strength`` import numba; ``spasm``, ``units``, ``emg`` and ``fatigue`` do not.
"""
