"""Programs for tests: the demonstration's, published under other names where more are needed."""

from datetime import UTC, datetime
from pathlib import Path

from gradus.catalog.actions.programs import publish_institutions, publish_program
from gradus.catalog.models import ContentVersion, CourseRun, ProgramVersion
from gradus.pathways.actions import publish_agreement
from gradus.pathways.models import AgreementVersion

CONTENT = Path(__file__).parents[2] / "content"
PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)  # before today, whenever the tests run
DEMO = "decisions-with-data"


def a_program(slug: str = DEMO, **changes: str) -> ProgramVersion:
    """The demonstration program; `changes` replace words of its file: title="Bayes"."""
    text = (CONTENT / "programs" / DEMO / "program.yaml").read_text("utf-8")
    text = text.replace(f"slug: {DEMO}", f"slug: {slug}")
    for name, value in changes.items():
        old = next(line for line in text.splitlines() if line.startswith(f"{name}: "))
        text = text.replace(f"\n{old}\n", f"\n{name}: {value}\n", 1)
    publish_institutions(
        text=(CONTENT / "institutions.yaml").read_text("utf-8"), source="institutions.yaml"
    )
    return publish_program(text=text, source="program.yaml", now=PUBLISHED)


def an_agreement(partner: str = "northgate") -> AgreementVersion:
    """The agreement of the demonstration with one of its partners."""
    folder = CONTENT / "programs" / DEMO / "agreements"
    return publish_agreement(
        text=(folder / f"{partner}.yaml").read_text("utf-8"),
        source=f"{partner}.yaml",
        degree_text=(folder / f"{partner}.degree.yaml").read_text("utf-8"),
        degree_source=f"{partner}.degree.yaml",
        now=PUBLISHED,
    )


def teach(*runs: CourseRun) -> None:
    """Give runs an empty content each, so that one can enter them."""
    for run in runs:
        run.content = ContentVersion.objects.create(
            sha256=f"{run.pk:064}", course_key=run.key, title="", report={}, loaded_at=PUBLISHED
        )
        run.save()
