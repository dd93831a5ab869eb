"""A small course of all five kinds, written for the tests and taken in like any other."""

import tarfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from gradus.accounts.models import User
from gradus.catalog.actions.courses import import_course
from gradus.catalog.models import CourseRun
from gradus.enrollment import actions
from gradus.enrollment.models import Enrollment
from tests.support.rows import DAY, NOW

POLICY = (
    '{"GRADER": [{"type": "Homework", "short_label": "HW", "min_count": 1, "drop_count": 0,'
    ' "weight": 0.4}, {"type": "Exam", "short_label": "Ex", "min_count": 1, "drop_count": 0,'
    ' "weight": 0.6}], "GRADE_CUTOFFS": {"Pass": 0.6}}'
)
PROBLEMS = {
    "capital": """<problem display_name="Capital" max_attempts="3"><multiplechoiceresponse>
<label>Capital of Italy?</label><choicegroup><choice correct="true">Rome</choice>
<choice correct="false">Milan<choicehint>A large city, but no.</choicehint></choice></choicegroup>
</multiplechoiceresponse><solution><p>Rome, since 1871.</p></solution>
<demandhint><hint>Not Milan.</hint></demandhint></problem>""",
    "primes": """<problem display_name="Primes" max_attempts="1">
<choiceresponse partial_credit="edc">
<label>Which are primes?</label><checkboxgroup><choice correct="true">2</choice>
<choice correct="false">4</choice><choice correct="true">5</choice>
<choice correct="false">9</choice>
</checkboxgroup></choiceresponse></problem>""",
    "type": """<problem display_name="Type"><p>The type of 1 is <optionresponse>
<optioninput options="('int','float')" correct="int"/></optionresponse>.</p></problem>""",
    "half": """<problem display_name="Half" max_attempts="2"><numericalresponse answer="0.5">
<label>One half as a number</label><responseparam type="tolerance" default="1%"/>
<formulaequationinput/></numericalresponse></problem>""",
    "name": """<problem display_name="Name"><stringresponse answer="Ada" type="ci">
<label>First name of Countess Lovelace</label><textline/></stringresponse></problem>""",
    "endless": """<problem display_name="Endless"><stringresponse answer="(a|aa)+" type="regexp">
<label>Only the letter a</label><textline/></stringresponse></problem>""",
    "often": """<problem display_name="Often" grading_method="highest_score"><stringresponse
answer="x"><label>The letter x</label><textline/></stringresponse></problem>""",
    "drawing": """<problem display_name="Drawing"><schematicresponse><p>Draw a circuit.</p>
</schematicresponse></problem>""",
}
SEQUENCES = {
    "homework": ("Homework", {"first": ["capital", "primes"], "second": ["type", "drawing"]}),
    "exam": ("Exam", {"third": ["half", "name"]}),
}


def a_course_run(
    folder: Path, number: str = "T1", *, more: tuple[str, ...] = (), **dates: datetime
) -> CourseRun:
    """A self-paced run of the small course, strictly marked; `more` problems on its last page."""
    archive = folder / f"{number}.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, text in files(number, more).items():
            member = tarfile.TarInfo(f"course/{name}")
            member.size = len(text.encode())
            tar.addfile(member, BytesIO(text.encode()))
    run = import_course(source=archive, now=NOW).run
    CourseRun.objects.filter(pk=run.pk).update(
        **{"starts_at": None, "ends_at": None, "marking": "strict"} | dates
    )
    return CourseRun.objects.select_related("course", "content").get(pk=run.pk)


def files(number: str, more: tuple[str, ...] = ()) -> dict[str, str]:
    """The OLX of the small course by path."""
    sequences = "".join(f'<sequential url_name="{name}"/>' for name in SEQUENCES)
    units = {unit: keys for _, pages in SEQUENCES.values() for unit, keys in pages.items()}
    return {
        "course.xml": f'<course url_name="2026" org="Harborview" course="{number}"/>',
        "course/2026.xml": f'<course display_name="Course {number}" start="2020-01-01T00:00:00Z">'
        '<chapter url_name="all"/></course>',
        "chapter/all.xml": f'<chapter display_name="All">{sequences}</chapter>',
        "policies/2026/grading_policy.json": POLICY,
        "policies/2026/policy.json": "{}",
        **{f"sequential/{name}.xml": sequential(name) for name in SEQUENCES},
        **{f"vertical/{unit}.xml": vertical(unit, keys) for unit, keys in units.items()},
        "vertical/third.xml": vertical("third", [*units["third"], *more]),
        **{f"problem/{key}.xml": xml for key, xml in PROBLEMS.items()},
    }


def sequential(name: str) -> str:
    kind, pages = SEQUENCES[name]
    inside = "".join(f'<vertical url_name="{unit}"/>' for unit in pages)
    return f'<sequential display_name="{kind}" format="{kind}" graded="true">{inside}</sequential>'


def vertical(unit: str, keys: list[str]) -> str:
    inside = "".join(f'<problem url_name="{key}"/>' for key in keys)
    return f'<vertical display_name="Page {unit}">{inside}</vertical>'


def enrolled(learner: User, run: CourseRun, *, verified: bool = True) -> Enrollment:
    """A place in the run, verified unless said otherwise."""
    if verified:
        actions.upgrade(learner=learner, run=run, reason="test", now=NOW - DAY)
    else:
        actions.enroll(learner=learner, run=run, now=NOW - DAY)
    return Enrollment.objects.select_related("run__course", "content").get(
        learner=learner, run=run
    )
