from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from participants.views import mail, pages

sign_in = login_not_required(account.request_login_code)

# Of the sign-in library only what we use: its password pages would be doors to nowhere.
urlpatterns = [
    path("account/login/", sign_in, name="account_login"),
    path("account/login/", sign_in, name="account_request_login_code"),
    path("account/login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/by-invitation/", account.signup, name="account_signup"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("mail", mail.mail, name="mail"),
    path("help", pages.help, name="help"),
    path("how-we-use-what-you-tell-us", pages.how_we_use, name="how_we_use"),
    path("making-this-easy-to-use", pages.accessibility, name="accessibility"),
    path("components", pages.components, name="components"),
]
