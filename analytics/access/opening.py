"""Whether an app may be opened at an address at all."""

from analytics.access.bound import is_loopback
from analytics.access.provider import HOW_TO, Provider
from analytics.edition import Edition


def refusal(edition: Edition, address: str | None, provider: Provider | None) -> str:
    """Why the app must not start, in words, and what to set; blank where it may.

    `address` is what it would listen on; None for every address of the computer. The public edition is for everybody.
    A workspace is for this computer alone, or for people who sign in.
    """
    if edition is Edition.PUBLIC or provider is not None or is_loopback(address):
        return ""
    where = f"at {address}" if address else "at every address of this computer"
    return (
        f"The workspace does not start {where}: others could reach it, and nobody would have to sign in. {HOW_TO} Or "
        "let it listen at 127.0.0.1, for this computer alone; or start the public edition with SCRUTINY_MODE=public."
    )
