from django.urls import path

from care.views import care, concern, my_care, safe

P = "projects/<uuid:project_id>"

urlpatterns = [
    path("me/care", my_care.my_care, name="my_care"),
    path("me/care/<uuid:pk>/answer", my_care.my_care_answer, name="my_care_answer"),
    path("me/care/<uuid:pk>/note", my_care.my_care_note, name="my_care_note"),
    path(f"{P}/contact-me", my_care.contact_me, name="contact_me"),
    path(f"{P}/care", care.care, name="care"),
    path(f"{P}/care/new", care.care_new, name="care_new"),
    path(f"{P}/care/<uuid:pk>", care.care_edit, name="care_edit"),
    path("safe", safe.safe_here, name="safe_here"),
    path(f"{P}/safe", safe.safe, name="safe"),
    path("concerns", concern.concerns, name="concerns"),
    path("concerns/<uuid:pk>", concern.concern, name="concern"),
    path("concerns/<uuid:pk>/read", concern.concern_read, name="concern_read"),
]
