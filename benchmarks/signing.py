"""How long it takes to sign a credential, and to judge it."""

from benchmarks.figures import head, line, milliseconds, seconds_each
from gradus.credentials.rules.proof import holds
from tests.credentials.samples import KEY, document, sign

PUBLIC = KEY.public_key().public_bytes_raw()


def measure() -> None:
    head("Credentials (Open Badges 3.0, eddsa-rdfc-2022)")
    unsigned = document()
    signed = sign(unsigned)
    line("sign one", milliseconds(seconds_each(lambda: sign(unsigned))))
    proof = signed["proof"][0]
    line(
        "check its signature", milliseconds(seconds_each(lambda: holds(signed, proof, key=PUBLIC)))
    )
