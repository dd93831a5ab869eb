"""Which door stands at which address."""

from django.urls import include, path

from gradus.web.parts import errors

urlpatterns = [
    path("", include("gradus.web.decide.urls")),
    path("learn/", include("gradus.web.learn.urls")),
    path("", include("gradus.web.prove.urls")),
    path("advance/", include("gradus.web.advance.urls")),
    path("teach/", include("gradus.web.teach.urls")),
    path("", include("gradus.web.api.urls")),
    path("account/auth/", include("allauth.urls")),
    path("account/", include("gradus.web.account.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
