"""Addresses for machines."""

from django.urls import path

from gradus.web.api import views

app_name = "api"
urlpatterns = [path("api/payments/<slug:name>/", views.payment_notice, name="payment_notice")]
