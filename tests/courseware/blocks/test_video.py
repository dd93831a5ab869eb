"""A video plays the course's own files; what lies elsewhere is a link."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.courseware.blocks.base import Cue, Elsewhere, Source, Track, Video
from gradus.courseware.blocks.captions import read_captions, read_srt, to_vtt
from gradus.courseware.load import load_content
from tests.courseware.made import one_unit

SRT = "1\n00:00:01,500 --> 00:00:02,000\nHello\nyou\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n"
SJSON = '{"start": [1500, 3000], "end": [2000, 4000], "text": ["Hello\\nyou", "Bye"]}'
CUES = (Cue(1500, 2000, "Hello you"), Cue(3000, 4000, "Bye"))


def video(folder: Path, xml: str, **more: str) -> Video:
    content = load_content(one_unit(folder, xml, **more), "w")
    assert isinstance(content, Video)
    return content


def test_own_files_play_with_their_captions(tmp_path: Path) -> None:
    shown = video(
        tmp_path,
        '<video url_name="w" display_name="Film" html5_sources="[&quot;/static/my film.mp4&quot;]"'
        ' transcripts="{&quot;en&quot;: &quot;a.srt&quot;, &quot;de&quot;: &quot;lost.srt&quot;}"'
        ' start_time="00:00:10" end_time="00:01:00"/>',
        **{"static/my film.mp4": "x", "static/a.srt": SRT},
    )
    assert shown.title == "Film"
    assert shown.sources == (Source("gradus:/static/my%20film.mp4", "video/mp4"),)
    assert shown.tracks == (Track("gradus:/static/a.srt?as=vtt", "en"),)
    assert shown.cues == CUES
    assert shown.fragment == "#t=10,60"
    assert shown.elsewhere == ()


@pytest.mark.parametrize(
    "attributes", ['youtube="1.00:AOUEsgFrYeg"', 'youtube_id_1_0="AOUEsgFrYeg" youtube=""']
)
def test_a_film_elsewhere_is_only_a_link(tmp_path: Path, attributes: str) -> None:
    shown = video(tmp_path, f'<video url_name="w" {attributes}/>')
    assert shown.sources == ()
    assert shown.elsewhere == (
        Elsewhere("https://www.youtube.com/watch?v=AOUEsgFrYeg", "youtube.com"),
    )


def test_an_excerpt_elsewhere_begins_where_the_author_says(tmp_path: Path) -> None:
    shown = video(tmp_path, '<video url_name="w" youtube="1.0:abcdefgh" start_time="00:01:05"/>')
    assert shown.elsewhere[0].url == "https://www.youtube.com/watch?v=abcdefgh&t=65"


def test_source_elements_and_old_captions_are_read(tmp_path: Path) -> None:
    shown = video(
        tmp_path,
        '<video url_name="w" sub="abc"><source src="https://e.org/a.mp4"/></video>',
        **{"static/subs_abc.srt.sjson": SJSON},
    )
    assert shown.elsewhere == (Elsewhere("https://e.org/a.mp4", "e.org"),)
    assert shown.cues == CUES


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    shown = video(
        tmp_path,
        '<video url_name="w" html5_sources="x" transcripts="[1]" start_time="soon"'
        ' youtube="1.0:no"/>',
    )
    assert shown == Video("Video", (), (), (), ())


def test_captions_become_webvtt() -> None:
    assert read_captions(SRT, name="a.srt") == CUES
    assert read_captions(SJSON, name="a.srt.sjson") == CUES
    assert to_vtt(CUES).startswith("WEBVTT\n\n00:00:01.500 --> 00:00:02.000\nHello you\n")
    assert read_srt(to_vtt(CUES)) == CUES


@pytest.mark.parametrize("text", ["", "{", "[]", '{"start": 1}', '{"start": [1], "text": ["a"]}'])
def test_broken_captions_are_none(text: str) -> None:
    assert read_captions(text, name="a.sjson") == ()


@given(
    st.lists(
        st.builds(
            Cue,
            st.integers(0, 10**8),
            st.integers(0, 10**8),
            st.from_regex(r"[a-z&]{1,9}( [a-z&]{1,9})?", fullmatch=True),
        )
    )
)
def test_captions_survive_the_way_to_webvtt(cues: list[Cue]) -> None:
    assert read_srt(to_vtt(cues).replace("&amp;", "&")) == tuple(cues)


@pytest.mark.parametrize("moment", ["Infinity", "NaN", "1e999", "-5", "9" * 30])
def test_a_line_at_no_moment_of_a_film_is_left_out(moment: str) -> None:
    text = f'{{"start": [{moment}, 1500], "end": [1, 2000], "text": ["odd", "Hello"]}}'
    assert read_captions(text, name="a.sjson") == (Cue(1500, 2000, "Hello"),)


def test_endless_hours_are_no_time() -> None:
    assert read_srt(f"{'9' * 5000}:00:01,500 --> {'9' * 5000}:00:02,000\nodd\n") == ()
