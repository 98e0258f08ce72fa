"""What does the spinal cord make of it? Pain, wind-up, sensitisation, guarding, reflexes and the motor pools.

``pain``, ``carried``, ``guarding``, ``drive``, ``afferents``, ``pools`` and ``reflexes`` are plain arrays;
``motor_pool`` and ``axons`` hold compiled loops and import numba.
"""
