from django.urls import path

from care.views import care, concern, consent, my_care, passing, safe

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
    path(f"{P}/own-case", safe.own_case, name="own_case"),
    path("concerns", concern.concerns, name="concerns"),
    path("concerns/<uuid:pk>", concern.concern, name="concern"),
    path("concerns/<uuid:pk>/read", concern.concern_read, name="concern_read"),
    path(f"{P}/agenda/<uuid:pk>/pass-on", passing.subject_pass_on, name="subject_pass_on"),
    path(f"{P}/notebook/<uuid:pk>/pass-on", passing.line_pass_on, name="line_pass_on"),
    path("me/consents", consent.my_consents, name="my_consents"),
    path(f"{P}/what-i-agree-to", consent.consent_say, name="consent_say"),
    path(f"{P}/people/consents", consent.consents, name="consents"),
    path(f"{P}/people/<uuid:pk>/consents", consent.consent_for, name="consent_for"),
]
