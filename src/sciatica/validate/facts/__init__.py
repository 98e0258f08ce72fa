"""The published facts, one a file: ``<room>_<name>.py`` exports ``FACT``, whose id is ``<room>.<name>``."""
