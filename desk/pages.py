"""Render every page in every language into plain files that any static host can serve."""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

from desk import assets as bundler
from desk.access import MANAGERS, SENIOR
from desk.assets import ROOT, Assets, digest
from desk.auditing import GROUPS as AUDIT_GROUPS
from desk.forms import MESSAGES
from desk.i18n import LOCALES, NAMES
from desk.needs import NEEDS, begun_by
from desk.register import Register, export, registers
from desk.reports import reports
from desk.roles import ROLES
from desk.setting_up import STEPS
from desk.settings_words import context as settings_context

# What single pages of the house need beside what all have.
CONTEXTS: dict[str, Callable[[], dict[str, Any]]] = {
    "office/settings/": settings_context,
    "office/audit/": lambda: {"audit_groups": AUDIT_GROUPS},
    "office/setup/": lambda: {"steps": STEPS},
}
DEFAULTS = ("list", "detail", "form", "history")
# Stands in a page for a version that is only known once all pages are rendered.
VERSION_MARK = "@@version@@"
OFFICE_ROLES = " ".join(role.name for role in ROLES if "office" in role.shown)
MANAGER_ROLES = " ".join(sorted(MANAGERS))
SENIOR_ROLES = " ".join(sorted(SENIOR))

cli = AppGroup("pages", help="Build the pages that a tablet keeps.")
# Fills `extra(site, render)` from other modules that print pages of their own (documents).
Extra = Callable[["Site"], Iterator[tuple[str, str]]]
extras: list[Extra] = []


@dataclass(frozen=True)
class Page:
    """A page of the house: its address below the language, its templates, what they see."""

    url: str
    templates: tuple[str, ...]
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """What one run of the build works on."""

    out: Path
    assets: Assets
    env: Environment
    registers: dict[str, Register]


def page_folders() -> dict[str, Path]:
    """Find the folders whose templates are pages, by the name of their blueprint."""
    found = [*ROOT.glob("blueprints/*/pages"), *ROOT.glob("blueprints/registers/*/pages")]
    return {path.parent.name: path for path in sorted(found)}


def environment(app: Flask) -> Environment:
    """Open the shared templates, and each blueprint's own under its name."""
    own = {name: FileSystemLoader(path) for name, path in page_folders().items()}
    shared = FileSystemLoader(ROOT / "templates")
    return app.jinja_env.overlay(
        loader=ChoiceLoader([shared, PrefixLoader(own)]), trim_blocks=True, lstrip_blocks=True
    )


def house_pages(names: set[str]) -> Iterator[Page]:
    """Name a page for each template of a blueprint that is no register."""
    for name, folder in page_folders().items():
        if name in names:
            continue
        prefix = "" if name == "home" else f"{name}/"
        for path in sorted(folder.rglob("[!_]*.html")):
            inner = path.relative_to(folder).with_suffix("").as_posix()
            url = prefix + ("" if inner == "index" else f"{inner}/")
            yield Page(url, (f"{name}/{inner}.html",))


def register_pages(register: Register) -> Iterator[Page]:
    """Name the default pages of a register, the form that begins a record, and its odd pages."""
    name = register.name
    seen = {"register": register}
    yield Page(f"{name}/", (f"{name}/list.html", "register/list.html"), seen)
    yield Page(f"{name}/detail/", (f"{name}/detail.html", "register/detail.html"), seen)
    own = tuple(form_pages(register))
    yield from own
    folder = page_folders().get(name)
    for path in sorted(folder.glob("[!_]*.html")) if folder else []:
        if path.stem not in DEFAULTS and f"{name}/{path.stem}/" not in {page.url for page in own}:
            yield Page(f"{name}/{path.stem}/", (f"{name}/{path.name}",), seen)


def form_pages(register: Register) -> Iterator[Page]:
    """Name a page for each way to begin a record: the first is `new`, others bear their name."""
    begins = [(one, one.form) for one in register.actions if one.form and one.creates]
    for place, (action, form) in enumerate(begins):
        url, own = (action.name, action.name) if place else ("new", "form")
        templates = (f"{register.name}/{own}.html", "register/form.html")
        context = {"register": register, "action": action, "form": form()}
        yield Page(f"{register.name}/{url}/", templates, context)


def all_pages(found: dict[str, Register]) -> list[Page]:
    """List every page once; the order is the order of the addresses."""
    pages = list(house_pages(set(found)))
    for register in found.values():
        pages += register_pages(register)
    return sorted(pages, key=lambda page: page.url)


def house_script(found: dict[str, Register]) -> bytes:
    """Tell the scripts what the registers are, without any words: one file for all pages."""
    data = {"registers": {name: export(register) for name, register in found.items()}}
    text = json.dumps(data, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return f"globalThis.built={text};".encode()


def render_page(site: Site, page: Page, lang: str) -> str:
    """Render one page; a form is made anew because its labels are lazy in the language."""

    def asset(name: str) -> str:
        return site.assets.urls[name]

    def has_asset(name: str) -> bool:
        return name in site.assets.urls

    def parts(name: str) -> tuple[str, ...]:
        return site.assets.imports.get(name, ())

    def url(path: str = "") -> str:
        return f"/{lang}/{path}"

    return site.env.select_template(list(page.templates)).render(
        asset=asset, has_asset=has_asset, parts=parts, url=url, lang=lang, languages=NAMES,
        registers=site.registers, roles=ROLES, office_roles=OFFICE_ROLES,
        messages=MESSAGES, manager_roles=MANAGER_ROLES, senior_roles=SENIOR_ROLES,
        reports=reports(), needs=NEEDS, begun=begun_by(site.registers), page_url=page.url,
        version=VERSION_MARK, **CONTEXTS.get(page.url, dict)(), **page.context,
    )  # fmt: skip


def render_language(site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Render all pages of a language as (path of the file, text)."""
    with force_locale(LOCALES[lang]):
        for page in all_pages(site.registers):
            yield f"{lang}/{page.url}index.html", render_page(site, page, lang)
        home = Page("", ("layouts/manifest.json",))
        yield f"{lang}/manifest.webmanifest", render_page(site, home, lang)


def render_all(site: Site) -> dict[str, bytes]:
    """Render every file that is not an asset, and put the version into them."""
    files: dict[str, str] = {}
    for lang in NAMES:
        files.update(render_language(site, lang))
    with force_locale("en"):
        files["index.html"] = render_page(site, Page("", ("layouts/root.html",)), "en")
    for extra in extras:
        files.update(extra(site))
    version = digest(json.dumps([files, sorted(site.assets.files)], sort_keys=True).encode())
    pages = {path: text.replace(VERSION_MARK, version).encode() for path, text in files.items()}
    kept = precache(pages, site.assets)
    facts = {"version": version, "files": kept}
    pages["version.json"] = json.dumps(facts, indent=0, sort_keys=True).encode()
    if (bundler.STATIC / "sw.js").exists():
        pages["sw.js"] = bundler.worker(version, kept)
    return pages


def precache(pages: dict[str, bytes], assets: Assets) -> list[str]:
    """List the addresses a tablet keeps: all pages of all languages, all assets."""
    return sorted(["/" + path.removesuffix("index.html") for path in pages] + list(assets.files))


def build(app: Flask, out: Path) -> dict[str, bytes]:
    """Write the site. Old assets stay, since an open tab may still ask for them."""
    with tempfile.TemporaryDirectory() as scratch, app.test_request_context():
        assets = bundler.gather(Path(scratch))
        assets.add("house.js", "house.js", house_script(registers()))
        env = environment(app)
        pages = render_all(Site(out, assets, env, registers()))
    for address, data in assets.files.items():
        write(out / address.lstrip("/"), data)
    for name, data in pages.items():
        write(out / name, data)
    sweep(out, set(pages))
    return pages


def sweep(out: Path, wanted: set[str]) -> None:
    """Remove pages that are no longer built; never an asset."""
    for path in sorted(out.rglob("*"), reverse=True):
        name = path.relative_to(out).as_posix()
        if name == "assets" or name.startswith("assets/") or name in wanted:
            continue
        if path.is_file():
            path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()


def write(path: Path, data: bytes) -> None:
    """Write a file only when it changed, so that its time tells something."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


@cli.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=None)
def build_command(out: Path | None) -> None:
    """Render every page, script, style and icon into the folder that is served."""
    target = out or Path(current_app.config.get("SITE_BUILD", ROOT / "build" / "site"))
    pages = build(current_app._get_current_object(), target)  # type: ignore[attr-defined]
    click.echo(f"{len(pages)} pages, version {json.loads(pages['version.json'])['version']}")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(cli)
