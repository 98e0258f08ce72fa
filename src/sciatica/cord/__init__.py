"""What does the spinal cord make of it? Pain, wind-up, sensitisation, guarding, reflexes and the motor pools.

``pain``, ``carried``, ``guarding``, ``drive``, ``afferents``, ``circuits``, ``pools`` and ``reflexes`` are plain
arrays; ``motor_pool``, ``axons`` and, by its axons, ``withdrawal`` hold compiled loops and import numba.
"""
