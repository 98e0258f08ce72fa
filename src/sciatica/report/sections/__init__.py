"""The parts of the page: each function reads a ``Result`` and returns what one part of the template shows.

Only numbers that the rooms computed come out of here, already as words; nothing is decided here. Markup is made
by ``drawings`` and ``plots`` alone; all other text is escaped by the template.
"""
