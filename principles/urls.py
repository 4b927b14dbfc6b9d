"""Checklists: /projects/<project>/checklists/…"""

from django.urls import path

from principles.views import checklist

HERE = "projects/<uuid:project_id>/checklists"

urlpatterns = [
    path(HERE, checklist.checklists, name="checklists"),
    path(f"{HERE}/open", checklist.checklist_open, name="checklist_open"),
    path(f"{HERE}/<uuid:pk>", checklist.checklist, name="checklist"),
    path(f"{HERE}/<uuid:pk>/parts/<int:part>", checklist.checklist_part, name="checklist_part"),
    path(f"{HERE}/<uuid:pk>/reveal", checklist.checklist_reveal, name="checklist_reveal"),
    path(f"{HERE}/<uuid:pk>/views", checklist.two_views, name="two_views"),
]
