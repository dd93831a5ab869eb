"""Addresses of the door *prove*; those inside signatures never change."""

from django.urls import path

from gradus.web.prove import views, views_machine, views_verify

app_name = "prove"
urlpatterns = [
    path("prove/", views.mine, name="mine"),
    path("verify/", views_verify.verify, name="verify"),
    path("credentials/<uuid:uuid>", views.credential, name="credential"),
    path("credentials/<uuid:uuid>.json", views_machine.credential_json, name="json"),
    path("credentials/<uuid:uuid>/qr.svg", views.qr, name="qr"),
    path("credentials/<uuid:uuid>/visibility", views.visibility, name="visibility"),
    path("achievements/<slug:slug>/<int:number>", views.achievement, name="achievement"),
    path(
        "achievements/<slug:slug>/<int:number>.json",
        views_machine.achievement_json,
        name="achievement_json",
    ),
    path("issuers/<slug:slug>/did.json", views_machine.did_json, name="did"),
    path("status/<slug:slug>/revocation/<int:number>", views_machine.status_list, name="status"),
]
