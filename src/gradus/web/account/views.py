"""A person's own account: profile, my data, erase."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gradus.accounts import actions
from gradus.enrollment.queries import taught_runs
from gradus.web.account.data import everything_about
from gradus.web.account.forms import EraseForm, ProfileForm
from gradus.web.parts.http import SignedInRequest, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change how one is named and where one's clock stands."""
    user = request.user
    held = {"name": user.name, "country": user.country, "time_zone": user.time_zone}
    form = ProfileForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(user=user, now=request.now, **form.cleaned_data)
        messages.success(request, "Your profile is saved.")
        return redirect("account:profile")
    status = 422 if form.errors else 200
    shown = {"form": form, "runs": taught_runs(user)}
    return render(request, "account/profile.html", shown, status=status)


@require_GET
@signed_in
def my_data(request: SignedInRequest) -> HttpResponse:
    """Hand over everything kept about this person, as a file."""
    told = {"exported_at": request.now.isoformat(), **everything_about(request.user)}
    answer = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="gradus-my-data.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
@signed_in
def erase(request: SignedInRequest) -> HttpResponse:
    """Say what erasing does; do it when the address is written."""
    form = EraseForm(request.POST or None, address=request.user.email)
    if request.method == "POST" and form.is_valid():
        actions.erase(user=request.user, now=request.now)
        logout(request)
        return render(request, "account/erased.html")
    status = 422 if form.errors else 200
    return render(request, "account/erase.html", {"form": form}, status=status)
