"""Settings of a deployment: nonsense stops the start."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app import create_app
from desk import config
from desk.config import ConfigError, envbool, envint


@pytest.mark.parametrize("word", ["1", "true", "YES", " on "])
def test_yes(word: str) -> None:
    assert envbool({"X": word}, "X") is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
def test_no(word: str) -> None:
    assert envbool({"X": word}, "X", default=True) is False


def test_unset_is_the_default() -> None:
    assert envbool({}, "X", default=True) is True
    assert envint({}, "X", 7) == 7
    assert envint({"X": " "}, "X", 7) == 7


@pytest.mark.parametrize("word", ["2", "ja", "tru", "None", "1 "[:1] + "x"])
def test_neither_yes_nor_no(word: str) -> None:
    with pytest.raises(ConfigError, match="X="):
        envbool({"X": word}, "X")


@pytest.mark.parametrize("word", ["x", "1.5", "٣", "²", "1e3", "--1", "-1", "9", "99999999999999"])
def test_no_number_within_bounds(word: str) -> None:
    with pytest.raises(ConfigError, match="X="):
        envint({"X": word}, "X", 1, low=0, high=8)


def env(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"VESTIBULE_DATA": str(tmp_path / "var"), **more}


def test_secrets_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = config.load(env(tmp_path)), config.load(env(tmp_path))
    for name in ("SECRET_KEY", "PEPPER", "SERVER_KEY"):
        assert first[name] == second[name]
        assert len(str(first[name])) > 40
    assert len({first["SECRET_KEY"], first["PEPPER"]}) == 2
    for name in ("secret-key", "pepper", "server-key.pem"):
        assert stat.S_IMODE((tmp_path / "var" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert len(list((tmp_path / "var").iterdir())) == 3


def test_a_given_secret_wins(tmp_path: Path) -> None:
    given = "x" * 40
    loaded = config.load(env(tmp_path, SECRET_KEY=given, VESTIBULE_PEPPER=given))
    assert (loaded["SECRET_KEY"], loaded["PEPPER"]) == (given, given)
    assert not (tmp_path / "var" / "secret-key").exists()


def test_a_short_secret_is_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        config.load(env(tmp_path, SECRET_KEY="short"))


def other_key() -> str:
    return (
        ec.generate_private_key(ec.SECP384R1())
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


@pytest.mark.parametrize("pem", ["nonsense", other_key()])
def test_a_server_key_is_on_p256(tmp_path: Path, pem: str) -> None:
    with pytest.raises(ConfigError, match="server key"):
        config.load(env(tmp_path, VESTIBULE_SERVER_KEY=pem))


def test_a_server_key_may_come_on_one_line(tmp_path: Path) -> None:
    pem = config.new_key()
    loaded = config.load(env(tmp_path, VESTIBULE_SERVER_KEY=pem.replace("\n", "\\n")))
    assert loaded["SERVER_KEY"] == pem


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://h/d", "postgresql+psycopg://h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///var/x.db", f"sqlite:///{config.ROOT}/var/x.db"),
    ],
)
def test_the_address_of_the_database(tmp_path: Path, given: str, read: str) -> None:
    assert config.load(env(tmp_path, VESTIBULE_DATABASE=given))["SQLALCHEMY_DATABASE_URI"] == read


@pytest.mark.parametrize("given", ["mysql://h/d", "x", "http://h"])
def test_no_other_database(tmp_path: Path, given: str) -> None:
    with pytest.raises(ConfigError, match="VESTIBULE_DATABASE"):
        config.load(env(tmp_path, VESTIBULE_DATABASE=given))


def test_nonsense_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VESTIBULE_DATA", str(tmp_path))
    monkeypatch.setenv("DEMO", "perhaps")
    with pytest.raises(ConfigError, match="DEMO"):
        create_app()


def test_behind_proxies_the_peer_is_the_one_they_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, word in env(tmp_path, VESTIBULE_PROXIES="1").items():
        monkeypatch.setenv(name, word)
    app = create_app()
    answer = app.test_client().get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" in answer.headers


def test_create_app_fits_on_a_screen() -> None:
    assert len((config.ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 80
