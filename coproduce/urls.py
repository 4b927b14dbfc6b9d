"""The site map."""

from django.urls import include, path

from coproduce import views

urlpatterns = [
    path("", include("participants.urls")),
    path("", include("projects.urls")),
    path("", include("care.urls")),
    path("", include("feedback.urls")),
    path("", include("principles.urls")),
    path("healthz", views.healthz, name="healthz"),
]
