"""Files of a course for its learners: by hash, in ranges, and unable to run in our name."""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from gradus.catalog.queries.courses import course_of
from gradus.courseware.blocks.captions import read_captions, to_vtt
from gradus.enrollment.queries import enrollment_of
from gradus.web.parts.errors import not_found
from gradus.web.parts.http import SignedInRequest, signed_in

HOUR: Final = 3600
CHUNK: Final = 64 * 1024
LONGEST_CAPTIONS: Final = 5_000_000
RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
SANDBOX: Final = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
ACTIVE: Final = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml"})
SHOWN: Final = frozenset({"application/pdf", "text/plain", "text/vtt", "text/css", "text/csv"})
SHOWN_KINDS: Final = ("image/", "audio/", "video/", "font/")
OTHER: Final = "application/octet-stream"


@require_safe
@signed_in
def asset(request: SignedInRequest, enrollment_id: UUID, path: str) -> HttpResponseBase:
    """A file of the course; `?as=vtt` gives captions as WebVTT."""
    enrollment = enrollment_of(request.user, enrollment_id)
    found = course_of(enrollment.content).assets.get(path)
    if found is None:
        return not_found(request)
    file = course_of(enrollment.content).folder / found.path
    as_vtt = request.GET.get("as") == "vtt"
    if as_vtt and found.size > LONGEST_CAPTIONS:
        return not_found(request)
    tag = f'"{enrollment.content.sha256[:32]}{"-vtt" if as_vtt else ""}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _kept(HttpResponse(status=304), tag)
    response = _captions(file) if as_vtt else _file(request, file)
    return _kept(response, tag)


def _kept(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """A version's files never change; only their learner may keep them."""
    response["ETag"] = tag
    patch_cache_control(response, private=True, max_age=HOUR)
    return response


def _captions(file: Path) -> HttpResponse:
    cues = read_captions(file.read_text("utf-8-sig", errors="replace"), name=file.name)
    return HttpResponse(to_vtt(cues), content_type="text/vtt; charset=utf-8")


def _file(request: HttpRequest, file: Path) -> HttpResponseBase:
    kind = mimetypes.guess_type(file.name)[0] or OTHER
    known = kind in ACTIVE or kind in SHOWN or kind.startswith(SHOWN_KINDS)
    size = file.stat().st_size
    asked = _range(request.headers.get("Range", ""), size)
    if asked is None:
        whole = FileResponse(file.open("rb"), as_attachment=not known, filename=file.name)
        response: HttpResponseBase = whole
    else:
        first, last = asked
        part = _part(file.open("rb"), first, last - first + 1)
        response = StreamingHttpResponse(part, status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    response["Content-Type"] = kind if known else OTHER
    response["Accept-Ranges"] = "bytes"
    if kind in ACTIVE:
        response["Content-Security-Policy"] = SANDBOX
    return response


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range asked for; None means the whole file."""
    found = RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    begins, ends = found.groups()
    first = int(begins) if begins else max(size - int(ends), 0)
    last = min(int(ends), size - 1) if begins and ends else size - 1
    return (first, last) if first <= last else None


def _part(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
