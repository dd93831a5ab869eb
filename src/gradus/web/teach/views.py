"""The course team's pages: its runs, and a run's gradebook as page and CSV."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gradus.assessment.queries.gradebook import gradebook as grades_of
from gradus.enrollment.queries import learners_in, taught_run, taught_runs
from gradus.web.parts.http import SignedInRequest, signed_in
from gradus.web.teach.rows import csv_rows
from gradus.web.teach.sheet import sheet

PAGE_SIZE = 50
LONGEST_SEARCH = 100


@require_GET
@signed_in
def runs(request: SignedInRequest) -> HttpResponse:
    """List the runs in which this person is staff."""
    return render(request, "teach/runs.html", {"runs": taught_runs(request.user)})


@require_GET
@signed_in
def gradebook(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Show a run's learners and what each has reached, fifty at a time."""
    run = taught_run(request.user, run_id)
    search = _search(request)
    page = Paginator(learners_in(run, search), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = grades_of(list(page.object_list), request.now)
    shown = {
        "run": run,
        "search": search,
        "page": page,
        "rows": rows,
        "parts": rows[0].parts if rows else (),
    }
    return render(request, "teach/gradebook.html", shown)


def _search(request: SignedInRequest) -> str:
    """The words looked for; a database cannot compare with the sign NUL."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]


@require_GET
@signed_in
def gradebook_csv(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Hand over the same, all learners of the search at once, for a spreadsheet."""
    run = taught_run(request.user, run_id)
    search = _search(request)
    rows = grades_of(list(learners_in(run, search)), request.now)
    text = sheet(csv_rows(rows))
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="gradebook-{run.course.number}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
