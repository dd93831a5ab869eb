"""The process that reads and judges strangers' credentials: bounded, and made to be killed.

Run as `python -m gradus.credentials.providers.judge`; reads one case as JSON on standard input
and writes the report as JSON. It limits itself before it reads a byte.
"""

import base64
import contextlib
import dataclasses
import json
import sys
from collections.abc import Mapping
from typing import Any, Final

from gradus.credentials.providers.fetch import Unreachable, fetch
from gradus.credentials.rules.moments import moment
from gradus.credentials.rules.verify import NotCredential, needed, opened, verify
from gradus.lib.terms import Json

if sys.platform != "win32":
    import resource

CPU_SECONDS: Final = 5
MEMORY: Final = 512 * 2**20


def limit() -> None:
    """Give up the right to more processor time, memory or files than one check needs."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def fetched(text: bytes, known: Mapping[str, Json]) -> dict[str, Json]:
    """The DID documents and status lists that are needed and not known; silent ones left out."""
    found: dict[str, Json] = {}
    try:
        wanted = needed(opened(text))
    except NotCredential:
        return found
    for url in wanted:
        if url not in known:
            with contextlib.suppress(Unreachable):
                found[url] = fetch(url)
    return found


def main() -> None:
    """Judge one case."""
    limit()
    case: dict[str, Any] = json.load(sys.stdin)
    text = base64.b64decode(case["text"])
    documents = {**fetched(text, case["documents"]), **case["documents"]}
    report = verify(text, documents=documents, own=case["own"], now=moment(case["now"]))
    json.dump(dataclasses.asdict(report), sys.stdout)


if __name__ == "__main__":
    main()
