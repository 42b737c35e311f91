"""The identity provider of a workspace, as `[auth]` of Streamlit’s secrets names it."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from analytics.access.bound import is_loopback

_WELL_KNOWN = "/.well-known/openid-configuration"
_CALLBACK = "/oauth2callback"
_SHORTEST_SECRET = 32
# Each setting of [auth], and the variable that may hold it in the place of a file.
VARIABLES = {
    "redirect_uri": "SCRUTINY_LOGIN_REDIRECT_URI",
    "cookie_secret": "SCRUTINY_LOGIN_COOKIE_SECRET",
    "client_id": "SCRUTINY_LOGIN_CLIENT_ID",
    "client_secret": "SCRUTINY_LOGIN_CLIENT_SECRET",
    "server_metadata_url": "SCRUTINY_LOGIN_METADATA_URL",
}
HOW_TO = (
    "Name the council’s OpenID Connect provider: redirect_uri, cookie_secret, client_id, client_secret and "
    f"server_metadata_url under [auth] in .streamlit/secrets.toml, or {', '.join(VARIABLES.values())} in the "
    "environment. README.md, “Who may do what”, says how."
)


class ProviderUnusable(ValueError):
    """What is wrong with the provider’s settings, each at once, and never their values."""


class Provider(BaseModel):
    """An OpenID Connect provider. What is secret never appears where the model is printed."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    redirect_uri: str
    cookie_secret: SecretStr
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    server_metadata_url: str

    @field_validator("redirect_uri")
    @classmethod
    def _leads_back(cls, value: str) -> str:
        if urlsplit(value).path.endswith(_CALLBACK) and _is_private(value):
            return value
        raise ValueError(f"write the app’s own address with https, ending in {_CALLBACK}")

    @field_validator("server_metadata_url")
    @classmethod
    def _describes(cls, value: str) -> str:
        if value.endswith(_WELL_KNOWN) and _is_private(value):
            return value
        raise ValueError(f"write the provider’s address with https, ending in {_WELL_KNOWN}")

    @field_validator("cookie_secret")
    @classmethod
    def _hard_to_guess(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) >= _SHORTEST_SECRET:
            return value
        raise ValueError(
            f"take at least {_SHORTEST_SECRET} random letters: python -c 'import secrets; print(secrets.token_hex())'"
        )

    @field_validator("client_secret")
    @classmethod
    def _not_blank(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            return value
        raise ValueError("copy it from the provider")

    @property
    def issuer(self) -> str:
        """Who signs the provider’s tokens: OpenID Connect Discovery 1.0, section 4.3, has it in the address."""
        return self.server_metadata_url.removesuffix(_WELL_KNOWN)


def provider_from(secrets: Mapping[str, Any]) -> Provider | None:
    """The provider that secrets name; None where they name none. Raises ProviderUnusable, in words."""
    auth = secrets.get("auth")
    if auth is None:
        return None
    try:
        return Provider.model_validate(dict(auth))
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {_said(one)}" for one in error.errors(include_input=False)
        )
        raise ProviderUnusable(f"[auth] of the secrets will not do. {wrong}.") from None
    except (TypeError, ValueError):
        raise ProviderUnusable(f"[auth] of the secrets is no table. {HOW_TO}") from None


def secrets_of(files: Iterable[Path], environ: Mapping[str, str]) -> dict[str, Any]:
    """The secrets of the files, the last one counting, with what the environment gives in the place of their `[auth]`.

    A file that is not there has none. Raises ProviderUnusable where one cannot be read.
    """
    found: dict[str, Any] = {}
    for path in files:
        try:
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            # Neither the line nor what stands there: it may be the secret.
            raise ProviderUnusable(f"{path} cannot be read as TOML ({type(error).__name__}).") from None
    return found | secrets_from(environ)


def secrets_from(environ: Mapping[str, str]) -> dict[str, Any]:
    """The secrets that the environment gives: `auth` with what is set of it, or nothing where nothing is."""
    auth = {
        name: environ[variable].strip() for name, variable in VARIABLES.items() if environ.get(variable, "").strip()
    }
    return {"auth": auth} if auth else {}


def usual_files(root: Path, environ: Mapping[str, str]) -> list[Path]:
    """Where Streamlit looks for the secrets of an app in `root`, in its order; STREAMLIT_SECRETS_FILES names others."""
    named = environ.get("STREAMLIT_SECRETS_FILES", "").split()
    home = Path(environ.get("HOME") or Path.home())
    return [Path(name) for name in named] or [folder / ".streamlit" / "secrets.toml" for folder in (home, root)]


def _is_private(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this computer itself."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    )


def _said(error: Any) -> str:
    if error["type"] == "missing":
        return "is missing"
    return str(error["msg"]).removeprefix("Value error, ")


def library_missing() -> str:
    """What to install before anybody can sign in; blank where it is there."""
    return "" if find_spec("authlib") else "To let people sign in, install scrutiny-notebook[login]."
