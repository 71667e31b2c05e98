"""Where devices hand in their entries and fetch what has changed: HTTP only."""

from blueprints.sync import blobs as blobs  # its views
from blueprints.sync.views import blueprint

__all__ = ["blueprint"]
