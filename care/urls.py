from django.urls import path

from care.views import care, my_care, my_needs, needs

P = "projects/<uuid:project_id>"

urlpatterns = [
    path("me/care", my_care.my_care, name="my_care"),
    path("me/care/<uuid:pk>/answer", my_care.my_care_answer, name="my_care_answer"),
    path("me/care/<uuid:pk>/note", my_care.my_care_note, name="my_care_note"),
    path(f"{P}/contact-me", my_care.contact_me, name="contact_me"),
    path(f"{P}/care", care.care, name="care"),
    path(f"{P}/care/new", care.care_new, name="care_new"),
    path(f"{P}/care/<uuid:pk>", care.care_edit, name="care_edit"),
    path("me/needs", my_needs.my_needs, name="my_needs"),
    path("me/needs/say", my_needs.needs_say, name="needs_say"),
    path("me/needs/again", my_needs.needs_again, name="needs_again"),
    path("me/needs/new/<str:kind>", my_needs.need_new, name="need_new"),
    path("me/needs/<uuid:pk>", my_needs.need_edit, name="need_edit"),
    path("me/needs/<uuid:pk>/end", my_needs.need_end, name="need_end"),
    path("me/needs/<uuid:pk>/after/<uuid:session_id>", my_needs.need_met, name="need_met"),
    path("me/needs/after/<uuid:pk>", my_needs.needs_after, name="needs_after"),
    path(f"{P}/people/<uuid:pk>/needs", needs.person_needs, name="person_needs"),
    path(f"{P}/people/<uuid:pk>/needs/say", needs.person_needs_say, name="person_needs_say"),
    path(f"{P}/people/<uuid:pk>/needs/new/<str:kind>", needs.person_need_new, name="person_need_new"),
    path(f"{P}/people/<uuid:pk>/needs/<uuid:need_id>/end", needs.person_need_end, name="person_need_end"),
    path(f"{P}/sessions/<uuid:pk>/needs", needs.session_needs, name="session_needs"),
    path(f"{P}/sessions/<uuid:pk>/needs/show", needs.session_needs_show, name="session_needs_show"),
]
