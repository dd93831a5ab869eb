"""Addresses of the door *decide*: the home page, the catalogue, a program, what it is worth."""

from django.urls import include, path

from gradus.web.decide import views, views_program, views_roi

decide = (
    [
        path("", views.catalogue, name="catalogue"),
        path("<slug:slug>/", views_program.program, name="program"),
        path("<slug:slug>/roi/", views_roi.roi, name="roi"),
    ],
    "decide",
)
urlpatterns = [
    path("", views.home, name="home"),
    path("decide/", include(decide)),
]
