"""Checklists and reviews: /projects/<project>/checklists/…, /projects/<project>/reviews/…"""

from django.urls import path

from principles.views import checklist, plan_pdf, review, search

HERE = "projects/<uuid:project_id>/checklists"
PLAN = "projects/<uuid:project_id>/plan"
REVIEWS = "projects/<uuid:project_id>/reviews"

urlpatterns = [
    path("search", search.search, name="search"),
    path(HERE, checklist.checklists, name="checklists"),
    path(f"{HERE}/open", checklist.checklist_open, name="checklist_open"),
    path(f"{HERE}/<uuid:pk>", checklist.checklist, name="checklist"),
    path(f"{HERE}/<uuid:pk>/parts/<int:part>", checklist.checklist_part, name="checklist_part"),
    path(f"{HERE}/<uuid:pk>/reveal", checklist.checklist_reveal, name="checklist_reveal"),
    path(f"{HERE}/<uuid:pk>/views", checklist.two_views, name="two_views"),
    path(f"{PLAN}/print", plan_pdf.plan_print, name="plan_print"),
    path(f"{PLAN}/print/pdf", plan_pdf.plan_pdf_make, name="plan_pdf_make"),
    path(f"{PLAN}.pdf", plan_pdf.plan_pdf, name="plan_pdf"),
    path(REVIEWS, review.reviews, name="reviews"),
    path(f"{REVIEWS}/make", review.review_make, name="review_make"),
    path(f"{REVIEWS}/<uuid:pk>", review.review, name="review"),
    path(f"{REVIEWS}/<uuid:pk>/pdf", review.review_pdf, name="review_pdf"),
]
