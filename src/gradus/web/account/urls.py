"""Addresses of the door *account*."""

from django.urls import path

from gradus.web.account import views

app_name = "account"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("data.json", views.my_data, name="data"),
    path("erase/", views.erase, name="erase"),
]
