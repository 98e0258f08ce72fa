"""The reduced path on a graphics processor: one warp a fibre, its nodes shared out over the lanes."""
