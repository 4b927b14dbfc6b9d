from django.urls import path

from care.views import budget, care, finance, my_care, my_return, rate, reward

P = "projects/<uuid:project_id>"

urlpatterns = [
    path("me/care", my_care.my_care, name="my_care"),
    path("me/care/<uuid:pk>/answer", my_care.my_care_answer, name="my_care_answer"),
    path("me/care/<uuid:pk>/note", my_care.my_care_note, name="my_care_note"),
    path(f"{P}/contact-me", my_care.contact_me, name="contact_me"),
    path(f"{P}/care", care.care, name="care"),
    path(f"{P}/care/new", care.care_new, name="care_new"),
    path(f"{P}/care/<uuid:pk>", care.care_edit, name="care_edit"),
    path("me/returns", my_return.my_returns, name="my_returns"),
    path("me/returns/<uuid:pk>", my_return.my_return, name="my_return"),
    path(f"{P}/returns", reward.returns, name="returns"),
    path(f"{P}/returns.csv", finance.finance, name="finance"),
    path(f"{P}/returns/new", reward.return_new, name="return_new"),
    path(f"{P}/returns/approve", reward.returns_approve, name="returns_approve"),
    path(f"{P}/returns/paid", reward.returns_paid, name="returns_paid"),
    path(f"{P}/returns/<uuid:pk>", reward.return_for, name="return_for"),
    path(f"{P}/sessions/<uuid:pk>/offer", reward.returns_offer, name="returns_offer"),
    path(f"{P}/rates", rate.rates, name="rates"),
    path(f"{P}/rates/new", rate.rate_new, name="rate_new"),
    path(f"{P}/rates/<uuid:pk>/end", rate.rate_end, name="rate_end"),
    path(f"{P}/budget", budget.budget, name="budget"),
    path(f"{P}/budget/<slug:kind>", budget.budget_line, name="budget_line"),
]
