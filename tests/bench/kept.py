"""The portal with its pages kept, on the settings of tests."""

from config.wsgi import application

__all__ = ["application"]
