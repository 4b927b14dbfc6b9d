"""What we hold about a person: /me/…; a project's checklists and reviews: /projects/<project>/…"""

from django.urls import path

from principles.views import checklist, my_data, my_record, plan_pdf, post, poster, records, review, search

HERE = "projects/<uuid:project_id>/checklists"
PLAN = "projects/<uuid:project_id>/plan"
REVIEWS = "projects/<uuid:project_id>/reviews"

urlpatterns = [
    path("search", search.search, name="search"),
    path("me/data", my_data.my_data, name="my_data"),
    path("me/data/zip", my_data.my_data_zip, name="my_data_zip"),
    path("me/erase", my_data.erase, name="erase"),
    path("me/erased", my_data.erased, name="erased"),
    path("people/<uuid:pk>/erase", my_data.erase_person, name="erase_person"),
    path("how-long-we-keep-things", records.how_long, name="how_long"),
    path("events", records.events, name="events"),
    path("projects/<uuid:project_id>/records", records.project_records, name="project_records"),
    path("me/record", my_record.my_record, name="my_record"),
    path(HERE, checklist.checklists, name="checklists"),
    path(f"{HERE}/open", checklist.checklist_open, name="checklist_open"),
    path(f"{HERE}/<uuid:pk>", checklist.checklist, name="checklist"),
    path(f"{HERE}/<uuid:pk>/parts/<int:part>", checklist.checklist_part, name="checklist_part"),
    path(f"{HERE}/<uuid:pk>/reveal", checklist.checklist_reveal, name="checklist_reveal"),
    path(f"{HERE}/<uuid:pk>/views", checklist.two_views, name="two_views"),
    path("projects/<uuid:project_id>/in-public/poster", poster.poster_pdf, name="poster_pdf"),
    path("messages/letters", post.letters, name="letters"),
    path("messages/letters.pdf", post.letters_pdf, name="letters_pdf"),
    path(f"{PLAN}/print", plan_pdf.plan_print, name="plan_print"),
    path(f"{PLAN}/print/pdf", plan_pdf.plan_pdf_make, name="plan_pdf_make"),
    path(f"{PLAN}.pdf", plan_pdf.plan_pdf, name="plan_pdf"),
    path(REVIEWS, review.reviews, name="reviews"),
    path(f"{REVIEWS}/make", review.review_make, name="review_make"),
    path(f"{REVIEWS}/<uuid:pk>", review.review, name="review"),
    path(f"{REVIEWS}/<uuid:pk>/pdf", review.review_pdf, name="review_pdf"),
]
