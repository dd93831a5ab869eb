"""Addresses of the door *learn*."""

from django.urls import path

from gradus.web.learn import (
    views_answer,
    views_asset,
    views_course,
    views_enrol,
    views_pay,
    views_progress,
)

app_name = "learn"
urlpatterns = [
    path("", views_progress.dashboard, name="dashboard"),
    path("runs/<uuid:run_id>/enrol/", views_enrol.enrol, name="enrol"),
    path("runs/<uuid:run_id>/buy/", views_enrol.buy, name="buy"),
    path("orders/", views_pay.orders, name="orders"),
    path("orders/<uuid:order_id>/", views_pay.order, name="order"),
    path("orders/<uuid:order_id>/pay/", views_pay.pay, name="pay"),
    path("orders/<uuid:order_id>/refund/", views_pay.refund, name="refund"),
    path("demo-bank/<uuid:order_id>/", views_pay.demo_bank, name="demo_bank"),
    path("<uuid:enrollment_id>/leave/", views_enrol.leave, name="leave"),
    path("<uuid:enrollment_id>/", views_course.outline, name="outline"),
    path("<uuid:enrollment_id>/progress/", views_progress.progress, name="progress"),
    path("<uuid:enrollment_id>/static/<path:path>", views_asset.asset, name="asset"),
    path("<uuid:enrollment_id>/go/<str:key>/", views_course.go, name="go"),
    path(
        "<uuid:enrollment_id>/<str:unit_key>/<str:problem_key>/",
        views_answer.answer,
        name="answer",
    ),
    # Last, because any word may be the key of a unit.
    path("<uuid:enrollment_id>/<str:unit_key>/", views_course.unit, name="unit"),
]
