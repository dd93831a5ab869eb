"""Addresses of the door *teach*."""

from django.urls import path

from gradus.web.teach import views

app_name = "teach"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("<uuid:run_id>/gradebook/", views.gradebook, name="gradebook"),
    path("<uuid:run_id>/gradebook.csv", views.gradebook_csv, name="gradebook_csv"),
]
