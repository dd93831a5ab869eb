"""Addresses for machines."""

from django.urls import path

from gradus.web.api import health, views

app_name = "api"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/payments/<slug:name>/", views.payment_notice, name="payment_notice"),
]
