from django.urls import path

from projects.views import boundary, decision, membership, message, method, organisation, project, start

P = "projects/<uuid:project_id>"

urlpatterns = [
    path("setup/<str:token>", organisation.setup, name="setup"),
    path("join/<uuid:invitation_id>/<str:token>", membership.join, name="join"),
    path("join/<uuid:invitation_id>/<str:token>/again", membership.join_again, name="join_again"),
    path("projects", project.projects, name="projects"),
    path("projects/new", project.project_new, name="project_new"),
    path(P, project.project, name="project"),
    path(f"{P}/edit", project.project_edit, name="project_edit"),
    path(f"{P}/start", start.project_start, name="project_start"),
    path(f"{P}/start/ready", start.readiness, name="readiness"),
    path(f"{P}/stages", start.stages, name="stages"),
    path(f"{P}/stages/next", start.stage_next, name="stage_next"),
    path(f"{P}/stages/<uuid:pk>", start.stage_edit, name="stage_edit"),
    path(f"{P}/safeguarding", project.project_safeguarding, name="project_safeguarding"),
    path(f"{P}/what-can-change", boundary.boundaries, name="boundaries"),
    path(f"{P}/what-can-change/<uuid:pk>", boundary.boundary, name="boundary"),
    path(f"{P}/what-can-change/<uuid:pk>/drop", boundary.boundary_drop, name="boundary_drop"),
    path(f"{P}/people", membership.people, name="people"),
    path(f"{P}/people/invite", membership.invite, name="invite"),
    path(f"{P}/people/invitations/<uuid:pk>/again", membership.invite_again, name="invite_again"),
    path(f"{P}/people/<uuid:pk>/contact", membership.named_contact, name="named_contact"),
    path(f"{P}/people/<uuid:pk>/end", membership.membership_end, name="membership_end"),
    path(f"{P}/decisions", decision.decisions, name="decisions"),
    path(f"{P}/decisions/new", decision.decision_new, name="decision_new"),
    path(f"{P}/decisions/<uuid:pk>", decision.decision, name="decision"),
    path(f"{P}/decisions/<uuid:pk>/edit", decision.decision_edit, name="decision_edit"),
    path(f"{P}/decisions/<uuid:pk>/final", decision.decision_final, name="decision_final"),
    path(f"{P}/decisions/<uuid:pk>/revise", decision.decision_revise, name="decision_revise"),
    path(f"{P}/methods", method.methods, name="methods"),
    path(f"{P}/methods/new", method.method_new, name="method_new"),
    path(f"{P}/methods/<uuid:pk>", method.method, name="method"),
    path(f"{P}/methods/<uuid:pk>/edit", method.method_edit, name="method_edit"),
    path(f"{P}/methods/<uuid:pk>/retire", method.method_retire, name="method_retire"),
    path("messages", message.messages, name="messages"),
    path("messages/<uuid:pk>/told", message.message_told, name="message_told"),
    path("messages/<uuid:pk>/arrived", message.message_arrived, name="message_arrived"),
    path("messages/<uuid:pk>/again", message.message_again, name="message_again"),
]
