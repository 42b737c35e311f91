"""Settings for every test: how long one example takes says nothing about whether it is right."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
