"""Course packages may be hostile: the whole archive is refused, and the member is named."""

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gradus.courseware.olx.archive import Limits, unpack
from gradus.lib.faults import Faulty

COURSE = b'<course org="O" course="C" url_name="R"/>'
Change = Callable[[tarfile.TarInfo], None]


def tar_of(path: Path, members: list[tuple[str, bytes]], change: Change | None = None) -> Path:
    """A .tar.gz of the members; `change` may spoil each header."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            if change:
                change(info)
            archive.addfile(info, io.BytesIO(data))
    return path


def zip_of(path: Path, members: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def refusal(source: Path, into: Path, **limits: int) -> str:
    with pytest.raises(Faulty) as refused:
        unpack(source, into, limits=Limits(**limits))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil", "points outside"),
        ("a/../../evil", "points outside"),
        ("/etc/evil", "absolute path"),
        ("//evil", "absolute path"),
        ("C:/evil", "absolute path"),
        ("c:evil", "absolute path"),
        ("..\\evil", "backslash"),
        ("a\nb", "control character"),
        ("a" * 256, "too long"),
        ("a/" * 600 + "b", "too long"),
    ],
)
def test_a_name_that_leaves_the_folder_refuses_the_whole_archive(
    tmp_path: Path, into: Path, name: str, why: str
) -> None:
    members = [("course.xml", COURSE), (name, b"x")]
    for source in (tar_of(tmp_path / "a.tar.gz", members), zip_of(tmp_path / "a.zip", members)):
        words = refusal(source, into)
        assert why in words
        assert repr(name) in words
        assert not (tmp_path / "evil").exists()
        for file in into.iterdir():
            file.unlink()


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (tarfile.SYMTYPE, "a link"),
        (tarfile.LNKTYPE, "a link"),
        (tarfile.CHRTYPE, "a device"),
        (tarfile.BLKTYPE, "a device"),
        (tarfile.FIFOTYPE, "a device"),
    ],
)
def test_links_and_devices_are_refused(tmp_path: Path, into: Path, kind: bytes, why: str) -> None:
    def spoil(info: tarfile.TarInfo) -> None:
        if info.name == "static/odd":
            info.type, info.linkname, info.size = kind, "/etc/passwd", 0

    members = [("course.xml", COURSE), ("static/odd", b"")]
    words = refusal(tar_of(tmp_path / "a.tar.gz", members, spoil), into)
    assert "'static/odd'" in words
    assert why in words


def test_a_link_in_a_zip_is_refused(tmp_path: Path, into: Path) -> None:
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("course.xml", COURSE)
        info = zipfile.ZipInfo("static/odd")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "'static/odd' is a link" in refusal(source, into)


def test_a_link_in_a_folder_is_refused(tmp_path: Path, into: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "course.xml").write_bytes(COURSE)
    (folder / "odd").symlink_to("/etc/passwd")
    assert "'odd' is a link" in refusal(folder, into)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("static/A.png", "static/a.png"),
        ("static/x", "static/x"),
        ("static/stra\u00dfe", "static/STRASSE"),
        ("static/caf\u00e9", "static/cafe\u0301"),
        ("static/x", "static/x/y"),
        ("static/x/y", "static/X"),
    ],
)
def test_members_that_would_be_one_file_are_refused(
    tmp_path: Path, into: Path, first: str, second: str
) -> None:
    members = [("course.xml", COURSE), (first, b"1"), (second, b"2")]
    assert "collides" in refusal(tar_of(tmp_path / "a.tar.gz", members), into)


def test_too_many_members_are_refused(tmp_path: Path, into: Path) -> None:
    members = [(f"static/{n}", b"") for n in range(11)]
    assert "more than 10 members" in refusal(tar_of(tmp_path / "a.tgz", members), into, members=10)


def test_too_large_a_member_is_refused(tmp_path: Path, into: Path) -> None:
    members = [("static/big", b"x" * 101)]
    words = refusal(tar_of(tmp_path / "a.tgz", members), into, member_bytes=100)
    assert "'static/big' is larger than 100 bytes" in words


def test_too_large_a_total_is_refused(tmp_path: Path, into: Path) -> None:
    members = [(f"static/{n}", b"x" * 60) for n in range(2)]
    assert "passes 100 bytes" in refusal(
        tar_of(tmp_path / "a.tgz", members), into, total_bytes=100
    )


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, into: Path) -> None:
    members = [("course.xml", COURSE), ("static/bomb", bytes(8 * 1024 * 1024))]
    for source in (tar_of(tmp_path / "a.tgz", members), zip_of(tmp_path / "a.zip", members)):
        words = refusal(source, into, ratio_floor=1024 * 1024)
        assert "'static/bomb' it has grown more than 100 times" in words
        assert sum(file.stat().st_size for file in into.rglob("*") if file.is_file()) < 2 * 1024**2
        for file in (into / "course.xml", into / "static/bomb"):
            file.unlink()


def test_a_header_that_claims_to_be_huge_costs_no_memory(tmp_path: Path, into: Path) -> None:
    info = tarfile.TarInfo("./PaxHeaders/x")
    info.type, info.size = tarfile.XHDTYPE, 4 * 1024**3
    header = info.tobuf(tarfile.USTAR_FORMAT)
    source = tmp_path / "a.tar.gz"
    source.write_bytes(gzip.compress(header + bytes(4096)))
    assert "header is too long" in refusal(source, into)


def test_an_archive_cut_short_is_refused(tmp_path: Path, into: Path) -> None:
    whole = tar_of(tmp_path / "a.tgz", [("course.xml", COURSE), ("static/x", bytes(2000))])
    plain = gzip.decompress(whole.read_bytes())
    cut = tmp_path / "cut.tar"
    for size in (100, 700, 1100, 2600):
        cut.write_bytes(plain[:size])
        assert "damaged" in refusal(cut, into)
        for file in sorted(into.rglob("*"), reverse=True):
            file.unlink() if file.is_file() else file.rmdir()


def test_an_encrypted_member_is_refused(tmp_path: Path, into: Path) -> None:
    source = zip_of(tmp_path / "a.zip", [("course.xml", COURSE)])
    data = bytearray(source.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    source.write_bytes(bytes(data))
    assert "'course.xml' is encrypted" in refusal(source, into)


def test_system_files_are_left_out_and_counted(tmp_path: Path, into: Path) -> None:
    members = [
        ("c/course.xml", COURSE),
        ("c/._course.xml", b"x"),
        ("__MACOSX/c/._x", b"x"),
        ("c/.DS_Store", b"x"),
        ("c/.git/config", b"x"),
        ("readme.txt", b"x"),
    ]
    unpacked = unpack(tar_of(tmp_path / "a.tgz", members), into)
    assert [file.path for file in unpacked.files] == ["course.xml"]
    assert (unpacked.skipped, unpacked.outside) == (4, 1)
    assert unpacked.root == into / "c"


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ([("readme.txt", b"x")], "holds no course.xml"),
        ([("library.xml", b"<library/>")], "library package"),
        ([("package.toml", b"format_version = 1")], "library package"),
        ([("a/course.xml", COURSE), ("b/course.xml", COURSE)], "a/course.xml, b/course.xml"),
    ],
)
def test_what_is_no_course_is_refused_in_words(
    tmp_path: Path, into: Path, members: list[tuple[str, bytes]], why: str
) -> None:
    assert why in refusal(tar_of(tmp_path / "a.tgz", members), into)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, into: Path) -> None:
    source = tmp_path / "a.tar.gz"
    source.write_text("hello")
    assert "damaged" in refusal(source, into)
    assert "no such file" in refusal(tmp_path / "nothing.zip", into)


def test_the_same_content_has_the_same_hash_in_every_package(tmp_path: Path) -> None:
    members = [("c/course.xml", COURSE), ("c/static/a.txt", b"hello")]
    folder = tmp_path / "folder"
    (folder / "static").mkdir(parents=True)
    (folder / "course.xml").write_bytes(COURSE)
    (folder / "static/a.txt").write_bytes(b"hello")
    sources = [
        tar_of(tmp_path / "a.tgz", members),
        zip_of(tmp_path / "a.zip", list(reversed(members))),
        tar_of(tmp_path / "b.tgz", [(f"./{name[2:]}", data) for name, data in members]),
        folder,
    ]
    hashes = set()
    for number, source in enumerate(sources):
        into = tmp_path / f"into{number}"
        into.mkdir()
        hashes.add(unpack(source, into).sha256)
    assert len(hashes) == 1
