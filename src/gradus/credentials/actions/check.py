"""Judge a stranger's file: our own documents from the database, others' from their domains."""

import logging
from datetime import datetime
from typing import Final

from gradus.credentials.providers.isolated import GaveUp, judged
from gradus.credentials.queries.issuers import own_documents, own_issuers
from gradus.credentials.rules.findings import Report, unknown
from gradus.credentials.rules.verify import NotCredential, needed, opened

log: Final = logging.getLogger(__name__)


def check(*, text: bytes, now: datetime) -> Report:
    """The verdict on a file; nothing of it is kept."""
    try:
        wanted = needed(opened(text))
    except NotCredential as error:
        return Report((error.finding,))
    try:
        return judged(text, documents=own_documents(wanted), own=own_issuers(), now=now)
    except GaveUp:
        log.exception("a credential could not be checked")
        return Report((unknown("gave_up"),))
