"""T15: which writes are ours, by Sec-Fetch-Site, Origin, content type and method."""

import time
from hashlib import sha256
from itertools import product

import pytest
from flask.testing import FlaskClient

from desk.guard import CSP
from desk.testing.apps import HOST, DeskClient
from desk.testing.devices import Devices
from desk.testing.tablet import Key

PATH = "/api/devices/session"
OWN, NONE = "same-origin", "none"
SITES = (OWN, NONE, "same-site", "cross-site", "", "nonsense")
ORIGINS = (
    None,
    HOST,
    f"{HOST}:443",
    "https://evil.test",
    "http://desk.test:8443",
    "null",
    "",
    "https://desk.test.evil.test",
    "//desk.test",
    "https://[broken",
)
OURS = {HOST, f"{HOST}:443"}
JSON = "application/json"
TYPES = (
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "",
)


def send(client: FlaskClient, method: str, kind: str = JSON, **headers: str | None) -> int:
    """Send a body that only a view would refuse; return the status."""
    assert isinstance(client, DeskClient)
    given = {name.replace("_", "-"): text for name, text in headers.items() if text is not None}
    answer = client.apart(
        PATH, method=method, base_url=HOST, data="{}", content_type=kind or None, headers=given
    )
    return answer.status_code


REACHED = 400  # by the view: nothing to read in {}


@pytest.mark.parametrize(("site", "origin"), [*product(SITES, ORIGINS)])
def test_the_browser_says_where_a_write_comes_from(
    client: FlaskClient, site: str, origin: str | None
) -> None:
    expected = REACHED if site in (OWN, NONE) else 403
    assert send(client, "POST", Sec_Fetch_Site=site, Origin=origin) == expected


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_older_browser_is_known_by_its_origin(client: FlaskClient, origin: str | None) -> None:
    expected = REACHED if origin in OURS else 403
    assert send(client, "POST", Origin=origin) == expected


@pytest.mark.parametrize(("site", "kind"), [*product((OWN, NONE, "cross-site", None), TYPES)])
def test_only_json_is_read(client: FlaskClient, site: str | None, kind: str) -> None:
    expected = 415 if site in (OWN, NONE) else 403
    assert send(client, "POST", kind, Sec_Fetch_Site=site) == expected


@pytest.mark.parametrize("kind", [JSON, f"{JSON}; charset=utf-8", "Application/JSON"])
def test_json_may_name_its_charset(client: FlaskClient, kind: str) -> None:
    assert send(client, "POST", kind, Sec_Fetch_Site=OWN) == REACHED


@pytest.mark.parametrize(("method", "site"), [*product(("PUT", "DELETE", "PATCH"), (*SITES, None))])
def test_every_writing_method_is_watched(
    client: FlaskClient, method: str, site: str | None
) -> None:
    # No view takes these here: what passes the guard finds nothing.
    expected = {404, 405} if site in (OWN, NONE) else {403}
    assert send(client, method, Sec_Fetch_Site=site) in expected


@pytest.mark.parametrize(("method", "site"), [*product(("GET", "HEAD", "OPTIONS"), (*SITES, None))])
def test_reading_is_free(client: FlaskClient, method: str, site: str | None) -> None:
    assert isinstance(client, DeskClient)
    headers = {} if site is None else {"Sec-Fetch-Site": site}
    answer = client.apart("/api/devices/nonce", method=method, base_url=HOST, headers=headers)
    assert answer.status_code == 200


def signature(key: Key, body: str, at: int, path: str = PATH) -> str:
    """Sign a request as a client without a browser does."""
    content = sha256(body.encode()).hexdigest()
    text = "\n".join(("vestibule-request-v1", "POST", path, str(at), content))
    return f"{key.kid} {at} {key.sign(text.encode())}"


def now() -> int:
    return time.time_ns() // 1_000_000


def test_what_is_no_browser_signs(client: FlaskClient, device: Devices) -> None:
    key = device().key
    assert send(client, "POST", Vestibule_Signature=signature(key, "{}", now())) == REACHED


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: signature(Key(), "{}", now()),  # a key that nobody knows
        lambda key: signature(key, "{ }", now()),  # another body
        lambda key: signature(key, "{}", now() - 6 * 60_000),  # too old
        lambda key: signature(key, "{}", now() + 6 * 60_000),
        lambda key: signature(key, "{}", now(), "/api/sync"),  # another path
        lambda key: f"{key.kid} {now()} AAAA",
        lambda key: f"{key.kid} -1 AAAA",
        lambda key: f"{key.kid} ² AAAA",
        lambda key: "nonsense",
        lambda key: "",
    ],
)
def test_a_bad_signature_opens_nothing(client: FlaskClient, device: Devices, spoil: object) -> None:
    assert callable(spoil)
    header = spoil(device().key)
    assert send(client, "POST", Vestibule_Signature=header) == 403


def test_a_signature_does_not_excuse_another_site(client: FlaskClient, device: Devices) -> None:
    header = signature(device().key, "{}", now())
    assert send(client, "POST", Vestibule_Signature=header, Sec_Fetch_Site="cross-site") == 403


def test_a_large_body_is_refused_before_it_is_read(client: FlaskClient) -> None:
    answer = client.post(PATH, data=b" " * (512 * 1024 + 1), content_type=JSON)
    assert (answer.status_code, answer.get_json()["error"]) == (413, "too_large")


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/devices/nonce", "/api/nothing", "/nothing"]
)
def test_every_answer_wears_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == CSP
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Access-Control-Allow-Origin" not in headers
    assert "Clear-Site-Data" not in headers  # it would empty a tablet's queue


def test_the_policy_is_the_one_that_was_decided() -> None:
    assert CSP == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' blob: data:; connect-src 'self'; media-src 'self' blob:; "
        "worker-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types sw"
    )


def test_no_cache_keeps_an_answer_of_the_api(client: FlaskClient) -> None:
    assert client.get("/api/devices/nonce").headers["Cache-Control"] == "no-store"
