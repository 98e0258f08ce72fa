"""Healthy nerve as a line of delays: the law measured with the engine, impulses sent along it, and the proof."""
