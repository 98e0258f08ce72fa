"""The full path: every compartment an unknown, any membrane in any of them, branches, pools of ions.

Slower than the reduced path (`engine.batch`) by an order of magnitude, and free of its one assumption, that what lies
between two nodes is linear. It carries membranes with channels in the internode, ions that gather, the ganglion cell,
and is what the reduced path is held to.
"""
