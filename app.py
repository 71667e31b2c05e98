"""Put the house together: settings, extensions, blueprints, commands."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import blueprints
from desk import (
    access,
    commands,
    config,
    db,
    devices,
    errors,
    guard,
    i18n,
    register,
    sessions,
    throttle,
)


def create_app(overrides: Mapping[str, object] | None = None) -> Flask:
    """Build the application from the environment, then from `overrides`."""
    app = Flask("vestibule", root_path=str(config.ROOT), static_folder=None)
    app.config.from_mapping(config.load())
    app.config.from_mapping(overrides or {})
    gc.disable()  # what a start makes stays: looking through it takes a tenth of the time
    try:
        furnish(app)
    finally:
        gc.enable()
    return app


def furnish(app: Flask) -> None:
    """Give the application its extensions, its guards and its pages."""
    db.init_app(app)
    commands.init_app(app)
    i18n.init_app(app)
    sessions.init_app(app)
    errors.init_app(app)
    guard.init_app(app, devices.signed_request)
    access.init_app(app)
    throttle.init_app(app)
    add_blueprints(app)
    if app.config["PROXIES"]:
        hops = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]


def add_blueprints(app: Flask) -> None:
    """Register what is found under blueprints/, and the registers' own pages."""
    register.discover()
    for module in packages(blueprints):
        if hasattr(module, "blueprint"):
            app.register_blueprint(module.blueprint)


def packages(parent: ModuleType) -> Iterator[ModuleType]:
    """Import the packages below a package, the registers last."""
    found = [item.name for item in pkgutil.iter_modules(parent.__path__) if item.ispkg]
    for name in sorted(found, key=lambda name: (name == "registers", name)):
        module = importlib.import_module(f"{parent.__name__}.{name}")
        if name == "registers":
            yield from packages(module)
        else:
            yield module
