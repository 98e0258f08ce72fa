"""What moves in seconds to hours: ions, the pump, and bursts and pauses under it."""
