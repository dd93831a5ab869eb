"""Which door stands at which address."""

from django.urls import include, path

from gradus.web.parts.gallery import gallery

urlpatterns = [
    path("", include("gradus.web.decide.urls")),
    path("learn/", include("gradus.web.learn.urls")),
    path("", include("gradus.web.prove.urls")),
    path("advance/", include("gradus.web.advance.urls")),
    path("teach/", include("gradus.web.teach.urls")),
    path("", include("gradus.web.api.urls")),
    path("account/auth/", include("allauth.urls")),
    path("account/", include("gradus.web.account.urls")),
    path("design/", gallery, name="design"),
]
