from django.urls import path

from care.views import care, group, monitoring, my_care, participation, represents

P = "projects/<uuid:project_id>"

urlpatterns = [
    path("me/care", my_care.my_care, name="my_care"),
    path("me/care/<uuid:pk>/answer", my_care.my_care_answer, name="my_care_answer"),
    path("me/care/<uuid:pk>/note", my_care.my_care_note, name="my_care_note"),
    path(f"{P}/contact-me", my_care.contact_me, name="contact_me"),
    path(f"{P}/care", care.care, name="care"),
    path(f"{P}/care/new", care.care_new, name="care_new"),
    path(f"{P}/care/<uuid:pk>", care.care_edit, name="care_edit"),
    path(f"{P}/who", group.groups, name="groups"),
    path(f"{P}/who/new", group.group_new, name="group_new"),
    path(f"{P}/who/me", represents.represents, name="represents"),
    path(f"{P}/who/people/<uuid:pk>/end", represents.represents_end, name="represents_end"),
    path(f"{P}/who/reviews", participation.participation, name="participation"),
    path(f"{P}/who/reviews/new", participation.participation_new, name="participation_new"),
    path(f"{P}/who/about-us", monitoring.monitoring, name="monitoring"),
    path(f"{P}/who/about-us/answer", monitoring.monitoring_answer, name="monitoring_answer"),
    path(f"{P}/who/about-us/questions", monitoring.monitoring_questions, name="monitoring_questions"),
    path(f"{P}/who/about-us/questions/<uuid:pk>/end", monitoring.monitoring_end, name="monitoring_end"),
    path(f"{P}/who/<uuid:pk>", group.group, name="group"),
    path(f"{P}/who/<uuid:pk>/edit", group.group_edit, name="group_edit"),
    path(f"{P}/who/<uuid:pk>/drop", group.group_drop, name="group_drop"),
    path(f"{P}/who/<uuid:pk>/people", represents.represents_for, name="represents_for"),
]
