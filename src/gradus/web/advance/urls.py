"""Addresses of the door *advance*."""

from django.urls import path

from gradus.web.advance import views

app_name = "advance"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:slug>/", views.agreement, name="agreement"),
    path("<slug:slug>/declare/", views.declare, name="declare"),
    path("<slug:slug>/evaluate/", views.evaluate, name="evaluate"),
]
