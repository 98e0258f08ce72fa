"""Pictures drawn by hand as inline SVG: the body chart, the nerve, the figure that stands."""
